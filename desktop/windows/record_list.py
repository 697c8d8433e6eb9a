"""The list of a register: a table that fetches only the rows it shows."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.windows import look, memory
from desktop.windows.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.listing import Listing

PAGE = 100
"""Rows fetched at once."""
_KEPT = 40
"""Pages kept in memory; the oldest goes first."""
_RIGHT = ("money", "whole")
_Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """A listing as Qt sees it. Rows come page by page; nothing is loaded that nobody looks at."""

    def __init__(self, database: "Database", listing: "Listing", parent: QWidget) -> None:
        super().__init__(parent)
        self._database = database
        self._pages: dict[int, list[tuple[int, list[str]]]] = {}
        self.listing = listing
        self.total = 0
        self.show_listing(listing)

    def show_listing(self, listing: "Listing") -> None:
        """Show other records, or the same ones anew."""
        self.beginResetModel()
        self.listing = listing
        self._pages.clear()
        with self._database.read() as session:
            self.total = listing.count(session)
        self.endResetModel()

    def record_id(self, row: int) -> int | None:
        """The record in a row; None beyond the end."""
        found = self._row(row)
        return found[0] if found else None

    def place_of(self, record_id: int) -> int | None:
        """The row of a record, None when the list does not hold it."""
        with self._database.read() as session:
            return self.listing.place_of(session, record_id)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many records."""
        return 0 if parent is not None and parent.isValid() else self.total

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many listed fields."""
        return 0 if parent is not None and parent.isValid() else len(self.listing.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, whole text on hovering, and numbers to the right."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self._row(index.row())
            return row[1][index.column()] if row else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The fields' labels."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.listing.columns[section].label
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self.listing.columns[column].kind.code in _RIGHT
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _row(self, row: int) -> tuple[int, list[str]] | None:
        number, place = divmod(row, PAGE)
        if number not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = self._fetch(number)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def _fetch(self, number: int) -> list[tuple[int, list[str]]]:
        with self._database.read() as session:
            rows = self.listing.page(session, number * PAGE, PAGE)
            texts = self.listing.masked(session, rows)
        return [(row[0], cells) for row, cells in zip(rows, texts, strict=True)]


class RecordTable(QTableView):
    """The table: arrows move, a click opens, Enter goes in, Delete asks for the recycle bin.

    With Ctrl or Shift several rows are chosen; ``numbered`` tells how many.
    """

    opened = Signal(int)
    entered_at = Signal(int)
    removed = Signal(int)
    sorted_by = Signal(str, bool)
    numbered = Signal(int)

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.cls = model.listing.cls
        table = self.cls.__tablename__
        self._memory = f"list/{table}"
        self.setAccessibleName(f"{model.listing.cls.title}列表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.row_height(self))
        self._set_header()
        self.selectionModel().selectionChanged.connect(lambda *_: self.numbered.emit(self.number()))
        model.modelReset.connect(lambda: self.numbered.emit(0))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.clicked.connect(lambda index: self._open(index.row()))

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if not memory.place_state(header, self._memory):
            self._first_widths(header)
        header.sectionResized.connect(lambda *_: memory.keep_state(header, self._memory))
        header.sortIndicatorChanged.connect(self._sort)

    def _first_widths(self, header: QHeaderView) -> None:
        """Wide enough for what stands on the first page, within reason."""
        em = self.fontMetrics().horizontalAdvance("枫")
        for column, spec in enumerate(self._model.listing.columns):
            rows = range(min(20, self._model.total))
            texts = [str(self._model.index(row, column).data() or "") for row in rows]
            widest = max((self.fontMetrics().horizontalAdvance(t) for t in texts), default=0)
            title = self.fontMetrics().horizontalAdvance(spec.label) + 2 * em
            header.resizeSection(column, min(max(widest + 2 * em, title, 4 * em), 22 * em))

    def choose(self, record_id: int) -> None:
        """Stand on a record and bring it into sight."""
        row = self._model.place_of(record_id)
        if row is None:
            self.clearSelection()
            return
        self.stand_on(row)
        self.scrollTo(self._model.index(row, 0))

    def stand_on(self, row: int) -> None:
        """Choose a row alone. ``selectRow`` would go by the keys held: Ctrl+S would unchoose it."""
        flags = QItemSelectionModel.SelectionFlag
        only = flags.ClearAndSelect | flags.Rows
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), only)

    def chosen(self) -> int | None:
        """The record that the table stands on."""
        index = self.currentIndex()
        return self._model.record_id(index.row()) if index.isValid() else None

    def number(self) -> int:
        """How many rows are chosen."""
        return sum(part.height() for part in self._parts())

    def chosen_ids(self) -> list[int]:
        """The records of the chosen rows, from top to bottom."""
        rows = sorted(row for part in self._parts() for row in range(part.top(), part.bottom() + 1))
        found = (self._model.record_id(row) for row in rows)
        return [number for number in found if number is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the record, Delete removes it; all else as in any table."""
        record_id = self.chosen()
        if record_id is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit(record_id)
        elif record_id is not None and event.key() == Qt.Key.Key_Delete:
            if self.number() > 1:
                say(self, "一次移走一条：请只选一条再按 Delete", "warning")
            else:
                self.removed.emit(record_id)
        else:
            super().keyPressEvent(event)

    def _parts(self) -> list[QItemSelectionRange]:
        """Stretches of rows: asking for each row would take a second with a hundred thousand."""
        parts: list[QItemSelectionRange] = self.selectionModel().selection().toList()
        return parts

    def _open(self, row: int) -> None:
        record_id = self._model.record_id(row)
        if record_id is not None and self.number() < 2:
            self.opened.emit(record_id)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        name = self._model.listing.columns[column].name if column >= 0 else ""
        self.sorted_by.emit(name, order == Qt.SortOrder.DescendingOrder)
