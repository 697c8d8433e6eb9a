"""A row of controls that becomes two where the window, or large text, leaves no room for one."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.windows.parts import look


class TwoLines(QWidget):
    """``first`` and ``further`` stand side by side, or one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.further = QHBoxLayout(), QHBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        self._both.setSpacing(look.GAP)
        for line, share in ((self.first, 0), (self.further, 1)):
            line.setSpacing(look.GAP)
            self._both.addLayout(line, share)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of both lines."""
        wide = max(line.minimumSize().width() for line in (self.first, self.further))
        return QSize(wide + 2 * look.GAP_WIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Or another need of its parts."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        need = sum(line.sizeHint().width() for line in (self.first, self.further))
        one = self.width() >= need + look.GAP + 2 * look.GAP_WIDE
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.LeftToRight if one else direction.TopToBottom)
