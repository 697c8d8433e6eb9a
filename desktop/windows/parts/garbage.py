"""Cyclic garbage is collected in the window's thread alone.

Python collects wherever it happens to allocate. In a worker thread that would destroy windows and
models there, which Qt forbids: the program then dies later, in the middle of something else.
"""

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.windows.parts.idle import Idle

_EVERY = 200  # milliseconds: what a worker leaves in that time is collected in less than 20
_LEAST = (5_000, 2, 40)
"""Objects, then collections of the next younger generation, that make one due.

Python's own are 10 and 10: what a worker made in two seconds, 100,000 objects, then takes 75 ms.
"""
_PAUSE = 0.1  # minutes without a touch, in which nobody waits
_AWAY = 0.9  # and in which nobody is there
_LATEST = 5 * _LEAST[2]
"""Collections after which the oldest generation waits no longer than for a pause: some 100 MB."""


class Sweeper(QObject):
    """Takes over from Python's own collector for as long as the application lives.

    The oldest generation, 100 to 200 ms once registers were open, waits until nobody is there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.set_threshold(*_LEAST)
        self._pause: Idle | None = None
        timer = QTimer(self)
        timer.setInterval(_EVERY)
        timer.timeout.connect(self._sweep)
        timer.start()

    def _sweep(self) -> None:
        sweep(oldest=1)
        if self._pause is None and _is_due(2):
            from desktop.windows.parts.idle import Idle  # costs what the first window cannot wait

            self._pause, away = Idle(_PAUSE, self), Idle(_AWAY, self)
            away.setObjectName("away")
            self._pause.passed.connect(pause)
            away.passed.connect(rest)


def sweep(oldest: int = 2) -> None:
    """Collect the oldest generation, up to this one, that has come to its threshold."""
    for generation in range(oldest, -1, -1):
        if _is_due(generation):
            gc.collect(generation)
            return


def rest() -> None:
    """What is done while nobody is there: the oldest generation, too, is looked through."""
    sweep()
    give_back()


def pause() -> None:
    """What is done while nobody waits: what is free is given back."""
    if gc.get_count()[2] > _LATEST:  # people were at it all the time
        sweep()
    give_back()


def give_back() -> None:
    """Give the system what is free.

    glibc keeps it otherwise: 7 MB after a list of a million was sorted and filtered (measured).
    """
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries lack it
        if trim is not None:
            trim(0)


def _is_due(generation: int) -> bool:
    return gc.get_count()[generation] > gc.get_threshold()[generation]


def settle() -> None:
    """Pass by all there is now: modules, tables and mappers live as long as the program.

    Walking over them takes 0.2 s, in which the window answers nobody. What is rubbish among them
    stays, too: only for as long as no store was open, so that nothing read in one is kept.
    """
    gc.freeze()
