"""Small parts one after another, on as many lines as their width needs."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.windows.parts import look


class Wrapped(QWidget):
    """Grows in height as it gets narrower; its lines begin at the left, or end at the right."""

    def __init__(self, parent: QWidget | None = None, *, to_right: bool = False) -> None:
        super().__init__(parent)
        self._to_right = to_right
        self.parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """Show these; others that stood here go."""
        parts = list(parts)
        for part in self.parts:
            if part not in parts:
                part.hide()
                part.deleteLater()
        self.parts = parts
        for part in parts:
            part.setParent(self)
            part.show()
        self.arrange()

    def arrange(self) -> None:
        """Put the parts into lines."""
        y = 0
        for line in self._lines():
            wide = sum(part.sizeHint().width() + look.GAP for part in line) - look.GAP
            x = max(self.width() - wide, 0) if self._to_right else 0
            for part in line:
                size = part.sizeHint()
                part.setGeometry(x, y, min(size.width(), max(self.width(), 1)), size.height())
                x += size.width() + look.GAP
            y += max(part.sizeHint().height() for part in line) + look.GAP
        height = max(y - look.GAP, look.ROW)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _lines(self) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        room = -1
        for part in self.parts:
            room -= part.sizeHint().width()
            if room < 0:
                lines.append([])
                room = self.width() - part.sizeHint().width()
            lines[-1].append(part)
            room -= look.GAP
        return lines

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part."""
        return QSize(max((part.sizeHint().width() for part in self.parts), default=0), look.ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Its style or its font at last: the parts have another size."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.Show, QEvent.Type.FontChange):
            self.arrange()
        return done
