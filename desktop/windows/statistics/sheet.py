"""A table on the screen as on paper: ruled, its rows' names and its head always in sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView

from db.figures.tables.headings import main_unit
from desktop.windows.parts import look
from desktop.windows.parts.copying import Copying
from desktop.windows.statistics.cells import Cells
from desktop.windows.statistics.head import Head, Names
from desktop.windows.statistics.numbers import PAD, paint

if TYPE_CHECKING:
    from desktop.windows.statistics.answer import Answer, Question

_TIGHT, _EASY = 4, 2  # lines that a heading may take: at the most, and where there is room
_NAMES = (6, 15)  # characters of the rows' names, at least and at most


class Sheet(QTableView):
    """Enter or a click opens a cell (``opened``), F2 or digits type into one written by hand.

    ``asked`` when people want what can be done with a cell: the menu key, or the right button.
    """

    opened = Signal(QModelIndex)
    asked = Signal(QModelIndex, QPoint)

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self.cells, self.head = cells, Head()
        self.corner = look.mark(QLabel(self), "corner")
        self.corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.corner.setWordWrap(True)
        self.corner.setFont(self.head.pen)
        self.setModel(cells)
        self.setHorizontalHeader(self.head)
        Copying(self, whole=True)
        self.setAccessibleName("统计表")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed)
        for way in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            way(QAbstractItemView.ScrollMode.ScrollPerPixel)
        names = Names()
        names.setDefaultSectionSize(look.row_height(self) - 4)  # as many rows as can be read
        self.setVerticalHeader(names)
        self._question: Question | None = None
        self._least: list[int] = []
        self._ease: list[int] = []
        self.clicked.connect(self._clicked)

    def show_answer(self, answer: "Answer", beside: tuple[str, ...]) -> None:
        """Show a table; of the same one the cursor stays where it stood."""
        again = self._question == answer.question
        self._question = answer.question
        stood = self.cells.key(self.currentIndex()) if again else None
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        left, top = (bar.value() if again else 0 for bar in bars)
        self.cells.show_answer(answer, beside)
        filled = answer.filled
        unit = filled.table.unit or main_unit(filled.shown_columns)
        self.head.show_columns([one.heading for one in self.cells.columns], unit)
        self.corner.setText(filled.table.corner)
        self._measure()
        self._fit()
        place = self.cells.place_of(stood) if stood else self.cells.index(0, 0)
        if not place.isValid():
            place = self.cells.index(0, 0)
        self.selectionModel().setCurrentIndex(
            place, self.selectionModel().SelectionFlag.ClearAndSelect
        )
        for bar, value in zip(bars, (left, top), strict=True):
            bar.setValue(value)

    def stand_on(self, key: tuple[str, str]) -> None:
        """Go to a cell."""
        place = self.cells.place_of(key)
        if place.isValid():
            self.setCurrentIndex(place)
            self.scrollTo(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The numbers that are to be seen, all at once: Qt asks ten times for each cell."""
        paint(self, event.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; digits type only where something is written by hand."""
        index, typing = self.currentIndex(), self.state() == self.State.EditingState
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if index.isValid() and enter and not typing:  # what is typed passes its Enter on
            self._clicked(index)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the cell."""
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        pos = self.viewport().mapFromGlobal(event.globalPos())
        index = self.indexAt(pos) if mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            rect = self.visualRect(index)
            place = event.globalPos() if mouse else self.viewport().mapToGlobal(rect.bottomLeft())
            self.asked.emit(index, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the room that there is."""
        super().resizeEvent(event)
        self._fit()

    def updateGeometries(self) -> None:
        """The corner covers what Qt leaves between both heads."""
        super().updateGeometries()
        self.corner.setGeometry(QRect(0, 0, self.verticalHeader().width(), self.head.height()))

    def _clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.opened.emit(index)

    def _measure(self) -> None:
        """The least width of each column, and what is easy to read."""
        metrics, em = self.fontMetrics(), self.fontMetrics().horizontalAdvance("枫")
        rows, widths = range(self.cells.rowCount()), dict[str, int]()  # most words stand often
        numbers = []
        for place in range(self.cells.columnCount()):
            words = {self.cells.seen(row, place).words for row in rows}
            for one in words - widths.keys():
                widths[one] = metrics.horizontalAdvance(one)
            numbers.append(max(map(widths.__getitem__, words), default=0) + 2 * PAD + 1)
        self._least = self.head.least(numbers, _TIGHT)
        self._ease = self.head.least(self._least, _EASY)
        names = [metrics.horizontalAdvance(self.cells.row(row).printed) for row in rows]
        least, most = (characters * em for characters in _NAMES)
        own = min(max(max(names, default=0) + 3 * PAD, least), most)
        self.verticalHeader().setFixedWidth(own)

    def _fit(self) -> None:
        """All columns side by side if they find room, wide ones first; else as narrow as can be."""
        if not self._least or len(self._least) != self.head.count():
            return
        room = self.viewport().width()
        ease, least = sum(self._ease), sum(self._least)
        widths = self._least
        if ease <= room:
            most = 9 * self.fontMetrics().horizontalAdvance("枫")
            more = (room - ease) // len(self._ease)
            widths = [min(one + more, max(one, most)) for one in self._ease]
        elif least < room:
            share = (room - least) / (ease - least)
            pairs = zip(self._least, self._ease, strict=True)
            widths = [int(a + (b - a) * share) for a, b in pairs]
        for place, width in enumerate(widths):
            self.head.resizeSection(place, width)
        self.head.fit()
        self.updateGeometries()
