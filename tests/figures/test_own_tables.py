"""A county's own table, made in the program, is filled and opened like those that are shipped."""

import pytest

from db.figures.catalogue import figure
from db.figures.period import Period
from db.figures.tables import every_table, fill, find_table, records_of
from db.figures.tables.own import table_of
from db.figures.tables.shipped import tables
from db.registers import ReportTable
from db.registers.report_table import ReportColumn, ReportRow
from db.store.problems import Level
from db.store.trouble import Trouble
from tests import draft_figure_codes
from tests.figures.test_catalogue import store  # noqa: F401 - a fixture

YEAR = Period.year(2023)


def made(split, *columns, rows=(), **more):
    own = ReportTable.fresh(name=f"本县{split}", split=split, **more)
    own.columns = [
        ReportColumn.fresh(heading=heading, figure=code, **given)
        for heading, code, given in columns
    ]
    own.rows = [ReportRow.fresh(figure=code) for code in rows]
    for number, column in enumerate(own.columns, 1):
        column.id = number
    return own


CASES = ("纠纷", "mediation.total", {"group": "化解情况／件数"})
REST = ("没有成功", "mediation.total", {"minus": "mediation.resolved"})
SAME = ("去年同期", "mediation.total", {"period": "year_ago"})
HAND = ("排查", None, {"unit": "次"})
SOME = ("有案件的调委会", "mediation.committees", {})


@pytest.mark.parametrize("split", ["committee", "committee_kind", "type", "village", "month"])
def test_rows_add_up_and_open_their_records(store, split):  # noqa: F811
    own = table_of(made(split, CASES, REST, SAME, HAND, SOME))
    with store.read() as session:
        filled = fill(session, own, YEAR)
        ago = fill(session, own, YEAR.year_ago())
        for row in filled.rows:
            groups = records_of(session, filled, row.key, "c2")
            assert groups[0].total - groups[1].total == filled.cell(row.key, "c2").number
    parts = [row for row in filled.rows if row.kind == "part"]
    assert len(parts) > 2
    for code in ("c1", "c2"):
        whole = filled.cell("total", code).number
        assert sum(filled.cell(row.key, code).number for row in parts) == whole
    assert filled.cell("total", "c3").number == ago.cell("total", "c1").number
    assert filled.cell("total", "c4").words == ""
    assert filled.cell("total", "c5").number > 1
    assert {filled.cell(row.key, "c5").words for row in parts} == {"—"}
    assert [filled.column(code).unit for code in ("c1", "c4")] == ["件", "次"]
    assert filled.column("c1").groups == ("化解情况", "件数")


def test_rows_may_be_figures_with_periods_across(store):  # noqa: F811
    columns = (("本期", None, {}), ("累计", None, {"period": "to_date"}))
    own = table_of(made("figures", *columns, rows=("education.events", "mediation.rate")))
    with store.read() as session:
        filled = fill(session, own, Period.quarter(2023, 4))
    assert [(row.name, row.unit) for row in filled.rows] == [("普法活动", "场"), ("化解率", "%")]
    assert filled.rows[1].cells[0].words.endswith("%")
    assert filled.rows[0].cells[0].number <= filled.rows[0].cells[1].number


def test_it_stands_among_the_tables_once_it_is_saved(tmp_path):
    from tests.offices import new_store

    with new_store(tmp_path) as database:
        with database.step("自定义统计表") as session:
            session.add(made("type", CASES))
        with database.read() as session:
            assert list(every_table(session)) == [*tables(), "own.1"]
            assert find_table(session, "本县type").own
            assert fill(session, find_table(session, "own.1"), YEAR).rows[-1].name == "合计"
            with pytest.raises(Trouble, match=r"own\.1（本县type）"):
                find_table(session, "own.2")


@pytest.mark.parametrize(
    ("own", "path", "level"),
    [
        (made("type"), "columns", Level.STOP),
        (made("type", HAND), "columns", Level.WARN),
        (made("figures", HAND), "rows", Level.STOP),
        (made("figures", CASES, rows=("mediation.total",)), "columns[0].figure", Level.STOP),
        (made("type", CASES, ("差", None, {"minus": "mediation.total"})), "columns[1].minus",
         Level.STOP),
    ],
)  # fmt: skip
def test_a_table_that_says_nothing_is_refused(own, path, level):
    assert (path, level) in [(one.path, one.level) for one in own.problems()]


def test_the_figures_one_can_choose_are_the_catalogue():
    text = draft_figure_codes.PATH.read_text(encoding="utf-8")
    assert text == draft_figure_codes.content(), "python -m tests.draft_figure_codes"
    assert figure("mediation.total").name in text
