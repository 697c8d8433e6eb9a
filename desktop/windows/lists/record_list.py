"""The list of a register as a table: worked by mouse and keys, its widths remembered."""

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.windows.lists.record_model import RecordModel
from desktop.windows.parts import look, memory
from desktop.windows.parts.copying import Copying
from desktop.windows.parts.notices import say

_WIDE = 22
_SHORT = 20  # rows: so many are looked at for the widths of the columns
"""Characters that a column of long words has at first, up to twice as many where room is left."""


class RecordTable(QTableView):
    """The table: arrows move, a click opens, Enter goes in, Delete asks for the recycle bin.

    With Ctrl or Shift several rows are chosen; ``numbered`` tells how many. ``paste_asked``: what
    was copied elsewhere shall become records.
    """

    opened = Signal(int)
    entered_at = Signal(int)
    removed = Signal(int)
    sorted_by = Signal(str, bool)
    numbered = Signal(int)
    paste_asked = Signal()

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.cls = model.listing.cls
        table = self.cls.__tablename__
        self._memory = f"list/{table}"
        self._wished: list[int] = []
        self._chosen: set[int] = set()  # the columns whose width people chose
        self._measured = 0  # of so many rows the widths were taken
        self._fitting = False
        self.setAccessibleName(f"{model.listing.cls.title}列表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.row_height(self))
        self._set_header()
        Copying(self, note=self._note_copy)
        self.selectionModel().selectionChanged.connect(lambda *_: self.numbered.emit(self.number()))
        model.modelReset.connect(lambda: self.numbered.emit(0))
        model.turned.connect(self.scrollToTop)
        model.counted.connect(self._widen)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.clicked.connect(lambda index: self._open(index.row()))

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicatorShown(True)
        self._chosen = self._remembered() if memory.place_state(header, self._memory) else set()
        self._model.when_shown(self._first_widths)
        header.setStretchLastSection(not self._ends_in_a_number())  # it has no use for the room
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # the list is in its own order
        header.sectionResized.connect(self._keep_width)
        header.sectionMoved.connect(lambda *_: self._keep())
        header.sortIndicatorChanged.connect(self._sort)

    def _ends_in_a_number(self) -> bool:
        return self._is_of_numbers(self._model.columnCount() - 1)

    def _is_of_numbers(self, column: int) -> bool:
        role = Qt.ItemDataRole.TextAlignmentRole
        side = self._model.headerData(column, Qt.Orientation.Horizontal, role)
        return bool(side & Qt.AlignmentFlag.AlignRight)

    def _remembered(self) -> set[int]:
        """Those chosen on another day; all where an older program kept only the widths."""
        every = [spec.name for spec in self._model.listing.columns]
        names = memory.word(f"{self._memory}/chosen", ",".join(every)).split(",")
        return {place for place, name in enumerate(every) if name in names}

    def _keep_width(self, column: int) -> None:
        """What people chose; the room that changed by itself is no choice."""
        header = self.horizontalHeader()
        last = header.stretchLastSection() and header.visualIndex(column) == header.count() - 1
        if not (last or self._fitting):
            self._chosen.add(column)
            self._keep()

    def _keep(self) -> None:
        names = [self._model.listing.columns[place].name for place in sorted(self._chosen)]
        memory.keep(f"{self._memory}/chosen", ",".join(names))
        memory.keep_state(self.horizontalHeader(), self._memory)

    def _widen(self) -> None:
        """What was short has room for what came in."""
        if self._wished and self._measured < _SHORT:
            self._model.when_shown(self._first_widths)

    def _first_widths(self) -> None:
        """Wide enough for what stands on the first page, within reason."""
        em = self.fontMetrics().horizontalAdvance("枫")
        wished = []
        for column, spec in enumerate(self._model.listing.columns):
            rows = range(min(_SHORT, self._model.total))
            texts = [str(self._model.index(row, column).data() or "") for row in rows]
            widest = max((self.fontMetrics().horizontalAdvance(t) for t in texts), default=0)
            title = self.fontMetrics().horizontalAdvance(spec.label) + 2 * em
            wished.append(min(max(widest + 2 * em, title, 4 * em), 2 * _WIDE * em))
        self._wished, self._measured = wished, min(_SHORT, self._model.total)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words have the room that is left, except where people chose a width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        limit = _WIDE * self.fontMetrics().horizontalAdvance("枫")
        free = {n: width for n, width in enumerate(self._wished) if n not in self._chosen}
        taken = sum(self.columnWidth(n) for n in self._chosen)
        spare = self.viewport().width() - taken - sum(min(width, limit) for width in free.values())
        self._fitting = True
        for column, width in free.items():
            more = min(max(width - limit, 0), max(spare, 0))
            spare -= more
            self.horizontalHeader().resizeSection(column, min(width, limit) + more)
        if self._wished and not self.horizontalHeader().stretchLastSection():
            self._share_out(max(spare, 0))
        self._fitting = False

    def _share_out(self, spare: int) -> None:
        """What a list that ends in a number has left goes to the columns of words before it."""
        every = range(len(self._wished))
        words = [n for n in every if n not in self._chosen and not self._is_of_numbers(n)]
        for place, column in enumerate(words):
            more = spare // (len(words) - place)
            spare -= more
            wide = self.columnWidth(column) + more
            self.horizontalHeader().resizeSection(column, wide)

    def choose(self, record_id: int) -> None:
        """Stand on a record and bring it into sight, once the list knows where it is."""
        self._model.when_settled(lambda: self._choose(record_id))

    def _choose(self, record_id: int) -> None:
        stands = self.currentIndex().row()
        here = self._model.record_id(stands) == record_id
        row = stands if here else self._model.place_of(record_id)
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

    def stand_first(self) -> None:
        """Choose the first row, if there is one."""
        if self._model.total:
            self.stand_on(0)

    def chosen(self) -> int | None:
        """The record that the table stands on."""
        index = self.currentIndex()
        return self._model.record_id(index.row()) if index.isValid() else None

    def number(self) -> int:
        """How many rows are chosen."""
        return sum(part.height() for part in self._parts())

    def chosen_ids(self) -> list[int]:
        """The records of the chosen rows, from top to bottom."""
        parts = sorted((part.top(), part.bottom()) for part in self._parts())
        return [number for part in parts for number in self._model.record_ids(*part)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the record, Delete removes it, Ctrl+V takes a copied table in."""
        record_id = self.chosen()
        if record_id is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit(record_id)
        elif record_id is not None and event.key() == Qt.Key.Key_Delete:
            if self.number() > 1:
                say(self, "一次移走一条：请只选一条再按 Delete", "warning")
            else:
                self.removed.emit(record_id)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)

    def _note_copy(self, rows: int, text: str) -> None:
        from desktop.exchange.clipboard import enter_copy

        enter_copy(self._model.database, self._model.listing, rows, text)

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
