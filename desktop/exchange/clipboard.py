"""Tables on their way over the clipboard: to WPS, Excel and LibreOffice, and from them."""

import csv
import hashlib
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from db.registers import ExportLog
from db.store.trouble import Trouble
from desktop.exchange.exporting import chosen_words
from desktop.exchange.html_table import is_from_a_spreadsheet, rows_of
from desktop.exchange.importing.book import Book, Sheet
from desktop.exchange.text_out import acts

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.listing import Listing

MOST = 5000
"""Rows that are copied at once; more of them leave as a file."""
CLIPBOARD = "剪贴板"
"""What stands in place of a file's name."""
_TEXT = "mso-number-format:'\\@'"  # digits of an ID number stay what they are


def as_html(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[int]) -> str:
    """As a table that spreadsheets paste cell by cell; columns not in ``numbers`` stay text."""
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    lines = [
        "".join(
            f"<td>{_lines(cell)}</td>"
            if place in numbers
            else f'<td style="{_TEXT}">{_lines(cell)}</td>'
            for place, cell in enumerate(row)
        )
        for row in rows
    ]
    body = "".join(f"<tr>{line}</tr>" for line in (head, *lines))
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def as_text(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """As lines with tabulators; what a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([f"'{cell}" if acts(cell) else cell for cell in row] for row in rows)
    return text.getvalue()


def as_book(text: str, least: int = 2, *, html: str = "") -> Book:
    """What was copied in a spreadsheet, a web page or a document, as a workbook of one sheet.

    Args:
        text: of the clipboard.
        html: of the clipboard. A table that is in it is taken, as in text a line that ends within
            a cell and cells that were merged cannot be told; a spreadsheet's text tells them.
        least: so many lines make a table.

    Raises:
        Trouble: it is no table.
    """
    sheet = Sheet(CLIPBOARD)
    try:
        for number, cells in enumerate(_rows(text, html), start=1):
            if any(cell.strip() for cell in cells):
                sheet.lines.append((number, [cell.strip() or None for cell in cells]))
    except csv.Error as error:
        raise Trouble("剪贴板里的引号不成对，读不成表格", wrong_input=True) from error
    if len(sheet.lines) < least:
        raise Trouble(
            "剪贴板里没有表格：请在 Excel、WPS 或网页里把表格连同表头一起选中、复制，再来粘贴",
            wrong_input=True,
        )
    return Book(Path(CLIPBOARD), "clipboard", [sheet])


def _rows(text: str, html: str) -> Iterable[list[str]]:
    rows = [] if not html or is_from_a_spreadsheet(html) else rows_of(html)
    return rows or csv.reader(io.StringIO(text), delimiter="\t")


def enter_copy(database: "Database", listing: "Listing", records: int, text: str) -> None:
    """Enter in 导出登记 that rows of a list left over the clipboard, masked as they were shown."""
    now = datetime.now().replace(microsecond=0)
    with database.read() as session:
        chosen = chosen_words(session, listing)
    entry = ExportLog.fresh(
        name=listing.cls.title,
        records=records,
        extent="列表所见",
        chosen="；".join(filter(None, (chosen, "选中的行"))),
        masked=True,
        left_on=now.date(),
        left_at=now,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        file=CLIPBOARD,
        handled_by=database.user,
    )
    with database.step(f"复制{entry.name}", lasting=True) as session:
        session.add(entry)


def _lines(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")
