"""A window in a ring of references dies in the window's thread, never in a worker."""

import gc
import os
import platform
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

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


def test_while_people_work_the_oldest_generation_waits_for_a_pause(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "_EVERY", 1)
    monkeypatch.setattr(garbage, "_PAUSE", 0.3 / 60)  # 0.3 s
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 100))
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    sweeper = garbage.Sweeper(window)
    qtbot.waitUntil(lambda: sweeper._pause is not None)
    assert collected == []
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert collected == []
    qtbot.waitUntil(lambda: bool(collected))
    assert set(collected) == {2}  # the application has a sweeper, too


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
