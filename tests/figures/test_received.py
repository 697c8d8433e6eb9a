"""Received tables added up: by office, row by row over all, with what is not given left out."""

from datetime import date

import pytest

from db.figures.period import Period
from db.figures.received import PutRight, added_up, correct, read_values, report_of_all, unit_key
from db.figures.received.values import digest_of
from db.figures.tables import check, fill, in_use, table
from db.registers import ReceivedTable, Sender
from db.store.trouble import Trouble
from desktop.exchange.table_values import table_values
from tests.offices import agreed, new_store
from tests.sealing import receiving_certificate

QUARTER = Period.quarter(2024, 2)
TOWN, OTHER = "甲镇司法所", "乙镇司法所"


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        agreed(database)
        with database.step("报送单位") as session:
            for name in (TOWN, OTHER):
                session.add(Sender.fresh(name=name, certificate=receiving_certificate()))
        yield database


def receive(store, code, numbers, office=TOWN, rows=None):
    """A table of an office with one column of numbers by row."""
    with store.read() as session:
        filled = fill(session, table(code), QUARTER, compared=False)
    data = table_values(filled, QUARTER.name)
    given = dict.fromkeys(one["code"] for one in data["columns"])
    names = {one["code"]: one["title"] for one in data["rows"]} | (rows or {})
    data["rows"] = [
        {"code": key, "title": names.get(key, key), "values": list((given | cells).values())}
        for key, cells in numbers.items()
    ]
    values = read_values(data)
    with store.step("收") as session:
        session.add(
            ReceivedTable.fresh(
                name="表", office=office, office_uid=office, table_title=values.title,
                table_code=code, period=QUARTER.name, first_on=QUARTER.first, last_on=QUARTER.last,
                received_on=date(2024, 7, 3), content=values.content,
                digest=digest_of(values.content),
            )
        )  # fmt: skip


def added(store, code):
    with store.read() as session:
        return added_up(session, table(code), QUARTER)


def column(filled, code):
    place = filled.columns.index(filled.column(code))
    return {row.name: row.cells[place].number for row in filled.rows}


def test_own_cases_stand_beside_those_of_others(store):
    receive(store, "mediation", {"total": {"total": 4}, "9": {"total": 4}})
    receive(store, "mediation", {"total": {"total": 2}}, OTHER)
    found = added(store, "mediation")
    assert found.together is None  # its rows are committees: nobody else has the same
    told = column(found.by_office, "total")
    assert told == {
        "测试镇人民调解委员会": 1,
        TOWN: 4,
        OTHER: 2,
        "下级上报总计": 6,
        "本级上报总计": 1,
        "总计": 7,
    }
    with store.read() as session:
        findings = check(found.by_office, in_use(session))
    assert [one.rule.code for one in findings if one.rule.code in ("k13", "k15")] == []


def test_an_office_that_sent_nothing_is_found_by_the_rule_of_zero_reports(store):
    receive(store, "mediation", {"total": {"total": 4}})
    with store.read() as session:
        findings = check(added(store, "mediation").by_office, in_use(session))
    said = [one.sentence for one in findings if one.rule.code == "k15"]
    assert said == [f"{OTHER}：没有报这张表，没有案件也要零报告"]


def test_rules_find_the_office_whose_numbers_do_not_fit(store):
    receive(store, "mediation", {"total": {"total": 4, "resolved": 5}})
    with store.read() as session:
        findings = check(added(store, "mediation").by_office, in_use(session))
    cells = {cell for one in findings if one.rule.code == "k6" for cell in one.cells}
    assert (unit_key(TOWN), "resolved") in cells


def test_entries_of_a_code_table_add_up_row_by_row(store):
    receive(store, "aid_a", {"nature/1": {"applied": 3}, "total": {"applied": 3}})
    more = {"nature/2": {"applied": 1}, "nature/9": {"applied": 1}, "total": {"applied": 2}}
    receive(store, "aid_a", more, OTHER, rows={"nature/9": "新的一类"})
    found = added(store, "aid_a")
    together = column(found.together, "applied")
    assert (together["民事"], together["合计"], together["新的一类"]) == (3, 5, 1)
    names = list(together)
    assert names.index("新的一类") < names.index("诉讼")  # in its own block
    assert column(found.by_office, "applied")["总计"] == 5


def test_a_list_of_figures_names_the_offices_under_each(store):
    receive(store, "education", {"education.events": {"now": 3}})
    receive(store, "education", {"education.events": {"now": None}}, OTHER)
    found = added(store, "education")
    assert found.by_office is None
    rows = [row for row in found.together.rows if row.key.startswith("education.events")]
    cells = [(row.kind, row.name, row.cells[0].words) for row in rows[:4]]
    assert cells == [
        ("part", "普法活动", "3"),
        ("leaf", "本级", "—"),
        ("leaf", TOWN, "3"),
        ("leaf", OTHER, "—"),
    ]


def test_rates_do_not_add_up(store):
    with store.read() as session:
        posts = fill(session, table("posts"), QUARTER, compared=False)
    rate = next(row for row in posts.rows if row.cells[0].percent)
    receive(store, "posts", {rate.key: {posts.columns[0].code: "90.0"}})
    receive(store, "posts", {rate.key: {posts.columns[0].code: "70.0"}}, OTHER)
    rows = [one for one in added(store, "posts").together.rows if one.key.startswith(rate.key)]
    assert [row.cells[0].words for row in rows[:4]] == ["—", "—", "90%", "70%"]


def test_the_report_holds_what_says_something(store):
    receive(store, "mediation", {"total": {"total": 4}})
    receive(store, "aid_c", {"total": {}})
    with store.read() as session:
        found = report_of_all(session, QUARTER)
        codes = [one.table.code for one in found.tables]
        assert "mediation" in codes
        assert "aid_c" not in codes
        assert len(found.findings) == len(found.tables)
        with pytest.raises(Trouble, match="还没有收到任何单位的报表"):
            report_of_all(session, Period.quarter(2023, 1))


@pytest.mark.parametrize(
    ("key", "number", "why", "said"),
    [
        (("total", "total"), 5, " ", "请写明采用的数和原因"),
        (("total", "total"), None, "漏报", "请写明采用的数和原因"),
        (("没有", "total"), 5, "漏报", "没有这一格"),
    ],
)
def test_a_correction_needs_a_cell_a_number_and_a_reason(store, key, number, why, said):
    receive(store, "mediation", {"total": {"total": 4}})
    with pytest.raises(Trouble, match=said), store.step("更正") as session:
        correct(session, 1, key, PutRight(number, why, "我"))


def test_figures_of_this_office_never_count_what_was_received(store):
    with store.read() as session:
        before = fill(session, table("mediation"), QUARTER).plain()
    receive(store, "mediation", {"total": {"total": 400}})
    with store.read() as session:
        assert fill(session, table("mediation"), QUARTER).plain() == before
