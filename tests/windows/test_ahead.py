"""What is made ready while people type the password, and what the collector then passes by."""

import sys

from desktop.windows import app
from desktop.windows.opening import ahead
from tests.offices import PASSWORD
from tests.windows.desks import arrived, desk, empty_desk, locked, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


def test_the_collector_passes_by_what_was_there_before_a_store_was_open_and_nothing_later(
    qtbot, desk, monkeypatch
):
    settled: list[bool] = []
    last: list[object] = []
    monkeypatch.setattr(ahead, "import_last", last.append)
    desk.settle = lambda: settled.append(desk.database is None)
    window = locked(qtbot, desk)
    stages = len(ahead._STAGES) + 2  # the mappers, and the windows
    qtbot.waitUntil(lambda: len(settled) == stages, timeout=20_000)
    assert set(ahead._WINDOWS) <= set(sys.modules)
    qtbot.waitUntil(lambda: bool(last))
    window.field.setText(PASSWORD)
    window.open()
    arrived(qtbot, desk)
    desk.lock()
    given: list[object] = []
    monkeypatch.setattr(ahead, "make_ready", lambda settle=None: given.append(settle))
    desk.choose(desk.store)
    qtbot.waitUntil(lambda: given == [None], timeout=20_000)
    assert settled == [True] * stages


def test_who_types_at_once_waits_for_no_more_than_is_wanted_and_nothing_is_settled(
    qtbot, desk, monkeypatch
):
    settled: list[int] = []
    last: list[object] = []
    monkeypatch.setattr(ahead, "import_last", last.append)
    monkeypatch.setattr(app, "_AT_REST", 0)
    desk.settle = lambda: settled.append(1)
    window = unlocked(qtbot, desk)
    qtbot.wait(100)
    assert window.isVisible()
    assert settled == []
    qtbot.waitUntil(lambda: bool(last))  # when all is shown
