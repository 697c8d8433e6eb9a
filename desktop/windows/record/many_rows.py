"""Many rows at once, all of them or none: of a pasted table, or those that are usual."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from db.store.recalling import usual_rows
from db.store.trouble import Trouble
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from desktop.windows.record.children import Rows


def paste(rows: "Rows") -> None:
    """Take the table on the clipboard as rows below."""
    from desktop.exchange.clipboard import as_book
    from desktop.exchange.rows_in import pasted, rows_in

    held = QApplication.clipboard().mimeData()
    try:
        book = as_book(held.text(), least=1, html=held.html())
        with rows.database.read() as session:
            found = rows_in(session, rows.row_class, book)
    except Trouble as trouble:
        say(rows, trouble.sentence, "warning")
    else:
        _put(rows, found, pasted(rows.spec, book, len(found)))


def put_usual(rows: "Rows") -> None:
    """List what the latest record alike has, apart from what is listed already."""
    try:
        with rows.database.read() as session:
            found = usual_rows(session, rows.record, rows.spec)
    except Trouble as trouble:
        say(rows, trouble.sentence, "warning")
    else:
        _put(rows, found, f"{rows.spec.label}：已照上一件列出 {len(found)} 行，请逐行核对")


def _put(rows: "Rows", found: list[Any], said: str) -> None:
    record = rows.record
    rows.put(found)

    def take_back() -> None:
        if record is rows.record:
            rows.put([row for row in rows.items if row not in found], instead=True)

    say(rows, said, "done", ("撤销", take_back))
