"""The head of a table in levels, each heading over its columns; and the names of its rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.figures.tables import Column, Heading

_PAD = 4
_OVER = 2  # lines of a heading over several columns
_WRAP = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignCenter


class Head(QHeaderView):
    """Painted by column, so that what is scrolled half away is still right."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._levels: list[list[Heading]] = []
        self._over: list[list[tuple[int, Heading]]] = []  # the headings over each column
        self._heights: list[int] = []
        self.pen = QFont(self.font())
        self.pen.setPointSizeF(look.points("small"))
        self.metrics = QFontMetrics(self.pen)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(look.GAP_LARGE)

    def show_columns(self, columns: "Sequence[Column]", unit: str) -> None:
        """Show the headings of these columns; widths come before (``fit``)."""
        from db.figures.tables import headings

        self._levels = headings(columns, unit)
        self._over = [[] for _ in columns]
        for level, one in self._all():
            for column in range(one.column, one.column + one.span):
                self._over[column].append((level, one))

    def least(self, widths: list[int], lines: int) -> list[int]:
        """These widths, with room for each heading in so many lines."""
        em, found = self.metrics.horizontalAdvance("枫"), list(widths)
        for _, one in sorted(self._all(), key=lambda told: told[1].span):
            words, _, unit = one.words.partition("\n")
            most = lines if one.span == 1 else min(lines, _OVER)
            count = max(-(-len(words) // most), 2)
            wide = max(count * em, self.metrics.horizontalAdvance(unit))
            own = slice(one.column, one.column + one.span)
            lacking = wide + 2 * _PAD + 2 - sum(found[own])
            if lacking > 0:
                found[own] = [width + -(-lacking // one.span) for width in found[own]]
        return found

    def fit(self) -> None:
        """As high as the headings need in the widths that the columns have now."""
        heights = [0] * len(self._levels)
        for level, one in sorted(self._all(), key=lambda found: found[1].down):
            width = sum(self.sectionSize(one.column + n) for n in range(one.span))
            room = QRect(0, 0, max(width - 2 * _PAD, 1), 10_000)
            text = self.metrics.boundingRect(room, int(_WRAP), one.words)
            lacking = text.height() + 2 * _PAD - sum(heights[level : level + one.down])
            if lacking > 0:
                heights[level + one.down - 1] += lacking
        self._heights = heights
        self.updateGeometries()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """The levels together; Qt's own hint measures every section anew."""
        return QSize(self.length(), sum(self._heights) + 1)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The part of each heading that is over this column."""
        painter.save()
        painter.setClipRect(rect)
        painter.setFont(self.pen)
        colours = look.current()
        painter.fillRect(rect, QColor(colours.ground))
        for level, one in self._over[column]:
            room = self._room(level, one)
            painter.setPen(QColor(colours.edge))
            painter.drawLine(room.bottomLeft(), room.bottomRight())
            painter.drawLine(room.topRight(), room.bottomRight())
            painter.setPen(QColor(colours.ink))
            inner = room.adjusted(_PAD, 0, -_PAD, 0)
            seen = inner.intersected(self.viewport().rect())
            if one.span > 1 and seen.width() >= self.metrics.horizontalAdvance(one.words):
                inner = seen  # in the middle of what is to be seen of it
            painter.drawText(inner, int(_WRAP), one.words)
        painter.restore()

    def _room(self, level: int, one: "Heading") -> QRect:
        left = self.sectionViewportPosition(one.column)
        width = sum(self.sectionSize(one.column + n) for n in range(one.span))
        top = sum(self._heights[:level])
        return QRect(left, top, width, sum(self._heights[level : level + one.down]))

    def _all(self) -> "Iterator[tuple[int, Heading]]":
        for level, found in enumerate(self._levels):
            for one in found:
                yield level, one


class Names(QHeaderView):
    """The names of the rows, on white as on paper; totals are strong."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        look.mark(self, "names")
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """One name; what finds no room ends in …, the tooltip has it all."""
        painter.save()
        colours, font = look.current(), QFont(self.font())
        told = self.model().headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.FontRole)
        font.setWeight(told.weight() if isinstance(told, QFont) else QFont.Weight.Normal)
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(colours.edge))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        words = str(self.model().headerData(row, Qt.Orientation.Vertical) or "")
        room = rect.adjusted(_PAD, 0, -_PAD - 2, 0)
        fitting = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(left), fitting)
        painter.restore()
