"""The records opened last: each user's own, sealed on disk, offered under the empty search box."""

import pytest
from PySide6.QtCore import Qt

from db.registers import Place
from db.store.database import Database
from db.store.rights import Rights
from desktop.windows.finding.recent import MOST, note, recent
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import memory
from desktop.windows.window_keys import to_search
from tests.offices import new_store
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


def fill(store: Database) -> None:
    with store.step("登记") as session:
        session.add_all(Place.fresh(name=f"第{n:02}村", kind="1") for n in range(25))


@pytest.fixture
def store(tmp_path, data_folder):
    with new_store(tmp_path) as database:
        fill(database)
        yield database


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    window = unlocked(qtbot, desk)
    fill(window.database)
    return window


def ids(store: Database) -> list[tuple[str, int]]:
    return [(one.register, one.record_id) for one in recent(store)]


def test_what_is_opened_from_anywhere_stands_in_front_once(window):
    assert ids(window.database) == []
    window.pages.open_record("place", 3)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("place")
    page.table.opened.emit(5)
    page.table.entered_at.emit(3)
    assert ids(window.database) == [("place", 3), ("place", 5), ("mediation", 1)]
    assert [one.caption for one in recent(window.database)][:2] == ["第02村", "第04村"]


def test_the_oldest_fall_away_and_what_is_gone_is_left_out(store):
    for number in range(1, MOST + 5):
        note(store, "place", number)
    note(store, "taken_back", 1)
    assert len(ids(store)) == MOST - 1
    with store.step("删除") as session:
        session.delete(session.get_one(Place, MOST + 4))
    assert ids(store)[0] == ("place", MOST + 3)


def test_it_is_each_users_own_and_respects_the_rights(store):
    note(store, "place", 1)
    store.rights = Rights("测试员", "reader", registers={"place": "0"})
    assert ids(store) == []
    store.user = "另一个"
    store.rights = Rights("另一个")
    assert ids(store) == []
    note(store, "place", 2)
    assert ids(store) == [("place", 2)]


def test_on_disk_neither_record_nor_user_can_be_read(store):
    note(store, "place", 1)
    ini = memory.settings()
    ini.beginGroup("recent")
    assert len(ini.childKeys()) == 1
    written = f"{ini.childKeys()[0]}{ini.value(ini.childKeys()[0])}"
    assert not any(word in written for word in ("place", "第00村", store.user))


def test_the_empty_search_box_offers_them_until_something_is_typed(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    to_search(window)
    assert not window.offers.completer.popup().isVisible()
    note(window.database, "place", 1)
    note(window.database, "place", 2)
    to_search(window)
    popup = window.offers.completer.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert window.pages.register_page("place").pane.record_id == 1
    assert window.top.search.text() == ""
    window.top.search.setFocus()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    assert popup.isVisible()
    qtbot.keyClicks(popup, "li")
    assert window.top.search.text() == "li"
    assert not popup.isVisible()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    assert not popup.isVisible()
