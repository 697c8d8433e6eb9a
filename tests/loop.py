"""Watches the window's thread: what the database does in it, counted in SQLite's own steps.

A step of SQLite's virtual machine is the same on every machine under any load, a time is not: so
this tells what would keep a window from answering, and no test knows a time. Walking a hundred rows
of an index is some five hundred steps; a statement of fewer steps than ``GRAIN`` is not seen.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

GRAIN = 100
MOST = 25_000
"""Steps that a window may ask for at once: 3 ms along an index that lies in memory, 50 ms where
each row is a page to be decrypted (measured on 100,000 cases, two cores)."""
_WINDOWS = "/desktop/windows/"


@dataclass
class Watch:
    """Steps in the watched thread.

    Attributes:
        steps: all of them, tests' own questions included.
        call: the heaviest call into the windows' code, by its steps and its name.
    """

    thread: int = field(default_factory=threading.get_ident)
    steps: int = 0
    call: tuple[int, str] = (0, "")
    _going: FrameType | None = None
    _gone: int = 0

    def count(self) -> int:
        """For SQLite: ``GRAIN`` steps were made."""
        if threading.get_ident() == self.thread:
            self.steps += GRAIN
            outer = _outermost(sys._getframe(1))
            if outer is not None:
                self._gone = self._gone + GRAIN if outer is self._going else GRAIN
                self._going = outer
                self.call = max(self.call, (self._gone, outer.f_code.co_qualname))
        return 0  # go on


def _outermost(frame: FrameType | None) -> FrameType | None:
    """Where Qt or a test called the windows' code."""
    found = None
    while frame is not None:
        if _WINDOWS in frame.f_code.co_filename and frame.f_code.co_name != "override":
            found = frame
        frame = frame.f_back
    return found


@contextmanager
def watched() -> Iterator[Watch]:
    """Count for as long as this lasts, on every connection of every store."""
    watch = Watch()

    def begin(connection: Any, *_: object) -> None:
        connection.set_progress_handler(watch.count, GRAIN)

    def end(connection: Any, *_: object) -> None:
        if connection is not None:
            connection.set_progress_handler(None, 0)

    event.listen(Pool, "checkout", begin)
    event.listen(Pool, "checkin", end)
    try:
        yield watch
    finally:
        event.remove(Pool, "checkout", begin)
        event.remove(Pool, "checkin", end)
