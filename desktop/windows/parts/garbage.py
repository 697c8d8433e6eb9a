"""Cyclic garbage is collected in the window's thread alone.

Python collects wherever it happens to allocate. In a worker thread that would destroy windows and
models there, which Qt forbids: the program then dies later, in the middle of something else.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2000  # milliseconds


class Sweeper(QObject):
    """Takes over from Python's own collector for as long as the application lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_EVERY)
        timer.timeout.connect(sweep)
        timer.start()


def sweep() -> None:
    """Collect the oldest generation that has come to Python's own threshold."""
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            return


def settle() -> None:
    """Pass by all there is now: modules, tables and mappers live as long as the program.

    Walking over them takes 0.2 s, in which the window answers nobody. What is rubbish among them
    stays, too: only for as long as no store was open, so that nothing read in one is kept.
    """
    gc.freeze()
