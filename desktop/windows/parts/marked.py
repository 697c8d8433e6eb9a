"""A line of text in which the places that were searched for are marked."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided


class Marked(Elided):
    """One line; ``places`` gives of a text the spans to mark. Marks change no width."""

    def __init__(self, text: str, places: Callable[[str], list[tuple[int, int]]]) -> None:
        super().__init__(text)
        self._places = places(text)

    def marked(self) -> list[str]:
        """The pieces of the text that are marked."""
        return [self.text()[start:end] for start, end in self._places]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits, and over each mark its piece in another colour, underlined."""
        shown, room, colours = self._shown(), self.contentsRect(), look.current()
        metrics = self.fontMetrics()
        kept = len(shown) if shown == self.text() else len(shown) - 1  # before the …
        right = self.alignment() & Qt.AlignmentFlag.AlignRight
        left = room.left() + (room.width() - metrics.horizontalAdvance(shown) if right else 0)
        under = room.center().y() + metrics.height() // 2
        with QPainter(self) as painter:
            painter.setPen(self.palette().windowText().color())
            painter.drawText(room, self.alignment(), shown)
            painter.setPen(QColor(colours.accent))
            for start, end in self._places:
                if start < kept:
                    first, last = (metrics.horizontalAdvance(shown[:n]) for n in (start, end))
                    piece = QRect(left + first, room.top(), last - first, room.height())
                    painter.setClipRect(piece)
                    band = piece.adjusted(0, under - metrics.height() - piece.top(), 0, 0)
                    band.setBottom(under)
                    painter.fillRect(band, QColor(colours.tint))
                    painter.drawText(room, self.alignment(), shown)
                    painter.drawLine(piece.left(), under, piece.right(), under)
