"""A window in a ring of references dies in the window's thread, never in a worker."""

import gc
import os
import platform
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.windows.parts import garbage, tasks
from desktop.windows.parts.garbage import rest, sweep


class Ringed(QWidget):
    """Holds itself, as closures and signals make windows do."""

    def __init__(self, died: list[int]) -> None:
        super().__init__()
        self.ring = [self]
        self.died = died

    def __del__(self) -> None:
        self.died.append(threading.get_ident())


def test_a_worker_that_allocates_destroys_no_window(qtbot):
    died: list[int] = []
    Ringed(died)
    parent = QWidget()
    qtbot.addWidget(parent)
    made: list[int] = []
    tasks.run(parent, "忙", lambda _p: [[number] for number in range(300_000)], made.extend)
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    if not died:  # the application's timer may have been quicker
        gc.collect()
    assert died == [threading.main_thread().ident]


def test_sweeping_collects_what_has_come_to_the_threshold():
    died: list[int] = []
    Ringed(died)
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    sweep()
    sweep()
    sweep()
    assert kept
    assert died or gc.get_count()[0] <= gc.get_threshold()[0]


@pytest.mark.parametrize(("old", "when"), [(100, "away"), (1000, "pause")])
def test_the_oldest_generation_waits_until_nobody_is_there(qtbot, monkeypatch, old, when):
    monkeypatch.setattr(garbage, "_EVERY", 1)
    monkeypatch.setattr(garbage, "_PAUSE", 0.3 / 60)  # 0.3 s
    monkeypatch.setattr(garbage, "_AWAY", 0.9 / 60)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, old))
    told: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda generation: told.append(f"collected {generation}"))
    monkeypatch.setattr(garbage, "give_back", lambda: told.append("given back"))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    application = QApplication.instance().findChild(garbage.Sweeper)
    monkeypatch.setattr(application, "_pause", application)  # it has one in some processes only
    sweeper = garbage.Sweeper(window)
    qtbot.waitUntil(lambda: sweeper._pause is not None)
    assert told == [], "people work"
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert told == []
    qtbot.waitUntil(lambda: len(told) == (4 if when == "pause" else 3))
    first = ["collected 2"] if when == "pause" else []
    assert told == [*first, "given back", "collected 2", "given back"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone can be told")
def test_a_pause_gives_back_what_is_free():
    blocks = [bytes(60_000) for _ in range(500)]  # 30 MB of pieces that glibc keeps for itself
    full = resident()
    del blocks[:-1]  # the last lies above the others
    rest()
    assert full - resident() > 20_000_000
    assert blocks


def resident() -> int:
    """Bytes of the process that lie in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
