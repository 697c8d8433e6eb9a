"""先看看示例: a store of its own that leaves nothing behind, and the tour through the window."""

import os
import tempfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from db.store.trouble import Trouble
from desktop.commands.demo import make_sample
from desktop.windows.help.sample import sample_button
from desktop.windows.help.tour import STEPS, Tour, begin_tour
from desktop.windows.opening.setup_wizard import SetupWizard
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.views import HOME
from tests.windows.desks import arrived, desk, empty_desk, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_the_sample_is_another_store_and_is_gone_when_people_leave_it(qtbot, desk, temporary):
    before = desk.store.read_bytes()
    desk.make_sample = make_sample
    desk.begin()
    desk.window.findChild(QPushButton, "sample").click()
    window = arrived(qtbot, desk)
    (folder,) = temporary.iterdir()
    assert desk.database.path.parent == folder
    assert "示例数据" in words(window)
    assert window._needs_backup() is False  # it is thrown away

    with desk.database.read() as session:
        name = session.connection().exec_driver_sql("select name from person").scalar()
    kept = b"".join(path.read_bytes() for path in folder.glob("store.db*"))
    assert name.encode() not in kept
    assert b"SQLite format" not in kept

    tour = window.findChild(Tour)
    assert tour.accessibleName() == "首页"
    window.lock()
    qtbot.waitUntil(lambda: isinstance(desk.window, UnlockWindow))
    qtbot.waitUntil(lambda: not folder.exists(), timeout=20_000)
    assert desk.store.read_bytes() == before
    unlocked(qtbot, desk)
    assert "示例数据" not in words(desk.window)


def test_a_sample_that_cannot_be_made_leaves_the_window_as_it_was(qtbot, empty_desk, temporary):
    def fails(folder, _progress):
        (folder / "store.db").write_bytes(b"half")
        raise Trouble("磁盘满了")

    empty_desk.make_sample = fails
    old = temporary / "fengqiao-sample-old"
    old.mkdir()
    os.utime(old, (0, 0))
    empty_desk.begin()
    window = empty_desk.window
    assert isinstance(window, SetupWizard)
    window.sample.click()
    assert not window.next.isEnabled()
    qtbot.waitUntil(lambda: "磁盘满了" in words(window))
    assert window.next.isEnabled()
    assert list(temporary.iterdir()) == []  # the half one, and that of a program that was killed
    assert empty_desk.sample is None


def test_without_a_maker_no_sample_is_offered(qtbot, empty_desk):
    button = sample_button(empty_desk)
    qtbot.addWidget(button)
    assert button.isHidden()


def test_the_tour_goes_by_keys_and_stands_beside_what_it_names(qtbot, desk):
    window = unlocked(qtbot, desk)
    tour = begin_tour(window)
    titles = [tour.accessibleName()]
    for _ in STEPS[1:]:
        qtbot.keyClick(tour, Qt.Key.Key_Right)
        titles.append(tour.accessibleName())
        assert window.rect().contains(tour.geometry()), titles[-1]
        part = tour._frame.geometry()
        assert window.rect().intersects(part)
        assert not part.isEmpty()
    assert titles == [step.title for step in STEPS]
    qtbot.keyClick(tour, Qt.Key.Key_Left)
    assert tour.accessibleName() == titles[-2]

    window.pages.turn_to("committee")  # the work goes on beside it
    assert window.pages.name == "committee"
    again = begin_tour(window)
    assert window.pages.name == HOME  # of which its first words are
    assert tour.isHidden()
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert again.isHidden()
