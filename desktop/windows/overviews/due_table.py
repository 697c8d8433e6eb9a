"""The table of what is due: group headings, and a row for each thing."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.windows.home.due_line import day, days, grouped, title, tone
from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen
from desktop.windows.parts.titled_rows import Index, TitledRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.deadlines import Due

COLUMNS = (("剩余", 8), ("到期日", 8), ("事项", 13), ("记录", 0), ("登记簿", 8), ("责任人", 9))
"""Titles and widths in characters; 0 takes what room is left."""
_RECORD = 18  # characters at least for the record; else the last columns give way
_Role = Qt.ItemDataRole


class DueModel(TitledRows):
    """Headings and items, row by row."""

    titles = COLUMNS
    rows: "Sequence[str | Due]"

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def show_items(self, items: "list[Due]") -> None:
        """Show these, in groups."""
        rows: list[str | Due] = []
        for name, members in grouped(items):
            rows += [f"{name}　{len(members):,} 项", *members]
        self.show_rows(rows)

    def item(self, row: int) -> "Due | None":
        """What stands in a row; None for a heading or no row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else ""
        return None if isinstance(found, str) else found

    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [row for row, found in enumerate(self.rows) if isinstance(found, str)]

    def first_of(self, group: str) -> int | None:
        """The first row below a group's heading; None when there is no such group."""
        for row in self.headings():
            if group and str(self.rows[row]).startswith(group):
                return row + 1
        return None

    def place_of(self, item: "Due | None") -> int | None:
        """Where the same thing stands now, else the first; None when nothing is due."""
        if item is not None:
            same = (item.register, item.record_id, item.code)
            for row in range(len(self.rows)):
                other = self.item(row)
                if other and (other.register, other.record_id, other.code) == same:
                    return row
        return 1 if self.rows else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by the keys."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text, the rule on hovering, and the colour of what is late or soon."""
        item = self.item(index.row())
        if item is None:
            return self._heading(index, role)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._texts(item)[index.column()]
        if role == _Role.ToolTipRole:
            return f"<p>{item.caption}</p><p>{item.rule}</p>"
        if role == _Role.ForegroundRole and index.column() == 0:
            colours = look.current()
            names = {"problem": colours.red, "warning": colours.amber, "quiet": colours.quiet}
            return QColor(names[tone(item.days_left)])
        return None

    def _heading(self, index: Index, role: int) -> Any:
        if role == _Role.DisplayRole and index.column() == 0:
            return self.rows[index.row()]
        if role == _Role.ForegroundRole:
            return QColor(look.current().ink)
        if role == _Role.FontRole:
            font = QFont(self._view.font())
            font.setWeight(QFont.Weight.Medium)
            return font
        return None

    @staticmethod
    def _texts(item: "Due") -> tuple[str, ...]:
        return (days(item.days_left), day(item), item.what, item.caption, title(item), item.whose)


class DueTable(QTableView):
    """The view on it; where there is little room it tells neither person nor register."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the last columns go as far as the record needs their room."""
        super().resizeEvent(event)
        room = self.viewport().width() // self.fontMetrics().horizontalAdvance("枫") - _RECORD
        for column, (_, width) in enumerate(COLUMNS):
            room -= width
            self.setColumnHidden(column, column > 3 and room < 0)


def due_table(model: DueModel) -> DueTable:
    """The table, dressed."""
    table = DueTable()
    table.setModel(model)
    plain_table(table, "到期事项")
    widen(table, COLUMNS, beside=0)
    return table
