"""The rules of the tables: kept by our own numbers, broken by published ones that contradict."""

from datetime import date

import pytest

from db.figures.period import Period
from db.figures.tables import fill, table, tables
from db.figures.tables import rules as table_rules
from db.figures.tables.causes import causes
from db.figures.tables.checking import Line, Sheet, check, check_sheet
from db.figures.tables.rules import ERROR, WARNING, in_use, shipped
from db.registers import Case, CheckRule
from db.store.codes import codes
from tests.enforcers import act, certify, staff
from tests.figures.test_catalogue import store  # noqa: F401 - a fixture
from tests.offices import new_store

YEAR = Period.year(2023)
COLUMNS = table("mediation").columns_in(YEAR)
SOUND = {
    "total": 20, "parties": 45, "resolved": 18, "difficult": 2, "amount": 12_345_00,
    "kind.1": 12, "kind.3": 8, "source.1": 11, "source.2": 5, "source.3": 4,
    "source.3.301": 1, "source.3.303": 3, "type.01": 9, "type.10": 6, "type.10.1001": 4,
    "type.10.1002": 2, "type.15": 5, "form.oral": 10, "form.written": 8, "performed": 17,
    "confirmed": 3, "suicide": 1, "suicide_persons": 2, "crime": 0, "crime_persons": 0,
    "unnumbered": 0, "unarchived": 0,
}  # fmt: skip


def broken(numbers, code="mediation"):
    """Codes of the rules that one row of numbers does not keep to."""
    sheet = Sheet(code, COLUMNS, [Line("total", "总计", numbers)])
    return [one.rule.code for one in check_sheet(sheet, shipped().values())]


PUBLISHED = [
    # Xilingol, April 2021: types 386 = kinds 386 = total; success 376
    ({"total": 386, "type.all": 386, "kind.all": 386, "resolved": 376}, []),
    # Huangshi, August 2016: types 869 = sources 455 + 378 + 36; success 842
    (
        {"total": 869, "type.all": 869, "source.1": 455, "source.2": 378, "source.3": 36,
         "resolved": 842},
        [],
    ),
    # an anonymous county: 15 types = 5,935 = total
    ({"total": 5935, "type.all": 5935}, []),
    # Huangshi 2020: the kinds of committee against the number stated
    (
        {"total": 1127, "kind.1": 972, "kind.2": 49, "kind.3": 81, "kind.4": 6, "kind.5": 2,
         "kind.6": 1},
        ["k2"],
    ),
    # a live system: more agreements than successes
    (
        {"total": 105_942, "resolved": 99_658, "form.oral": 57_693, "form.written": 42_781},
        ["k7"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "expected"), PUBLISHED)
def test_published_numbers_are_judged_by_what_they_give(numbers, expected):
    assert broken(numbers) == expected


def test_the_sentence_says_what_against_what_and_by_how_much():
    numbers, _ = PUBLISHED[3]
    sheet = Sheet("mediation", COLUMNS, [Line("total", "2020年", numbers)])
    (found,) = check_sheet(sheet, shipped().values())
    assert found.sentence == "2020年：调解案件总数 1127，应等于不同主体调解之和 1111，差 16"
    assert found.level == ERROR
    assert ("total", "kind.3") in found.cells


@pytest.mark.parametrize(
    ("wrong", "rules"),
    [
        ({}, []),
        ({"type.01": 8}, ["k1"]),
        ({"kind.3": 9}, ["k2"]),
        ({"source.2": 6}, ["k3"]),
        ({"source.3.303": 2}, ["k4"]),
        ({"type.10.1001": 3}, ["k5"]),
        ({"difficult": 45}, ["k6"]),  # the column that added up the parties
        ({"form.oral": 11}, ["k7"]),
        ({"confirmed": 19}, ["k8"]),
        ({"parties": 39}, ["k9"]),
        ({"resolved": 0, "performed": 0, "confirmed": 0, "form.oral": 0, "form.written": 0},
         ["k10"]),
        ({"suicide_persons": 0}, ["k11", "k11"]),
        ({"crime_persons": 3}, ["k11"]),
        ({"unnumbered": 1}, ["k14"]),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_for(wrong, rules):
    assert broken(SOUND | wrong) == rules


def test_amounts_are_said_in_the_unit_of_the_table():
    wrong = {"resolved": 0, "performed": 0, "confirmed": 0, "form.oral": 0, "form.written": 0}
    sheet = Sheet("mediation", COLUMNS, [Line("total", "总计", SOUND | wrong)])
    (found,) = check_sheet(sheet, [shipped()["k10"]])
    assert found.sentence == "总计：有协议涉及金额 1.23，调解成功却是 0"


def test_a_unit_that_was_passed_over_makes_the_total_short():
    rows = [Line("1", "甲村", {"total": 4}, "part"), Line("2", "乙村", {"total": 5}, "part")]
    lines = [*rows, Line("total", "合计", {"total": 12})]
    sheet = Sheet("mediation", COLUMNS, lines, expected={"1": "甲村", "2": "乙村", "3": "丙村"})
    rows_rule, units = check_sheet(sheet, [shipped()["k13"], shipped()["k15"]])
    assert rows_rule.sentence == "合计：调解案件总数 12，应等于各行之和 9"
    assert units.sentence == "丙村：没有报这张表，没有案件也要零报告"


def test_a_cumulative_number_does_not_fall_within_its_year():
    lines = [Line("total", "合计", {"total": 12, "resolved": 9})]
    sheet = Sheet("mediation", COLUMNS, lines, previous={"total": {"total": 13, "resolved": 9}})
    (found,) = check_sheet(sheet, [shipped()["k12"]])
    assert found.sentence == "合计：调解案件总数累计 12，上期累计已有 13"


@pytest.mark.parametrize("code", list(tables()))
@pytest.mark.parametrize("cumulative", [False, True])
def test_what_our_tables_miss_is_told_with_its_records(store, code, cumulative):  # noqa: F811
    """The random store leaves blanks: each failing sum names exactly the records that break it."""
    with store.read() as session:
        filled = fill(session, table(code), Period.quarter(2024, 2), cumulative)
        for found in check(filled, shipped().values()):
            assert found.rule.code in {"k1", "k2", "k3", "k7", "k9", "k14"}, found.sentence
            records = causes(session, filled, found)
            assert records, found.sentence
            left, right = (
                sum(filled.cell(found.row, c).number * times for c, times in side)
                for side in _sides(filled, found)
            )
            if found.test.relation == "=":
                assert sum(row.weight for row in records) == left - right, found.sentence


def _sides(filled, found):
    for shares in (found.test.left, found.test.right):
        yield [
            (column.code, share.times)
            for share in shares
            for column in filled.columns
            if share.of(column.code)
        ]


def test_the_blank_field_is_the_cause(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("登记") as session:
            for number, kind in enumerate(("01", None), 1):
                session.add(
                    Case.fresh(
                        state="agreed", registered_on=date(2024, 4, 1),
                        accepted_on=date(2024, 4, 1), agreed_on=date(2024, 4, number),
                        dispute_type=kind, source="1",
                        agreement_form="oral", number_no=number,
                    )
                )  # fmt: skip
        with database.read() as session:
            filled = fill(session, table("mediation"), Period.quarter(2024, 2))
            found = [one for one in check(filled, in_use(session)) if one.rule.code == "k1"]
            assert [one.row for one in found] == ["blank", "total"]
            assert [row.id for row in causes(session, filled, found[1])] == [2]


def test_the_office_switches_rules_and_levels(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("核对规则") as session:
            session.add(CheckRule.fresh(rule="k9", in_use=False))
            session.add(CheckRule.fresh(rule="k2", level="warning"))
        with database.read() as session:
            rules = {rule.code: rule for rule in in_use(session)}
    assert "k9" not in rules
    assert (rules["k2"].level, rules["k1"].level) == (WARNING, ERROR)


def test_every_rule_names_columns_that_its_tables_have():
    for rule in shipped().values():
        for code in rule.tables:
            columns = table(code).columns_in(YEAR)
            for test in rule.tests:
                for share in (*test.left, *test.right):
                    known = any(share.of(column.code) for column in columns)
                    assert known or not share.columns, (rule.code, share)
    assert [entry.code for entry in codes("check_rule").entries] == list(shipped())


@pytest.mark.parametrize("wrong", ["a", "a == b", "a = ", "a b = c", "A = b", "a = b c"])
def test_a_test_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(ValueError, match=r"a|A|b c"):
        table_rules.test_of(wrong)


def test_certificates_balance_unless_one_ran_out_and_that_one_is_named(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("证件") as session:
            kept = certify(session, staff(session, "甲").id, "黔1")
            certify(session, staff(session, "乙").id, "黔2", valid_to=date(2024, 5, 10))
        act(
            database, kept.id, "suspend", act_on=date(2024, 2, 1), suspend_reason="1",
            act_basis="依据", act_approved_by="批准", suspended_until=date(2024, 8, 1),
        )  # fmt: skip
        with database.read() as session:
            rules = in_use(session)
            sound = fill(session, table("certificates"), Period.quarter(2024, 1))
            assert check(sound, rules) == []
            numbers = sound.plain()["total"]
            assert [numbers[c] for c in ("opening", "went.suspend", "closing")] == [2, 1, 1]
            short = fill(session, table("certificates"), Period.quarter(2024, 2))
            (found,) = check(short, rules)
            assert found.rule.code == "c1"
            assert [row.caption for row in causes(session, short, found)] == ["乙 行政执法证 黔2"]


def test_what_was_received_is_added_up_and_checked_with_our_own(store):  # noqa: F811
    with store.read() as session:
        filled = fill(session, table("mediation"), Period.quarter(2024, 2))
    sound = filled.with_received([("a", "甲镇", SOUND), ("b", "乙镇", SOUND | {"type.01": 4})])
    rows = {one.row for one in check(sound, [shipped()["k1"]])}
    assert {"b", "received_total", "all"} <= rows
    assert "a" not in rows
    assert check(sound, [shipped()["k13"]]) == check(filled, [shipped()["k13"]]) == []
