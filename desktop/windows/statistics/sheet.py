"""A table on the screen as on paper: ruled, its rows' names and its head always in sight."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPolygon,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from db.figures.tables.headings import main_unit
from desktop.windows.parts import look
from desktop.windows.parts.copying import Copying
from desktop.windows.statistics.cells import BESIDE, NOTED, STRONG, TONE, Cells
from desktop.windows.statistics.head import Head, Names

if TYPE_CHECKING:
    from desktop.windows.statistics.answer import Answer, Question

_Index = QModelIndex | QPersistentModelIndex
_PAD = 6
_TIGHT, _EASY = 4, 2  # lines that a heading may take: at the most, and where there is room
_NAMES = (6, 15)  # characters of the rows' names, at least and at most
_CORNER = 7  # pixels of the mark of a comment


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
        self.setItemDelegate(_Numbers(self))
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
        rows = range(self.cells.rowCount())
        numbers = []
        for place in range(self.cells.columnCount()):
            words = (str(self.cells.index(row, place).data()) for row in rows)
            wide = max(map(metrics.horizontalAdvance, words), default=0)
            numbers.append(wide + 2 * _PAD + 1)
        self._least = self.head.least(numbers, _TIGHT)
        self._ease = self.head.least(self._least, _EASY)
        names = [metrics.horizontalAdvance(self.cells.row(row).printed) for row in rows]
        least, most = (characters * em for characters in _NAMES)
        own = min(max(max(names, default=0) + 3 * _PAD, least), most)
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


class _Numbers(QStyledItemDelegate):
    """Paints a number: ruled, at the right; red or amber where a rule is not kept."""

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        """One cell."""
        colours, rect = look.current(), QRect(option.rect)
        tone = index.data(TONE)
        grounds = {"error": colours.red_tint, "warning": colours.amber_tint}
        inks = {"error": colours.red, "warning": colours.amber, "moved": colours.amber}
        ground = grounds.get(tone, colours.surface)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(colours.tint if here and not tone else ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium if index.data(STRONG) else QFont.Weight.Normal)
        font.setUnderline(tone in ("error", "moved"))
        painter.setFont(font)
        quiet = colours.quiet if index.data(BESIDE) else colours.ink
        painter.setPen(QColor(inks.get(tone, quiet)))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), right, str(index.data() or ""))
        if index.data(NOTED):
            corner = rect.topRight()
            left, below = QPoint(-_CORNER, 0), QPoint(0, _CORNER)
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygon([corner, corner + left, corner + below]))
        if here and option.widget is not None and option.widget.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()
