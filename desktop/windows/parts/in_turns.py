"""Work for the window's thread in small steps: a moment of it, then whoever waits is heard.

What is to be seen or asked of a window needs its widgets, and widgets live in the window's thread
alone. Made all at once, a long form keeps the window from answering for half a second.
"""

from collections.abc import Callable, Generator, Iterator
from functools import cache
from time import thread_time
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

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
T = TypeVar("T")
Ready = Callable[[QWidget], bool]


def nowhere(_place: QWidget) -> bool:
    """Nothing stands as it will stay: the first key or click has all made ready."""
    return False


def at_once(steps: Generator[object, None, T]) -> T:
    """Do all the steps now; gives what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: T = end.value
            return made


class InTurns(QObject):
    """Does one piece of work at a time, in steps, and is gone with its owner."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._steps: Iterator[object] | None = None
        self._ready: Ready | None = None
        self._going = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return self._steps is not None

    def begin(
        self, steps: Iterator[object], *, now: bool = True, ready: Ready | None = None
    ) -> None:
        """Do these in turns, the first one now or soon; what was still to be done is dropped.

        ``ready`` tells of a widget whether it stands as it will stay. A key or a click is for what
        is to come: where it meets something else, as much is done first as makes it ready.
        """
        self._steps, self._ready = steps, ready
        if self._going:  # a step began it, and its turn goes on with it
            return
        if now or MOMENT == WHOLE:
            self._turn()
        else:
            self._soon.start()
        if ready and self.busy:
            _touches().wait_for(self)

    def soon(self, act: Callable[[], object]) -> None:
        """Do one thing in a turn of its own, before whatever people do next."""

        def steps() -> Iterator[None]:
            yield
            act()

        self.begin(steps(), now=False, ready=nowhere)

    def touched(self, place: QWidget) -> None:
        """People are at work there: what they meet is made ready first."""
        ready = self._ready
        if ready is not None:
            self.until(lambda: ready(place))

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

    def stop(self) -> None:
        """Do nothing more of it."""
        self._soon.stop()
        self._end()

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
        if self._ready is not None:
            self._ready = None
            _touches().rest()


def turns_of(window: QWidget) -> list[Any]:
    """Whatever is being made in a window; a store that closes answers none of it."""
    return list(window.findChildren(InTurns))


class _Touches(QObject):
    """Looks at keys and clicks for all that is being made; at none while nothing is."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._waiting: list[InTurns] = []

    def wait_for(self, work: InTurns) -> None:
        """Tell it of keys and clicks as long as it is busy."""
        if not self._waiting:
            self._app.installEventFilter(self)
        if work not in self._waiting:
            self._waiting.append(work)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """They come to a window first, then to the widget that they are for."""
        kind = event.type()
        if kind in _TOUCHES and watched.isWidgetType():
            place: Any = watched
            for work in self._busy():
                work.touched(place)
        elif kind == QEvent.Type.Timer:  # what went with its owner has not ended
            self.rest()
        return False

    def rest(self) -> None:
        """Look at nothing, if nothing is being made: each event would be looked at."""
        if not self._busy():
            self._app.removeEventFilter(self)

    def _busy(self) -> list[InTurns]:
        self._waiting = [one for one in self._waiting if isValid(one) and one.busy]
        return list(self._waiting)


@cache
def _touches() -> _Touches:
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("nothing is made in turns without an application")
    return _Touches(app)
