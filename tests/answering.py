"""How long the window answers nobody: the longest event of each test, in the thread's own time.

A plugin of pytest, for the journeys: ``python -m pytest -p tests.answering tests/journeys``. Each
event that Qt delivers is measured from outside, whatever it leads to; a dialog's own event loop is
left out of the event that opened it. ``FENGQIAO_ANSWERING=FILE`` gets a line of JSON for each test.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget

_LEAST = 0.02  # seconds; shorter events are not kept


@dataclass
class Level:
    """One event loop: the event it is delivering, and what loops inside that took."""

    number: int
    inside: float = 0.0


@dataclass
class Answering:
    """Attributes: ``found`` has every long event: its seconds, and what it was."""

    found: list[tuple[float, str]] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)


told = Answering()


class Watched(QApplication):
    """Delivers events as Qt does, and looks at its clock."""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Outermost events of each loop are measured."""
        number = QThread.currentThread().loopLevel()
        levels = told.levels
        if levels and levels[-1].number >= number:
            return super().notify(receiver, event)
        what = f"{type(receiver).__name__} {receiver.objectName()} {event.type().name}"
        level = Level(number)
        levels.append(level)
        start = thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            spent = thread_time() - start
            levels.pop()
            if levels:
                levels[-1].inside += spent
            if spent - level.inside > _LEAST:
                told.found.append((spent - level.inside, what))


@pytest.fixture(scope="session")
def floor(qapp: QApplication) -> float:
    """Seconds of the processor for a plain window of fifty fields, made and drawn."""
    return min(plain_window() for _ in range(5))


@pytest.fixture(autouse=True)
def answering(floor: float, request: pytest.FixtureRequest) -> Iterator[None]:
    """Writes the longest events of each test."""
    told.found.clear()
    yield
    if file := os.environ.get("FENGQIAO_ANSWERING"):
        events = sorted(told.found, reverse=True)
        line = {"journey": request.node.name, "floor": floor, "events": events}
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


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
