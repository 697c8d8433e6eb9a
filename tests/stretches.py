"""The longest time for which the window's thread hears nobody, in its own processor time.

A stretch ends wherever people could be heard: at each turn of Qt's event loop, and at each line of
a journey, which is what people do. What the journey itself asks of other rooms (it opens the
store, reads a file it made) is no window's work and is left out.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time
from types import CodeType, FrameType
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget

_WINDOWS, _JOURNEYS = "/desktop/windows/", "/tests/journeys/"
_LEAST = 0.02
"""Seconds; shorter stretches are not kept."""


@dataclass
class Stretches:
    """Attributes: ``found`` has every long stretch: its seconds, and where it was."""

    found: list[tuple[float, str]] = field(default_factory=list)
    _kinds: dict[CodeType, str] = field(default_factory=dict)
    _last: float = 0.0
    _where: str = ""
    _entered: str = ""

    def longest(self) -> tuple[float, str]:
        """The longest of them."""
        return max(self.found, default=(0.0, ""))

    def mark(self, where: str) -> None:
        """People could be heard here; what follows is called so."""
        now = thread_time()
        turn = self._where == "turn" and where == "loop"
        begun = self._where and (self._entered or turn)  # before the first mark nobody is there
        if begun and now - self._last > _LEAST:
            self.found.append((now - self._last, f"{self._where}: {self._entered or 'Qt'}"))
        self._where, self._entered = where, ""
        self._last = thread_time()

    def call(self, frame: FrameType, _event: str, _what: object) -> Any:
        """For Python: something was called."""
        code = frame.f_code
        kind = self._kinds.get(code)
        if kind is None:
            name = code.co_filename
            kind = "window" if _WINDOWS in name else "journey" if _JOURNEYS in name else "other"
            self._kinds[code] = kind
        if kind == "window":
            if not self._entered:
                self._entered = code.co_qualname
            return None
        if kind == "journey":
            return self.line
        before = frame.f_back
        if before is not None and self._kinds.get(before.f_code) == "journey":
            self.mark("elsewhere")
            frame.f_trace_lines = False
            return self.back
        return None

    def line(self, frame: FrameType, event: str, _what: object) -> Any:
        """A line of a journey begins."""
        if event == "line":
            self.mark(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno}")
        return self.line

    def back(self, _frame: FrameType, event: str, _what: object) -> Any:
        """What a journey called elsewhere is done."""
        if event == "return":
            self.mark("after")
        return self.back


@contextmanager
def measured() -> Iterator[Stretches]:
    """Measure for as long as this lasts, in this thread."""
    found = Stretches()
    dispatcher = QAbstractEventDispatcher.instance()

    def turn() -> None:
        found.mark("turn")

    def heard() -> None:
        found.mark("loop")

    dispatcher.aboutToBlock.connect(turn)
    dispatcher.awake.connect(heard)
    before = sys.gettrace()
    sys.settrace(found.call)
    try:
        yield found
    finally:
        sys.settrace(before)
        dispatcher.aboutToBlock.disconnect(turn)
        dispatcher.awake.disconnect(heard)


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
