"""Every shipped table fills; its cells are its figures, its rows add up, each opens its records."""

from datetime import date

import pytest
from sqlalchemy import event

from db.figures.asking import values
from db.figures.catalogue import figure
from db.figures.period import Period
from db.figures.tables import fill, records_of, summary, table, tables
from db.figures.tables.filled import LEAF, PART
from db.figures.tables.layout import Column, Table, terms
from db.registers import Case
from db.store.trouble import Trouble
from tests.figures.test_catalogue import store  # noqa: F401 - a fixture

QUARTER = Period.quarter(2024, 1)


@pytest.mark.parametrize("code", list(tables()))
@pytest.mark.parametrize("cumulative", [False, True], ids=["quarter", "to_date"])
def test_the_total_is_the_figures_and_the_rows_add_up_to_it(store, code, cumulative):  # noqa: F811
    period = Period.quarter(2024, 3)
    with store.read() as session:
        filled = fill(session, table(code), period, cumulative)
        told = values(session, map(figure, _codes(filled)), filled.period)
    assert filled.period == (period.cumulative() if cumulative else period)
    for column in filled.columns:
        rows = [row for row in filled.rows if row.kind == PART]
        for block in range(len(filled.table.blocks)):
            cells = [filled.cell(row.key, column.code) for row in rows if row.block == block]
            cells = [cell for cell in cells if cell.source is not None and cell.kept]
            if filled.table.total and column.adds and cells:
                whole = filled.cell("total", column.code).number
                assert sum(cell.number for cell in cells) == whole, column.code
        if filled.table.total:
            cell = filled.cell("total", column.code)
            if cell.source and len(cell.source.terms) == 1 and not cell.source.terms[0].role:
                assert cell.number == told[cell.source.terms[0].code].number


def _codes(filled):
    cells = [cell for row in filled.rows for cell in row.cells if cell.source]
    return {term.code for cell in cells for term in cell.source.terms}


@pytest.mark.parametrize("code", list(tables()))
def test_every_cell_opens_records_that_carry_its_number(store, code):  # noqa: F811
    period = Period(date(2023, 1, 1), date(2024, 6, 30))
    asked = 0
    with store.read() as session:
        filled = fill(session, table(code), period, compared=False)
        for row in filled.rows:
            for column, cell in zip(filled.columns, row.cells, strict=True):
                if cell.number and not cell.percent and column.when == "now":
                    groups = records_of(session, filled, row.key, column.code)
                    several = cell.source.terms[0].code in {
                        "inspections.enterprises", "inspections.visits", "consultations.total",
                    }  # fmt: skip
                    if not several:
                        carried = sum(one.weight for one in groups[0].rows)
                        assert carried == cell.number, (row.key, column.code)
                    asked += 1
    assert asked or code == "certificates"


def test_columns_stand_under_their_headings_as_the_code_tables_stood():
    columns = table("mediation").columns_in(QUARTER)
    (tourism,) = (one for one in columns if one.heading == "旅游纠纷")
    assert tourism.groups == ("调解情况", "案件分类", "消费纠纷")
    assert (tourism.code, tourism.parent) == ("type.11.1101", "type.11")
    kinds = [one for one in columns if one.groups[-1:] == ("案件分类",)]
    assert len(kinds) == 13  # and two with leaves
    assert len({one.code for one in columns}) == len(columns)


def test_a_committee_without_cases_has_its_row_of_zeros(store):  # noqa: F811
    with store.read() as session:
        filled = fill(session, table("mediation"), QUARTER)
    quiet = [row for row in filled.rows if row.kind == PART and not row.cells[0].number]
    assert quiet
    assert {row.key for row in quiet} <= set(filled.expected)
    assert {cell.words for cell in quiet[0].cells} == {"0", "0.00", ""}


def test_a_cell_shows_the_last_period_and_last_year_beside(store):  # noqa: F811
    with store.read() as session:
        now = fill(session, table("mediation"), QUARTER)
        before = fill(session, table("mediation"), QUARTER.before())
        ago = fill(session, table("mediation"), QUARTER.year_ago())
    total = now.cell("total", "total")
    assert total.before == before.cell("total", "total").number
    assert total.year_ago == ago.cell("total", "total").number
    for row in (row for row in now.rows if row.key in {r.key for r in before.rows}):
        for column in now.columns:
            if (cell := now.cell(row.key, column.code)).source:
                assert (cell.before or 0) == (before.cell(row.key, column.code).number or 0)


def test_types_have_their_leaves_below_them(store):  # noqa: F811
    own = Table(
        "own", "各类纠纷", (Column("n", "件数", terms("mediation.total")),),
        blocks=(_by("dispute_type"),),
    )  # fmt: skip
    with store.read() as session:
        filled = fill(session, own, Period.year(2023))
        leaves = [row for row in filled.rows if row.key.startswith("11.")]
        assert [row.kind for row in leaves] == [LEAF] * 3
        assert filled.cell("11", "n").number == sum(row.cells[0].number for row in leaves)
        (found,) = records_of(session, filled, "11.1101", "n")
        kinds = {session.get(Case, row.id).dispute_type for row in found.rows}
        assert kinds == {"1101"}


def _by(*fields):
    from db.figures.tables.layout import Block

    return Block(by=fields)


def test_a_table_of_villages_takes_the_field_that_each_register_has(store):  # noqa: F811
    own = Table(
        "own",
        "各村",
        (
            Column("cases", "纠纷", terms("mediation.total")),
            Column("events", "普法", terms("education.events")),
            Column("rest", "不成", terms("mediation.total - mediation.resolved")),
        ),
        blocks=(_by("place_id", "village_id"),),
    )
    with store.read() as session:
        filled = fill(session, own, Period.year(2023))
        rest = filled.cell("total", "rest")
        known = values(
            session, map(figure, ("mediation.total", "mediation.resolved")), rest.source.period
        )
        groups = records_of(session, filled, "total", "rest")
    assert [row.name for row in filled.rows] == ["村0", "村1", "村2", "未填", "合计"]
    assert rest.number == known["mediation.total"].number - known["mediation.resolved"].number
    assert [one.role for one in groups] == ["调解案件总数", "调解成功"]


def test_months_are_rows_too(store):  # noqa: F811
    own = Table(
        "own", "各月", (Column("n", "件数", terms("mediation.total")),), blocks=(_by("month"),)
    )
    with store.read() as session:
        filled = fill(session, own, QUARTER)
    assert [row.name for row in filled.rows] == ["2024年1月", "2024年2月", "2024年3月", "合计"]
    assert sum(row.cells[0].number for row in filled.rows[:3]) == filled.rows[3].cells[0].number


def test_what_other_offices_handed_in_stands_beside_our_own(store):  # noqa: F811
    with store.read() as session:
        filled = fill(session, table("mediation"), QUARTER)
    own = filled.cell("total", "total").number
    both = filled.with_received([("a", "甲镇", {"total": 7}), ("b", "乙镇", {"total": 5})])
    assert both.cell("received_total", "total").number == 12
    assert both.cell("all", "total").number == own + 12
    assert [row.kind for row in both.rows[-5:]] == [
        "received", "received", "received_total", "total", "all",
    ]  # fmt: skip


def test_what_is_not_registered_is_written_by_hand(store):  # noqa: F811
    with store.read() as session:
        filled = fill(session, table("mediation"), QUARTER)
    assert filled.cell("total", "screened").words == ""
    typed = filled.typed({"total": {"screened": 12, "total": 99}})
    assert typed.cell("total", "screened").words == "12"
    assert typed.cell("total", "total") == filled.cell("total", "total")


def test_a_table_asks_few_questions_however_many_rows_it_has(store):  # noqa: F811
    asked = []
    with store.read() as session:
        engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        filled = fill(session, table("mediation"), QUARTER, compared=False)
    # a question for each of the two days of a result, for the rows and for the total, and the
    # names; the same for screenings, and whether there are any
    assert len(filled.rows) * len(filled.columns) > 400
    assert len(asked) <= 13, asked


def test_the_summary_puts_all_tables_together_and_an_unknown_table_is_told():
    assert [one.code for one in summary().tables] == list(tables())
    assert table("法治宣传教育情况统计表").code == "education"
    with pytest.raises(Trouble, match="mediation"):
        table("mediatio")


@pytest.mark.parametrize("wrong", ["a b", "a.b ++ c", "调解"])
def test_an_expression_that_cannot_be_read_is_told(wrong):
    with pytest.raises(Trouble, match="看不懂"):
        terms(wrong)
