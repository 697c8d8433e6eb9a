"""The growing delay between two tries of a password."""

import math
import time

from desktop.windows.parts import memory

_FAILURES, _FAILED_AT = "unlock/failures", "unlock/failed_at"
_OFTEN = 3


class Delay:
    """How long the next try must wait: 1, 2, 4 … 60 seconds after each wrong password.

    It is remembered: closing the program, or setting the clock back, shortens nothing. Whatever
    asks for a password before the store is open waits by the same one.
    """

    def __init__(self) -> None:
        self._failures = memory.number(_FAILURES, 0)
        gone = time.time() - memory.number(_FAILED_AT, 0)
        left = self._wait() - gone if gone >= 0 else self._wait()
        self._until = time.monotonic() + max(0, left)

    def failed(self) -> None:
        """One more wrong password."""
        self._failures += 1
        self._until = time.monotonic() + self._wait()
        memory.keep(_FAILURES, self._failures)
        memory.keep(_FAILED_AT, int(time.time()))

    @property
    def often(self) -> bool:
        """Whether so many were wrong that it may be no slip: another store's keys look the same."""
        return self._failures >= _OFTEN

    def left(self) -> int:
        """Whole seconds still to wait."""
        return max(0, math.ceil(self._until - time.monotonic()))

    def forget(self) -> None:
        """A right password clears the account."""
        memory.keep(_FAILURES, 0)
        self._failures, self._until = 0, 0.0

    def _wait(self) -> int:
        return min(2 ** (min(self._failures, 9) - 1), 60) if self._failures else 0
