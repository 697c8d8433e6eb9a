"""Ctrl+C in a table: the chosen rows with their headings, as spreadsheets paste them."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTableView

from db.store.trouble import Trouble
from desktop.windows.parts.notices import say

_RIGHT = Qt.AlignmentFlag.AlignRight


class Copying(QObject):
    """Watches a table for Ctrl+C.

    Args:
        table: whose cells are copied as they are shown, columns in the order on the screen.
        whole: all rows with their names, not those alone that are chosen.
        note: told how many rows were copied, and their text; may refuse by Trouble.
    """

    def __init__(
        self,
        table: QTableView,
        *,
        whole: bool = False,
        note: Callable[[int, str], None] | None = None,
    ) -> None:
        super().__init__(table)
        self._table, self._whole, self._note = table, whole, note
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key is taken before the table would copy one cell."""
        if (
            watched is self._table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self.copy()
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put the rows on the clipboard and say so."""
        from desktop.exchange.clipboard import MOST, as_html, as_text

        rows = self._rows()
        count = len(rows)
        if not count:
            return
        if count > MOST:
            say(self._table, f"一次最多复制 {MOST:,} 行，更多的请用“导出”", "warning")
            return
        heads, lines, numbers = self._content(rows)
        data = QMimeData()
        data.setText(text := as_text(heads, lines))
        data.setHtml(as_html(heads, lines, numbers))
        try:
            if self._note:
                self._note(count, text)
        except Trouble as trouble:
            say(self._table, trouble.sentence, "problem")
            return
        QApplication.clipboard().setMimeData(data)
        say(self._table, f"已复制 {count:,} 行，可以粘贴到 WPS 或 Excel")

    def _rows(self) -> list[int]:
        if self._whole:
            return list(range(self._table.model().rowCount()))
        parts = self._table.selectionModel().selection().toList()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def _content(self, chosen: Iterable[int]) -> tuple[list[str], list[list[str]], set[int]]:
        """Headings, rows, and which columns hold numbers."""
        model, header = self._table.model(), self._table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        columns = [column for column in order if not header.isSectionHidden(column)]
        flat, upright = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        heads = [_words(model.headerData(column, flat)) for column in columns]
        rows = [[_words(model.index(row, c).data()) for c in columns] for row in chosen]
        aligned = Qt.ItemDataRole.TextAlignmentRole
        numbers = {
            place
            for place, column in enumerate(columns)
            if int(model.index(0, column).data(aligned) or 0) & _RIGHT.value
        }
        if self._whole:
            numbers = set(range(len(columns)))
            heads = ["", *heads]
            rows = [[_words(model.headerData(n, upright)), *row] for n, row in enumerate(rows)]
            numbers = {place + 1 for place in numbers}
        return heads, rows, numbers


def _words(shown: object) -> str:
    return "" if shown is None else str(shown)
