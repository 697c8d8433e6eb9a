"""Sheets as an Excel workbook, streamed: what leaves never stands in memory as a whole."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.kinds import LongTextKind, MonthKind
from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.exchange.layout import MARK, PLACE, Column, Sheet
from desktop.exchange.rows_out import Batch, Cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

PRIVATE = "含个人信息，请勿外传"
_MOST_ROWS = 1_048_575  # below the header
_TOO_LONG = -2  # XlsxWriter's answer to a text of more than 32,767 characters
_LOOKED_AT = 200  # rows whose texts decide about a column's width
_NARROWEST, _WIDEST = 6, 44  # characters of a column
_WIDE = 12  # columns: more do not fit a printed page side by side
_FORMATS = {"money": "#,##0.00", "whole": "0", "date": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm:ss"}
_MONTH = 'yyyy"年"m"月"'


def write_workbook(
    part: Path,
    sheets: Sequence[Sheet],
    batches: Iterator[Batch],
    progress: Progress,
    *,
    secret: bool,
) -> None:
    """Write the workbook under ``part``.

    Rows wait in files beside it until the end: never where nobody chose to put personal data.

    Args:
        part: where to.
        sheets: as ``batches`` fills them.
        batches: the rows.
        progress: told when the rows are written and the file is packed, which cannot be measured.
        secret: printed pages and the file's properties say that they hold personal data.

    Raises:
        Trouble: a text or a table is larger than Excel allows.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".导出-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        workbook = Workbook(str(part), options)
        with closing(workbook):
            workbook.set_properties({"title": sheets[0].name, "comments": PRIVATE * secret})
            pages = [Page(workbook, sheet, secret=secret) for sheet in sheets]
            for batch in batches:
                for page, rows in zip(pages, batch.rows, strict=True):
                    page.write(rows)
            for page in pages:
                page.finish()
            progress(0, 0)
            try:
                workbook.close()
            except FileCreateError as refused:  # its own word for a full disk
                raise OSError(str(refused)) from refused


@contextlib.contextmanager
def closing(workbook: "Workbook") -> Iterator[None]:
    """Lets go of the files of a workbook that was given up half-way; XlsxWriter would not."""
    try:
        yield
    finally:
        for part in (workbook, *workbook.worksheets()):
            for file in (part.fh, getattr(part, "row_data_fh", None)):
                with contextlib.suppress(OSError):  # the disk is full: it is closed all the same
                    if file is not None:
                        file.close()
        workbook.fileclosed = True


class Page:
    """One sheet while it is written."""

    def __init__(self, workbook: "Workbook", sheet: Sheet, *, secret: bool) -> None:
        self._sheet = sheet
        self._page: Worksheet = workbook.add_worksheet(sheet.name)
        self._row = 0
        self._widths = [wide(column.header) + 2 for column in sheet.columns]
        self._formats = [workbook.add_format(_look(column)) for column in sheet.columns]
        self._header = workbook.add_format(
            {
                "bold": True,
                "bg_color": "#EFEBE1",
                "bottom": 1,
                "valign": "vcenter",
                "text_wrap": True,
                "num_format": "@",
            }
        )
        self._set_up(secret=secret)
        for place, column in enumerate(sheet.columns):
            self._page.write_string(0, place, column.header, self._header)

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Add rows."""
        if self._row + len(rows) > _MOST_ROWS:
            raise Trouble(
                f"“{self._sheet.name}”超过 {_MOST_ROWS:,} 行，一张 Excel 表放不下："
                "请加条件分几次导出，或导出为 JSON",
                wrong_input=True,
            )
        page, formats = self._page, self._formats
        for number, row in enumerate(rows, self._row + 1):
            for place, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    if page.write_string(number, place, cell, formats[place]) == _TOO_LONG:
                        raise self._too_long(number, place)
                elif isinstance(cell, date):
                    page.write_datetime(number, place, cell, formats[place])
                else:
                    page.write_number(number, place, cell, formats[place])
        for row in rows[: max(0, _LOOKED_AT - self._row)]:
            for place, cell in enumerate(row):
                self._widths[place] = max(self._widths[place], wide(_text(cell)) + 1)
        self._row += len(rows)

    def finish(self) -> None:
        """Set what depends on the rows: widths, and the range of the filter."""
        for place, column in enumerate(self._sheet.columns):
            width = min(max(self._widths[place], _NARROWEST), _WIDEST)
            hidden = {"hidden": True} if column.header == MARK else {}
            self._page.set_column(place, place, width, self._formats[place], hidden)
        self._page.autofilter(0, 0, max(self._row, 1), len(self._sheet.columns) - 1)

    def _set_up(self, *, secret: bool) -> None:
        page, many = self._page, len(self._sheet.columns) > _WIDE
        page.freeze_panes(1, 1 if many else 0)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
        page.repeat_rows(0)
        page.set_row(0, 30)
        if many:
            page.repeat_columns(0)
        else:
            page.fit_to_pages(1, 0)
        name = self._sheet.name.replace("&", "&&")
        page.set_header(f"&L{name}" + (f"&R{PRIVATE}" if secret else ""))
        page.set_footer("&C第 &P 页，共 &N 页")

    def _too_long(self, row: int, place: int) -> Trouble:
        label = self._sheet.columns[place].header
        return Trouble(
            f"“{self._sheet.name}”第 {row + 1} 行的{label}超过 32,767 个字符，"
            "Excel 的格子放不下，没有导出：请缩短它，或导出为 JSON",
            wrong_input=True,
        )


def _look(column: Column) -> dict[str, Any]:
    """The format of a column's cells, also of those that people fill in later."""
    code = column.spec.kind.code if column.spec else ("whole" if column.header == PLACE else "text")
    shape = _FORMATS.get(code, "@")
    if column.spec and isinstance(column.spec.kind, MonthKind):
        shape = _MONTH
    look: dict[str, Any] = {"num_format": shape, "valign": "top"}
    if column.spec and isinstance(column.spec.kind, LongTextKind):
        look["text_wrap"] = True
    if "yy" in shape:
        look["align"] = "left"  # to the right a day would touch the words of the next column
    return look


def wide(text: str) -> int:
    """Width of the longest line, a Chinese character counting two."""
    return max(sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.split("\n"))


def _text(cell: Cell) -> str:
    """About what Excel shows."""
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return "" if cell is None else str(cell)
