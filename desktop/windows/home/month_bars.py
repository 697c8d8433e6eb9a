"""Six months of a figure as small bars, those of the last quarter hollow; each opens its records.

Painted here and not by the charts of the statistics page: these come before the first page is
shown, where ReportLab and PDFium would cost half a second, and they wear the colours of the window.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.figures.words import said_percent
from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHelpEvent

    from db.figures.brief import Compared
    from db.figures.period import Period

_TALL = 36  # device-independent pixels of the highest bar
_TEN_THOUSAND = 10_000


class MonthBars(QWidget):
    """Arrows walk over the months, Enter or a click asks for the records of one."""

    asked = Signal(object)

    def __init__(self, compared: "Compared") -> None:
        super().__init__()
        self._months: Sequence[tuple[Period, int | Decimal | None]] = compared.months
        self._figure = compared.now.figure
        self._now = compared.now.period
        self.at = self._last_known()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = QFont(self.font())
        font.setPointSizeF(look.points("small"))
        self.setFont(font)
        told = "，".join(self.said(place) for place in range(len(self._months)))
        self.setAccessibleName(f"{self._figure.name}按月：{told}")

    def said(self, place: int) -> str:
        """2024年11月 12 件; 还没有到 for a month to come."""
        month, number = self._months[place]
        if number is None:
            word = "还没有到" if month.first > self._now.last else "没有"
            return f"{month.name} {word}"
        shown = self._short(number) if self._percent else f"{number:,} {self._figure.unit}"
        return f"{month.name} {shown}"

    def sizeHint(self) -> QSize:
        """A number, a bar, a month."""
        return QSize(6 * self.fontMetrics().horizontalAdvance("12月 "), self._height())

    def minimumSizeHint(self) -> QSize:
        """As low as it is high."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars in proportion to the highest; a rate's in proportion to all."""
        colours, line = look.current(), self.fontMetrics().height()
        numbers = [float(number or 0) for _, number in self._months]
        most = 100.0 if self._percent else max(*numbers, 1.0)
        middle = Qt.AlignmentFlag.AlignCenter
        with QPainter(self) as painter:
            for place, (month, number) in enumerate(self._months):
                slot = self._slot(place)
                here = month.first >= self._now.first
                painter.setPen(QColor(colours.quiet))
                words = QRectF(slot.left(), slot.bottom() - line, slot.width(), line)
                painter.drawText(words, middle, f"{month.first.month}月")
                if number is None:
                    continue
                tall = max(numbers[place] / most * _TALL, 1.0)
                foot = slot.bottom() - line - 2
                wide = min(slot.width() - 8, 28)
                bar = QRectF(slot.center().x() - wide / 2, foot - tall, wide, tall)
                painter.setPen(QColor(colours.accent))
                painter.setBrush(QColor(colours.accent) if here else Qt.BrushStyle.NoBrush)
                painter.drawRect(bar)
                painter.setPen(QColor(colours.ink))
                above = QRectF(slot.left(), bar.top() - line - 1, slot.width(), line)
                painter.drawText(above, middle, self._short(number))
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # it would pale hollow bars
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QColor(colours.accent))
                painter.drawRoundedRect(self._slot(self.at).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter and the space bar ask."""
        key, keys = event.key(), Qt.Key
        step = {keys.Key_Left: -1, keys.Key_Right: 1}.get(Qt.Key(key), 0)
        if step:
            self.at = min(max(self.at + step, 0), len(self._months) - 1)
            self.update()
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._ask(self.at)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The month under the pointer."""
        self.at = self._place(event.position().x())
        self.update()
        self._ask(self.at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where it stands."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the month under the pointer."""
        if event.type() == QEvent.Type.ToolTip:
            asked: QHelpEvent = event  # type: ignore[assignment]
            QToolTip.showText(asked.globalPos(), self.said(self._place(asked.x())), self)
            return True
        return super().event(event)

    @property
    def _percent(self) -> bool:
        return self._figure.measure.in_percent

    def _ask(self, place: int) -> None:
        month, number = self._months[place]
        if number:
            self.asked.emit(month)

    def _short(self, number: int | Decimal) -> str:
        """So that it fits over a bar: 1.2万."""
        if self._percent:
            return said_percent(Decimal(number))
        if number >= _TEN_THOUSAND:
            return f"{number / _TEN_THOUSAND:.1f}万"
        return f"{number:,}"

    def _last_known(self) -> int:
        known = [place for place, (_, number) in enumerate(self._months) if number is not None]
        return known[-1] if known else 0

    def _slot(self, place: int) -> QRectF:
        wide = self.width() / len(self._months)
        return QRectF(place * wide, 0, wide, self.height())

    def _place(self, x: float) -> int:
        return min(max(int(x * len(self._months) / max(self.width(), 1)), 0), 5)

    def _height(self) -> int:
        return _TALL + 2 * self.fontMetrics().height() + 8
