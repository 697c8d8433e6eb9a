"""Notices when nobody has touched the program for a while."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.windows.parts.later import later

_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
_LOOK = 20_000
"""ms between two looks at the clock: a PC that slept stopped the timers, too."""


class Idle(QObject):
    """Emits ``passed`` when no key or mouse has touched any of our windows for so long.

    A PC that slept so long has passed it as well. It listens to the window in use alone, not to
    the whole application: a filter there would see every event of the program.
    """

    passed = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.passed)
        self._most, self._touched = minutes * 60, time.time()
        if minutes >= 1:
            asleep = QTimer(self)
            asleep.timeout.connect(self.slept)
            asleep.start(_LOOK)
        if minutes > 0:
            self._timer.start(round(minutes * 60_000))
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.focusWindowChanged.connect(self._watch)
                self._watch(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch starts the time anew; one that woke the PC reaches nothing."""
        if event.type() in _TOUCHES:
            if self.slept():
                return True
            self._touched = time.time()
            self._timer.start()
        return super().eventFilter(watched, event)

    def slept(self) -> bool:
        """Whether the clock has gone on by more than the timer knows; tells it then, once."""
        if self._most < 60 or time.time() - self._touched < self._most:
            return False
        self._touched = time.time()
        later(self, 0, self.passed.emit)
        return True

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # again for one that has it already: no harm
