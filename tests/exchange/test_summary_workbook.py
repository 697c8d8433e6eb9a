"""The summary as a workbook and as JSON: numbers as numbers, headings merged, records masked."""

import json
from io import BytesIO

import openpyxl
import pytest

from db.figures.period import Period
from db.figures.tables import counted, headings, report
from db.registers import Case
from db.store.listing import Listing
from desktop.exchange.parcel import schemas
from desktop.exchange.summary_workbook import summary_workbook
from desktop.exchange.table_values import packed_tables
from tests.offices import agreed, new_store

QUARTER = Period.quarter(2024, 2)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("workbook")) as database:
        agreed(database)
        yield database


@pytest.fixture(scope="module")
def found(store):
    with store.read() as session:
        return report(session, QUARTER)


@pytest.fixture(scope="module")
def book(store, found):
    with store.read() as session:
        made = summary_workbook(session, found, "测试镇司法所", "2024年第二季度")
    return openpyxl.load_workbook(BytesIO(made.content))


def test_each_table_has_a_sheet_whose_cells_are_its_numbers(found, book):
    for filled in found.tables:
        sheet = book[filled.table.title]
        rows = {sheet.cell(r, 1).value: r for r in range(1, sheet.max_row + 1)}
        for row in filled.rows:
            for place, column in enumerate(filled.shown_columns, start=2):
                cell = filled.cell(row.key, column.code)
                value = sheet.cell(rows[row.printed], place).value
                if cell.percent and cell.number is not None:
                    assert value == pytest.approx(float(cell.number) / 100)
                elif cell.number is not None and cell.kept:
                    assert value == pytest.approx(float(cell.words))
                else:
                    assert value == (cell.words or None)


def test_headings_are_merged_over_their_columns(book):
    sheet = book["人民调解案件情况统计表"]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    heads = [
        one for one in sheet.merged_cells.ranges
        if sheet.cell(one.min_row, one.min_col).value == "案件分类"
    ]  # fmt: skip
    assert [one.max_col - one.min_col + 1 for one in heads] == [20]
    assert "A3:A6" in merged
    assert sheet.freeze_panes == "B7"


def test_every_heading_has_room_for_its_words_in_the_rows_it_stands_in(found, book):
    """As few whole Chinese characters to a line as the column is wide, 15 points a line."""
    for filled in found.tables:
        sheet, width = book[filled.table.title], 5.5 if len(filled.shown_columns) > 20 else 9
        for level, heads in enumerate(headings(filled.shown_columns, filled.table.unit), start=3):
            for one in heads:
                rows = [sheet.row_dimensions[level + n].height or 15 for n in range(one.down)]
                across = int(width * one.span / 2)
                lines = sum(-(-len(line) // across) for line in one.words.split("\n"))
                assert sum(rows) >= 15 * lines, (filled.table.title, one.words)


def test_the_records_behind_are_there_and_masked(store, book):
    sheet = book[Case.title]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(told) == 2
    text = json.dumps([[c.value for c in r] for s in book for r in s.iter_rows()], default=str)
    assert "520403188001010017" not in text


def test_only_records_of_the_period_are_counted(store, found):
    with store.read() as session:
        earlier = report(session, Period.quarter(2023, 2))
        now, then = (counted(session, one.tables) for one in (found, earlier))
        some = Listing(Case, only=now["mediation"])
        assert some.count(session) == 1
        assert Listing(Case, only=frozenset()).count(session) == 0
    assert "mediation" not in then


def test_the_values_keep_to_the_shipped_schema_and_are_exact(found):
    files = packed_tables(found, "2024年第二季度")
    told = [json.loads(one.content) for one in files]
    assert [schemas.fault_in(schemas.TABLE, one) for one in told] == [None] * len(found.tables)
    for filled, one in zip(found.tables, told, strict=True):
        codes = [column["code"] for column in one["columns"]]
        for row in one["rows"]:
            plain = filled.plain()[row["code"]]
            for code, value in zip(codes, row["values"], strict=True):
                number = plain[code]
                assert value == (number if isinstance(number, int | None) else str(number))
    mediation = told[0]
    (amount,) = (one for one in mediation["columns"] if one["code"] == "amount")
    assert amount["unit"] == "分"
