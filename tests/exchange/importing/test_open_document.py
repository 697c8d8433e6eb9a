"""An OpenDocument sheet is read like any other, and comes back as a workbook that can be fed."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook

from db.registers import Person
from desktop.exchange.importing.outcome import Fate
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.rejects import write_rejects
from desktop.exchange.importing.taking import Way, take
from tests.offices import new_store, settle

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def cell(value: str | float | date | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value}"'
    elif isinstance(value, float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def open_document(path: Path, *rows: list[str | float | date | None]) -> Path:
    """As LibreOffice writes it, without what is of no matter here; ends with empty rows."""
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}><office:body>'
        f'<office:spreadsheet><table:table table:name="台账">{lines}{empty}</table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
    return path


def test_an_open_document_comes_as_typed_cells(tmp_path):
    rows = (["姓名", "日期", "金额"], ["张<三", date(2024, 3, 5), 12.5], ["李四", None, 3.0])
    book = read(open_document(tmp_path / "台账.ods", *rows))
    assert book.kind == "ods"
    (sheet,) = book.sheets
    assert sheet.name == "台账"
    assert sheet.lines == list(enumerate(map(list, rows), start=1))


@pytest.mark.parametrize("name", ["台账.ods", "台账.xlsx"])
def test_an_open_document_with_a_fault_comes_back_as_a_workbook_and_is_fed_again(name, tmp_path):
    path = open_document(
        tmp_path / name,
        ["姓名", "出生日期", "电话"],
        ["张三", date(1980, 3, 5), "13812345678"],
        ["李四", "3/5/1980", "13912345678"],
    )
    with new_store(tmp_path) as database:
        settle(database)
        found = plan(Person, read(path))
        outcome = take(database, found, Way(keep=True, good_only=True))
        assert [row.fate for row in outcome.rows] == [Fate.NEW, Fate.FAULTY]
        back = write_rejects(found, outcome, tmp_path / "退回.ods")
        assert back.suffix == ".xlsx"
        sheet = load_workbook(back).active
        assert sheet["D2"].value == "已导入"
        assert sheet["D3"].value == "未导入"
        assert sheet["E3"].value.startswith("B3 出生日期：")
        book = load_workbook(back)
        book.active["B3"].value = "1980-03-05"
        book.save(back)
        again = take(database, plan(Person, read(back)), Way(keep=True))
        assert [row.fate for row in again.rows] == [Fate.TAKEN, Fate.NEW]
