"""A county's sheet as people know it: its texts, merged cells, and what is mapped where."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.exchange.county.grid import Grid, Place

Index = QModelIndex | QPersistentModelIndex
_BEYOND = 5  # empty rows and columns shown behind the last that hold anything
_MOST_ROWS, _MOST_COLUMNS, _MOST_SPANS = 2000, 120, 3000


class SheetModel(QAbstractTableModel):
    """The texts of a sheet; mapped cells show what they get, in the accent's tint."""

    def __init__(self) -> None:
        super().__init__()
        self.held: Grid | None = None
        self.mapped: Mapping[Place, str] = {}

    def show_sheet(self, held: "Grid", mapped: "Mapping[Place, str]") -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.held, self.mapped = held, mapped
        self.endResetModel()

    def show_mapped(self, mapped: "Mapping[Place, str]") -> None:
        """Show other words in the mapped cells."""
        self.mapped = mapped
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Those that hold anything and some more."""
        if parent.isValid() or self.held is None:
            return 0
        lowest = max((row for row, _ in self.mapped), default=0)
        return min(max(self.held.bottom, lowest) + _BEYOND, _MOST_ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The same for columns."""
        if parent.isValid() or self.held is None:
            return 0
        return min(self.held.right + _BEYOND, _MOST_COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:
        """A, B, C and 1, 2, 3."""
        from desktop.exchange.importing.book import letters

        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section + 1) if way == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = 0) -> Any:
        """Text, ground and colour of a cell."""
        if self.held is None:
            return None
        place = (index.row() + 1, index.column() + 1)
        words = self.mapped.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            formula = "=" if self.held.computes(place) else ""
            return self.held.text(place) or formula if words is None else words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words or self.held.text(place) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and self.held.merge(place):
            return Qt.AlignmentFlag.AlignCenter
        return self._colour(place, role, mapped=words is not None)

    def _colour(self, place: "Place", role: int, *, mapped: bool) -> QColor | None:
        palette = look.current()
        if role == Qt.ItemDataRole.BackgroundRole and mapped:
            return QColor(palette.tint)
        if role == Qt.ItemDataRole.ForegroundRole and mapped:
            return QColor(palette.accent)
        computes = self.held is not None and self.held.computes(place)
        return (
            QColor(palette.quiet) if role == Qt.ItemDataRole.ForegroundRole and computes else None
        )


class Tinted(QStyledItemDelegate):
    """Paints the ground of mapped cells, which the style sheet would paint over."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(getattr(option, "rect"), ground)  # noqa: B009 - unknown to the stubs
        super().paint(painter, option, index)


class SheetView(QTableView):
    """``chosen`` when people stand on another cell, ``asked`` on Enter, ``cleared`` on Delete."""

    chosen = Signal(int, int)
    asked = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet = SheetModel()
        self.setModel(self.sheet)
        self.setItemDelegate(Tinted(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName("表格")
        self.verticalHeader().setDefaultSectionSize(look.row_height(self))
        self.horizontalHeader().setDefaultSectionSize(
            self.fontMetrics().horizontalAdvance("枫") * 8
        )
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.chosen.emit(now.row() + 1, now.column() + 1)
        )
        self.doubleClicked.connect(lambda _: self.asked.emit())

    def show_sheet(self, held: "Grid", mapped: "Mapping[Place, str]") -> None:
        """Show a sheet with its merged cells; stands on the first cell."""
        self.clearSpans()
        self.sheet.show_sheet(held, mapped)
        rows, columns = self.sheet.rowCount(), self.sheet.columnCount()
        for one in held.merges[:_MOST_SPANS]:
            deep = min(one.bottom, rows) - one.top + 1
            wide = min(one.right, columns) - one.left + 1
            if deep > 0 and wide > 0 and (deep > 1 or wide > 1):
                self.setSpan(one.top - 1, one.left - 1, deep, wide)
        self.go((1, 1))

    def place(self) -> "Place":
        """Where people stand; of a merged range its first cell."""
        index = self.currentIndex()
        spot = (index.row() + 1, index.column() + 1)
        return self.sheet.held.anchor(spot) if self.sheet.held else spot

    def go(self, place: "Place") -> None:
        """Stand on a cell."""
        self.setCurrentIndex(self.sheet.index(place[0] - 1, place[1] - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks what the cell gets, Delete takes it away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)
