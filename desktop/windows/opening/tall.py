"""What stands in a small window: the window grows with it, and where the screen ends it scrolls.

Before the first window is painted nothing of Python's may listen to every event, nor ask Qt for a
widget that Python has not made: PySide6 would make all its classes of events, and all of widgets,
to find out which it is (0.1 s, measured).
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.windows.parts.later import later
from desktop.windows.parts.memory import room

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_AFTER_PAINT = 50  # ms


class Tall(QScrollArea):
    """Fills a window with ``column``, in which its content is laid out."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("focusPolicy", 0)  # NoFocus, without naming Qt: see look._set
        self.setWidget(self.content)
        whole = QVBoxLayout(window)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)
        later(self, _AFTER_PAINT, self._watch)

    def showEvent(self, event: "QShowEvent") -> None:
        """The window is as high as its content needs when it is first seen."""
        super().showEvent(event)
        self.grow()

    def grow(self) -> None:
        """Make the window higher where there is more content than room, as far as the screen."""
        window, wanted = self.window(), self.column.totalHeightForWidth(self.content.width())
        if wanted > window.height():
            window.resize(window.width(), min(wanted, room(window).height()))

    def _watch(self) -> None:
        self._growing = _Growing(self)
        self.grow()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter goes from field to field, too: the one with the cursor is always seen."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)


class _Growing(QObject):
    """A long sentence makes the window higher."""

    def __init__(self, tall: Tall) -> None:
        super().__init__(tall)
        self._tall = tall
        tall.content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content is laid out anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._tall.grow()
        return super().eventFilter(watched, event)
