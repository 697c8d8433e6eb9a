"""Locking: by the key, by idleness and after sleep; what was shown goes."""

import time
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMessageBox
from shiboken6 import isValid

from db.store.trouble import Trouble
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.idle import Idle
from desktop.windows.preferences import idle_minutes
from desktop.windows.views import HOME
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


def test_a_locked_window_goes_page_by_page_and_wholly(qtbot, window, desk):
    for register in ("mediation", "person"):
        window.pages.turn_to(register)
    window.pages.turn_to(HOME)  # what was shown goes last: another would be laid out in its place
    order, pages = [], list(window.pages.made.values())
    for number, one in enumerate([*pages, window]):
        one.destroyed.connect(partial(order.append, number))
    window.refresh()  # is told after the pages went, or not at all
    window.lock_now()
    assert order == []  # whoever asked for it may stand in one of them
    qtbot.waitUntil(lambda: not isValid(window))
    assert order == [*reversed(range(len(pages))), len(pages)]
    assert not any(map(isValid, pages))


def test_locking_wipes_the_pages(qtbot, window, desk, qapp):
    window.pages.open_record("mediation", 1)
    database = window.database
    gone = []
    window.destroyed.connect(lambda: gone.append(True))
    window.lock()
    assert isinstance(desk.window, UnlockWindow)
    qtbot.waitUntil(lambda: gone == [True])
    tasks.wait()
    with pytest.raises(Trouble, match="已经关闭"), database.read():
        pass
    assert database.changed == []
    assert list(database.backup_folder.glob("*.db")), "what changed was backed up behind the lock"
    assert unlocked(qtbot, desk).isVisible()


def test_it_locks_by_itself(qtbot, window, desk):
    assert idle_minutes() == 15
    assert window._idle._timer.interval() == 15 * 60_000
    window._idle.passed.emit()
    assert isinstance(desk.window, UnlockWindow)


def test_what_wakes_a_pc_that_slept_through_it_finds_it_locked(qtbot, monkeypatch):
    idle, now, told = Idle(15, None), time.time(), []
    idle.passed.connect(lambda: told.append(True))
    monkeypatch.setattr("desktop.windows.parts.idle.time.time", lambda: now + 14 * 60)
    assert not idle.eventFilter(idle, QEvent(QEvent.Type.KeyPress))
    monkeypatch.setattr("desktop.windows.parts.idle.time.time", lambda: now + 30 * 60)
    assert idle.eventFilter(idle, QEvent(QEvent.Type.KeyPress)), "the key is typed nowhere"
    qtbot.waitUntil(lambda: told == [True], timeout=5000)
    assert not idle.slept()


def test_a_touch_starts_the_time_anew(qtbot):
    idle = Idle(15, None)
    idle._timer.stop()
    idle.eventFilter(idle, QEvent(QEvent.Type.Paint))
    assert not idle._timer.isActive()
    idle.eventFilter(idle, QEvent(QEvent.Type.KeyPress))
    assert idle._timer.isActive()
    assert not Idle(0, None)._timer.isActive()


def test_a_dialog_does_not_hinder_the_lock(qtbot, window, desk):
    box = QMessageBox(window)
    box.setModal(True)
    box.show()
    window.lock_now()
    qtbot.waitUntil(lambda: isinstance(desk.window, UnlockWindow), timeout=5000)
