"""Workbooks of every kind come in as rows; those that cannot be read say why in one sentence."""

import io
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.exchange.importing import reading
from desktop.exchange.importing.book import Merge, address
from desktop.exchange.importing.reading import read

ROWS = (["姓名", "日期", "金额"], ["张三", date(2024, 3, 5), 12.5], ["李四", None, 3])


def workbook(path: Path, rows=ROWS) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        read(path)
    assert caught.value.wrong_input
    return caught.value.sentence


def test_a_workbook_comes_as_typed_cells(tmp_path):
    (sheet,) = read(workbook(tmp_path / "a.xlsx")).sheets
    assert sheet.lines == [
        (1, ["姓名", "日期", "金额"]),
        (2, ["张三", date(2024, 3, 5), 12.5]),
        (3, ["李四", None, 3.0]),
    ]


def test_the_content_counts_and_not_the_name(tmp_path):
    path = workbook(tmp_path / "a.xlsx").rename(tmp_path / "台账.xls")
    assert read(path).kind == "xlsx"


def test_merged_cells_and_formulas_without_a_value_are_told(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["案号", "合计"])
    sheet.append(["1", "=SUM(A1:A9)"])
    sheet["B5"] = "#REF!"
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    (found,) = read(tmp_path / "a.xlsx").sheets
    assert found.merges == [Merge(2, 1, 3, 1)]
    assert {address(*cell) for cell in found.unread} == {"B2", "B5"}


def test_empty_rows_by_the_thousand_are_left_out(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet, grey = book.add_worksheet(), book.add_format({"bg_color": "#eeeeee"})
        sheet.write_row(0, 0, ["姓名"])
        for row in range(1, 60_000):
            sheet.write_blank(row, 0, None, grey)
        sheet.write(65_000, 0, "张三")
    (found,) = read(tmp_path / "a.xlsx").sheets
    assert found.lines == [(1, ["姓名"]), (65_001, ["张三"])]


def test_a_wrong_dimension_loses_no_row(tmp_path):
    """As WPS writes it: openpyxl's read-only mode would see A1 alone."""
    source, target = workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b'ref="A1:C3"' in part
                part = part.replace(b'ref="A1:C3"', b'ref="A1"')
            new.writestr(name, part)
    assert len(read(target).sheets[0].lines) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_in_every_coding_and_with_every_mark(encoding, mark, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{mark}电话\r\n张三{mark}'=1+1\r\n".encode(encoding))
    (sheet,) = read(path).sheets
    assert sheet.lines == [(1, ["姓名", "电话"]), (2, ["张三", "=1+1"])]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"<html><table><tr><td>1</td></tr></table>", "网页"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "不是 Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "损坏"),
        (b"%PDF-1.7\0\0", "不是表格"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(content, word, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    assert word in refused(path)
    assert "台账.xlsx" in refused(path)


def test_a_missing_file_is_said(tmp_path):
    assert "读不了" in refused(tmp_path / "没有.xlsx")


def test_a_workbook_cut_short_is_damaged(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert "损坏" in refused(path)


def test_a_bomb_is_not_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (120 * 2**20))
    assert "大得不正常" in refused(path)


def test_another_archive_is_no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "Word" in refused(path)


def test_memory_that_runs_out_ends_the_worker_alone(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):  # one text in the file, twenty thousand in the memory
            sheet.write_string(row, 0, "长" * 10_000)
    monkeypatch.setattr(reading, "MEMORY", 400 * 2**20)
    assert "内存" in refused(path)


def test_the_worker_is_killed_when_time_is_up_or_people_cancel(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    with pytest.raises(Trouble, match="太久"):
        read(path, patience=0)

    def cancel(_done, _total):
        raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        read(path, cancel)
    assert time.monotonic() - start < reading.PATIENCE


def test_a_sheet_that_spans_everything_is_refused(tmp_path):
    book = Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    held = io.BytesIO()
    book.save(held)
    (tmp_path / "a.xlsx").write_bytes(held.getvalue())
    said = refused(tmp_path / "a.xlsx")
    assert "范围" in said or "内存" in said


def test_a_time_stays_a_time(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["时间"], [datetime(2024, 3, 5, 9, 30)]])
    assert read(path).sheets[0].lines[1] == (2, [datetime(2024, 3, 5, 9, 30)])
