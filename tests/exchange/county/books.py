"""A county's workbook as they are: merged heads, formats, checks, a chart, a hidden sheet."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

from desktop.exchange.county.package import Package
from tests.filled import _PNG

SHEET, ROLL = "季报", "名单"


def county_book(path: Path, *, macros: bool = False, top: int = 0, sheet: str = SHEET) -> Package:
    """The workbook, written to ``path`` and looked at; ``top`` rows stand above the table."""
    book = xlsxwriter.Workbook(str(path))
    head = book.add_format({"bold": True, "align": "center", "border": 1})
    box = book.add_format({"border": 1, "num_format": "#,##0"})
    rate = book.add_format({"border": 1, "num_format": "0.0%"})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    page.merge_range(top, 0, top, 5, "2024年第二季度人民调解工作统计表", head)
    page.write(top + 1, 0, "填报单位：")
    page.merge_range(top + 2, 0, top + 3, 0, "项目", head)
    page.merge_range(top + 2, 1, top + 2, 2, "本期", head)
    page.merge_range(top + 2, 3, top + 2, 4, "累计", head)
    for column, word in enumerate(("件数", "万元", "件数", "万元"), 1):
        page.write(top + 3, column, word, head)
    page.write(top + 2, 5, "成功率", head)
    for row, word in enumerate(("调解案件总数", "达成协议", "合计"), top + 4):
        page.write(row, 0, word, head)
        for column in range(1, 5):
            page.write_blank(row, column, None, box)
        page.write_blank(row, 5, None, rate)
    for column in "BCDE":
        first, last = top + 5, top + 6
        page.write_formula(
            top + 6, ord(column) - 65, f"SUM({column}{first}:{column}{last})", box, 0
        )
    page.data_validation(
        top + 4, 1, top + 5, 4, {"validate": "integer", "criteria": ">=", "value": 0}
    )
    page.insert_image(top + 8, 0, "图.png", {"image_data": io.BytesIO(_PNG)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{sheet}'!$B${top + 5}:$B${top + 6}"})
    page.insert_chart(top + 8, 2, chart)
    page.protect("密码")
    roll = book.add_worksheet(ROLL)
    roll.write_row(0, 0, ["序号", "受理日期", "纠纷简介", "状态"], head)
    for column, look in enumerate((box, day, box, box)):
        roll.write_blank(1, column, None, look)
    hidden = book.add_worksheet("字典")
    hidden.hide()
    hidden.write_formula("A1", f"='{sheet}'!B{top + 7}*2", None, 0)
    hidden.write_formula("A2", "1+1", None, 2)
    book.define_name("合计数", f"='{sheet}'!$B${top + 7}")
    book.close()
    if macros:
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr("xl/vbaProject.bin", b"\xd0\xcf macro")
    made = Package.of(path)
    book_part = made.part(made.book).replace(b' fullCalcOnLoad="1"', b"")  # Excel does not say so
    path.write_bytes(made.with_parts({made.book: book_part}))
    return Package.of(path)


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def bare_book(rows: str, *, before: str = "", after: str = "", strings: str = "") -> Package:
    """A workbook whose only sheet is this XML; what programs other than Excel write."""
    made = io.BytesIO()
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/><Override '
            'PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{ns}" xmlns:r="{rel}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{rel}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
            f"{strings}</Relationships>",
        )
        packed.writestr(
            "xl/worksheets/sheet1.xml",
            f"<?xml version='1.0' encoding='UTF-8'?>\n<worksheet xmlns='{ns}'>{before}"
            f"{rows}{after}</worksheet>",
        )
    return Package("表.xlsx", made.getvalue())
