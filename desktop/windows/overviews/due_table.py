"""The table of what is due: group headings, and a row for each thing."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.windows.home.due_line import day, days, grouped, title, tone
from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen

if TYPE_CHECKING:
    from db.figures.deadlines import Due

COLUMNS = (("剩余", 7), ("到期日", 10), ("事项", 13), ("记录", 0), ("登记簿", 8), ("责任人", 8))
"""Titles and widths in characters; 0 takes what room is left."""
_RECORD = 18  # characters at least for the record; else the last columns give way
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class DueModel(QAbstractTableModel):
    """Headings and items, row by row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[str | Due] = []

    def show_items(self, items: "list[Due]") -> None:
        """Show these, in groups."""
        self.beginResetModel()
        self._rows = []
        for name, members in grouped(items):
            self._rows += [f"{name}　{len(members):,} 项", *members]
        self.endResetModel()

    def item(self, row: int) -> "Due | None":
        """What stands in a row; None for a heading or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return None if isinstance(found, str) else found

    def headings(self) -> list[int]:
        """The rows that are headings."""
        return [row for row, found in enumerate(self._rows) if isinstance(found, str)]

    def first_of(self, group: str) -> int | None:
        """The first row below a group's heading; None when there is no such group."""
        for row in self.headings():
            if group and str(self._rows[row]).startswith(group):
                return row + 1
        return None

    def place_of(self, item: "Due | None") -> int | None:
        """Where the same thing stands now, else the first; None when nothing is due."""
        if item is not None:
            same = (item.register, item.record_id, item.code)
            for row in range(len(self._rows)):
                other = self.item(row)
                if other and (other.register, other.record_id, other.code) == same:
                    return row
        return 1 if self._rows else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """Headings and items."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """What is told of each."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are passed over by the keys."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return COLUMNS[section][0]
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
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

    def _heading(self, index: _Index, role: int) -> Any:
        if role == _Role.DisplayRole and index.column() == 0:
            return self._rows[index.row()]
        if role == _Role.ForegroundRole:
            return QColor(look.current().ink)
        if role == _Role.FontRole:
            font = QFont(self._view().font())
            font.setWeight(QFont.Weight.Medium)
            return font
        return None

    def _view(self) -> QWidget:
        parent = self.parent()
        if not isinstance(parent, QWidget):
            raise TypeError(parent)
        return parent

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
    widen(table, COLUMNS)
    return table
