"""How long the window answers nobody: each long event of a journey, in its thread's own time.

Every event that Qt delivers is measured from outside, whatever it leads to. Left out are the loop
of a dialog, which hears people again, what a journey's own hands do inside an event (``hands``),
and what the looking costs. A floor stands beside it that any machine has: a plain window.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from time import thread_time
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget
from shiboken6 import invalidate, isValid

from desktop.windows.parts.across import carrier

MOST = 3.0
"""Plain windows of fifty fields made and drawn meanwhile: 59 ms where one takes 19.6.

50 ms are meant. The longest took 34 in one run, and 58 in another where twelve others shared the
two processors, which slows an event down more than a plain window; none must fail by it.
"""
STALE = 0.25
"""Part of that under which a known exception is none any more."""
_LEAST = 0.02  # seconds; shorter events are not kept
_LITTER = 20_000
"""Objects between two events that the hands have left: the program sweeps five times a second."""
_HANDS, _INNERMOST = -1, 1_000_000  # numbers of loops: every real one lies between


class Event(NamedTuple):
    """Seconds of the processor, and what it was: whose, and of what kind."""

    seconds: float
    what: str


@dataclass(frozen=True)
class Floor:
    """Seconds of the processor: a plain window of fifty fields, and looking at one event."""

    window: float
    cost: float


@dataclass
class Level:
    """What is going on in one event loop: an event, or the journey's hands."""

    number: int
    inside: float = 0.0
    """Seconds in loops and of hands inside."""
    led_to: int = 0
    """Events delivered by the way, each of which costs the looking."""


@dataclass
class Answering:
    """Looks at one application.

    Attributes:
        found: every long event so far.
    """

    app: QApplication
    floor: Floor = Floor(0.0, 0.0)
    found: list[Event] = field(default_factory=list)
    _levels: list[Level] = field(default_factory=list)
    _thread: int = field(default_factory=threading.get_ident)

    def begin(self) -> None:
        """Qt asks an attribute of the application, where there is one, to deliver its events."""
        deliver, app, levels = QApplication.notify, self.app, self._levels
        window, own, running = QThread.currentThread(), self._thread, threading.get_ident
        count = gc.get_count

        def notify(receiver: QObject, event: QEvent) -> bool:
            try:
                return told(receiver, event)
            except BaseException:
                invalidate(event)  # who keeps the error keeps it, and Qt what comes in its place
                raise

        def told(receiver: QObject, event: QEvent) -> bool:
            if running() != own:
                return deliver(app, receiver, event)
            number = window.loopLevel()
            if levels and levels[-1].number >= number:
                levels[-1].led_to += 1
                return deliver(app, receiver, event)
            if count()[0] > _LITTER:
                gc.collect(1)
            with self._measured(number, f"{_name(receiver)} {event.type().name}"):
                return deliver(app, receiver, event)

        _LOOKING.append(self)
        app.notify = notify  # type: ignore[method-assign, assignment]

    def end(self) -> None:
        """Look no longer."""
        if self in _LOOKING:
            _LOOKING.remove(self)
        vars(self.app).pop("notify", None)

    @contextmanager
    def hands(self) -> Iterator[None]:
        """What is done here is left out; each event that it leads to stands for itself."""
        with self._going(_HANDS):
            yield

    @contextmanager
    def inside(self) -> Iterator[Level]:
        """What is delivered here counts as led to by an event of the innermost loop."""
        with self._going(_INNERMOST) as level:
            yield level

    @contextmanager
    def _measured(self, number: int, what: str) -> Iterator[None]:
        start = thread_time()
        with self._going(number) as level:
            yield
        spent = thread_time() - start - level.inside - level.led_to * self.floor.cost
        if spent > _LEAST:
            self.found.append(Event(spent, _whose(what)))

    @contextmanager
    def _going(self, number: int) -> Iterator[Level]:
        level, start = Level(number), thread_time()
        self._levels.append(level)
        try:
            yield level
        finally:
            self._levels.pop()
            if self._levels:
                self._levels[-1].inside += thread_time() - start


_LOOKING: list[Answering] = []


def hands() -> AbstractContextManager[None]:
    """What a journey does here, inside an event, is none of the program's work."""
    return _LOOKING[-1].hands() if _LOOKING else nullcontext()


def floor_of(app: QApplication) -> Floor:
    """The least of some rounds, so that the machine's other work counts little."""
    looking = Answering(app)
    plain, watched, events = [], [], 1
    for _ in range(5):
        plain.append(plain_window())
        looking.begin()
        with looking.inside() as level:
            watched.append(plain_window())
        looking.end()
        events = level.led_to
    return Floor(min(plain), max(0.0, min(watched) - min(plain)) / events)


def too_long(events: list[Event], window: float) -> list[Event]:
    """The events that take longer than they may, beside a plain window."""
    return [one for one in events if one.seconds > MOST * window]


def stale(known: set[str], events: list[Event], window: float) -> set[str]:
    """Those of the known exceptions that no event comes near any more."""
    near = {one.what for one in events if one.seconds > STALE * MOST * window}
    return known - near


def _whose(what: str) -> str:
    """What a thread told goes by one carrier: whom it was for tells more."""
    owner = carrier().owner() if "_Carrier" in what else None
    return what if owner is None or not isValid(owner) else f"{_name(owner)} MetaCall"


def _name(one: QObject) -> str:
    """Its kind and its name; of one without a name, whose it is."""
    words, owner = type(one).__name__, one.parent()
    if name := one.objectName():
        return f"{words} {name}"
    if one.isWidgetType() or owner is None:
        return words
    return f"{words} of {_name(owner)}"


def plain_window() -> float:
    """Make and draw a window of fifty plain fields; gives the processor's seconds that it took."""
    start = thread_time()
    window, page = QMainWindow(), QWidget()
    grid = QGridLayout(page)
    for number in range(50):
        line, column = divmod(number, 5)
        grid.addWidget(QLabel(f"栏目{number}"), 2 * line, column)
        grid.addWidget(QLineEdit(str(number)), 2 * line + 1, column)
    window.setCentralWidget(page)
    window.resize(1280, 760)
    window.show()
    window.grab()
    spent = thread_time() - start
    window.hide()
    window.deleteLater()
    return spent
