"""Values go into cells in place: every other byte of the workbook stays as it was."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from db.store.trouble import Trouble
from desktop.exchange.county.scanning import grids
from desktop.exchange.county.writing import Rate, written
from desktop.exchange.importing.book import address
from tests.exchange.county.books import ROLL, SHEET, bare_book, county_book, parts

_CELL = re.compile(rb'<c r="(\w+)"[^>]*?(?:/>|>.*?</c>)')


def cells(content: bytes) -> dict[bytes, bytes]:
    return {match[1]: match[0] for match in _CELL.finditer(content)}


def read(content: bytes, sheet: str) -> list[list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_only_mapped_cells_and_old_totals_change(tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = written(package, {SHEET: {(5, 2): 158, (6, 2): 150, (2, 2): "测试镇司法所"}})
    before, after = parts(package.content), parts(made)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert sorted(changed) == [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
    ]
    old, new = (cells(one["xl/worksheets/sheet1.xml"]) for one in (before, after))
    assert {key for key in new if new[key] != old.get(key)} == {b"B2", b"B5", b"B6", b"B7"}
    assert re.sub(_CELL, b"", after["xl/worksheets/sheet1.xml"]) == re.sub(
        _CELL, b"", before["xl/worksheets/sheet1.xml"]
    )
    told = after["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    assert told == before["xl/workbook.xml"]


def test_totals_that_follow_are_emptied_and_computed_anew_others_keep_theirs(tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = written(package, {SHEET: {(5, 2): 158}})
    held = grids(_package(made))
    assert (held[SHEET].text((7, 2)), held[SHEET].cell((7, 2)).formula) == ("", "SUM(B5:B6)")
    assert held[SHEET].text((7, 3)) == "0"
    assert held["字典"].text((1, 1)) == ""
    assert held["字典"].text((2, 1)) == "2"
    assert load_workbook(io.BytesIO(made)).calculation.fullCalcOnLoad


def test_a_workbook_without_formulas_is_not_told_to_compute(tmp_path):
    package = bare_book('<sheetData><row r="1"><c r="A1" s="0"/></row></sheetData>')
    made = written(package, {"表": {(1, 1): 5}})
    assert parts(made)["xl/workbook.xml"] == parts(package.content)["xl/workbook.xml"]


def test_formats_stay_and_say_how_a_value_is_written(tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = written(
        package,
        {
            SHEET: {(5, 6): Rate(Decimal("107.4")), (5, 2): Rate(Decimal("93.5"))},
            ROLL: {(2, 2): date(2024, 6, 5), (2, 3): date(2024, 6, 5)},
        },
    )
    page = load_workbook(io.BytesIO(made))
    assert page[SHEET]["F5"].value == pytest.approx(1.074)
    assert page[SHEET]["F5"].number_format == "0.0%"
    assert page[SHEET]["B5"].value == 93.5
    assert page[ROLL]["B2"].value.date() == date(2024, 6, 5)
    assert page[ROLL]["C2"].value == "2024-06-05"
    assert page[SHEET]["B5"].border.left.style == "thin"


def test_text_is_never_a_formula_and_never_breaks_the_file():
    package = bare_book("<sheetData/>")
    texts = ["=1+1", " 前后有空 ", "<c>&\"'", "上\n下", "坏\x00字", "𠮷田"]
    made = written(package, {"表": {(n, 1): text for n, text in enumerate(texts, 1)}})
    page = load_workbook(io.BytesIO(made))["表"]
    assert [row[0].value for row in page.rows] == [text.replace("\x00", "") for text in texts]
    assert {row[0].data_type for row in page.rows} == {"s"}


def test_more_than_a_cell_holds_is_refused():
    with pytest.raises(Trouble, match="装不下"):
        written(bare_book("<sheetData/>"), {"表": {(1, 1): "字" * 32_768}})


def test_a_list_goes_on_below_its_drawn_rows_in_the_look_of_the_first(tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    values = {(row, 2): date(2024, 6, row) for row in range(2, 6)}
    made = written(package, {ROLL: values}, {ROLL: dict.fromkeys(range(3, 6), 2)})
    page = load_workbook(io.BytesIO(made))[ROLL]
    assert [page[f"B{row}"].number_format for row in range(2, 6)] == ["yyyy-mm-dd"] * 4
    assert [page[f"D{row}"].border.left.style for row in range(2, 6)] == ["thin"] * 4


def test_macros_stay_and_the_name_must_say_so(tmp_path):
    package = county_book(tmp_path / "表.xlsm", macros=True)
    assert package.ending == ".xlsm"
    made = written(package, {SHEET: {(5, 2): 1}})
    assert parts(made)["xl/vbaProject.bin"] == b"\xd0\xcf macro"


_ROWS = (
    '<sheetData><row r="2" spans="2:3"><c r="B2" s="0"><v>7</v></c><c r="C2"/></row>'
    '<row r="4"/><row r="6"><c r="A6"><f>SUM(A1:C5)</f><v>7</v></c></row></sheetData>'
)
_PLACES = st.tuples(st.integers(1, 40), st.integers(1, 60)).filter(lambda one: one != (6, 1))


@given(st.dictionaries(_PLACES, st.integers(-5, 10**9) | st.text("枫桥=<&>", min_size=1)))
def test_whatever_is_written_anywhere_is_read_back_and_nothing_else_is_touched(values):
    package = bare_book(_ROWS, before='<dimension ref="A2:C6"/>')
    made = written(package, {"表": values})
    page = load_workbook(io.BytesIO(made))["表"]
    there = {(2, 2): 7, (6, 1): "=SUM(A1:C5)"} | values
    for row in page.iter_rows():
        for cell in row:
            assert cell.value == there.get((cell.row, cell.column)), cell.coordinate
    rows = read(made, "表")
    for (row, column), value in values.items():
        assert rows[row - 1][column - 1] == value
    xml = parts(made)["xl/worksheets/sheet1.xml"]
    order = [int(number) for number in re.findall(rb'<row r="(\d+)"', xml)]
    assert order == sorted(set(order))
    for number in order:
        line = re.search(rb'<row r="%d".*?(?:</row>|/>)' % number, xml)[0]
        names = [name.decode() for name in re.findall(rb'<c r="([A-Z]+)\d+"', line)]
        assert names == sorted(set(names), key=lambda name: (len(name), name))


@given(_PLACES)
def test_an_address_is_found_again(place):
    from db.registers.county_form import located

    assert located(address(*place)) == place


@pytest.mark.parametrize("wrong", ["", "5C", "c5", "A0", "ABCD1", "XFE1", "A1048577", "A1:B2"])
def test_what_is_no_address_is_known(wrong):
    from db.registers.county_form import located

    assert located(wrong) is None


def test_shared_and_named_formulas_count_as_following():
    package = bare_book(
        '<sheetData><row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f>'
        '<v>0</v></c></row><row r="2"><c r="A2"/><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>0</v></c><c r="C3"><f>总数+1</f><v>1</v></c>'
        "</row></sheetData>"
    )
    held = grids(_package(written(package, {"表": {(2, 1): 5}})))["表"]
    assert [held.text((row, 2)) for row in (1, 2, 3)] == ["0", "", "0"]
    assert held.text((3, 3)) == ""


def test_elements_with_a_prefix_and_without_addresses_are_filled_alike():
    rows = (
        "<x:sheetData xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        "<x:row><x:c><x:v>1</x:v></x:c><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c>"
        "</x:row></x:sheetData>"
    )
    made = written(bare_book(rows), {"表": {(1, 3): 9, (2, 1): "乙"}})
    assert read(made, "表") == [[1.0, "甲", 9.0], ["乙", "", ""]]


def _package(content: bytes):
    from desktop.exchange.county.package import Package

    return Package("表.xlsx", content)
