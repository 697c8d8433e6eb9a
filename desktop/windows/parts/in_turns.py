"""Work for the window's thread in small steps: a moment of it, then whoever waits is heard.

What is to be seen or asked of a window needs its widgets, and widgets live in the window's thread
alone. Made all at once, a long form keeps the window from answering for half a second.
"""

from collections.abc import Callable, Iterator
from time import thread_time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

MOMENT = 0.011
"""Seconds of the processor in one turn; the step that is being done then is still ended."""
WHOLE = float("inf")
"""As ``MOMENT``: all at once."""
_TOUCHES = (
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
)


class InTurns(QObject):
    """Does one piece of work at a time, in steps, and is gone with its owner."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._steps: Iterator[object] | None = None
        self._going = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return self._steps is not None

    def begin(self, steps: Iterator[object], *, now: bool = True, hasty: bool = False) -> None:
        """Do these in turns, the first one now or soon; what was still to be done is dropped.

        ``hasty`` where something else stands there meanwhile: a key or a click is for what is to
        come, and has it finished first.
        """
        self._steps = steps
        if self._going:  # a step began it, and its turn goes on with it
            return
        if now or MOMENT == WHOLE:
            self._turn()
        else:
            self._soon.start()
        app = QCoreApplication.instance()
        if hasty and self.busy and app is not None:
            app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """People are at work again."""
        if event.type() in _TOUCHES:
            self.finish()
        return False

    def finish(self) -> None:
        """Do at once what is still to be done; a step that asks for it only ends itself."""
        if not self._going:
            self._soon.stop()
            self._go(WHOLE)

    def until(self, test: Callable[[], bool]) -> bool:
        """Do at once what is to be done before the test holds; whether it does in the end."""
        while not (held := test()) and self._steps is not None and not self._going:
            self._go(0)
        return held

    def _turn(self) -> None:
        self._go(thread_time() + MOMENT)
        if self._steps is not None:
            self._soon.start()

    def _go(self, end: float) -> None:
        self._going = True
        try:
            while (steps := self._steps) is not None:
                if not self._step(steps) and steps is self._steps:
                    self._end()
                if thread_time() >= end:
                    break
        finally:
            self._going = False

    def _step(self, steps: Iterator[object]) -> bool:
        """One step; False when it was the last. After an error nothing is left to be done."""
        try:
            next(steps)
        except StopIteration:
            return False
        except BaseException:
            self._end()
            raise
        return True

    def _end(self) -> None:
        self._steps = None
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
