"""The main window: its pages, undo, search, what the store tells, locking, leaving."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QToolButton
from sqlalchemy import select

from db.registers import ALL, Case, Mediator, Office
from db.store.anchors import anchor_code
from db.store.database import Database
from db.store.history import STEP
from db.store.trouble import Trouble
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import in_turns, memory, tasks
from desktop.windows.parts.garbage import sweep
from desktop.windows.parts.notices import Toast, notices_of
from desktop.windows.parts.rows import Line
from desktop.windows.record.begun import can_be_new
from desktop.windows.sidebar_entries import entries
from desktop.windows.store import backing_up
from desktop.windows.views import BIN, DUES, HOME
from tests.offices import PASSWORD
from tests.windows.desks import desk, empty_desk, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


def rest(qtbot, window: MainWindow) -> None:
    """Until the worker and the windows are at rest."""
    qtbot.waitUntil(lambda: not window._soon.isActive(), timeout=5000)
    tasks.wait()
    qtbot.wait(10)


def in_front(qtbot, window: MainWindow) -> None:
    """Keys reach the window in front alone."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def rename(window, name):
    with window.database.step("修改本所资料") as session:
        session.query(Office).one().name = name


class Windows(QObject):
    """Hears of each window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_every_register_has_its_page_and_no_part_of_it_is_a_window(qtbot, qapp, window):
    assert {entry.name for entry in entries()} >= {cls.__tablename__ for cls in ALL}
    windows = Windows()
    qapp.installEventFilter(windows)
    for cls in ALL:
        window.side.buttons[cls.__tablename__].click()
        assert window.pages.name == cls.__tablename__
        assert window.side.buttons[cls.__tablename__].isChecked()
    window.pages.turn_to(BIN)
    assert window.side.buttons[BIN].isChecked()
    assert windows.shown == []


def test_a_page_made_in_turns_hears_the_store_and_is_there_for_the_next_key(
    qtbot, window, monkeypatch
):
    monkeypatch.setattr(in_turns, "MOMENT", 0)
    in_front(qtbot, window)
    pages = window.pages
    pages.go_to("staff")
    pages.go_to("mediator")
    assert pages.name == HOME  # one step is done
    with window.database.step("登记调解员") as session:
        session.add(Mediator.fresh(name="丙调解员"))
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pages.name == "mediator"
    assert window.focusWidget().accessibleName() == "在人民调解员里查找"
    assert pages.register_page("mediator").model.total == 3
    assert "staff" not in pages.made  # nobody wants it any more


def test_without_room_for_it_the_main_window_takes_the_whole_screen(window):
    """The tests' screen is smaller than a PC's, on whose lower rim the foot would be hidden."""
    assert (window.cramped, window.isMaximized()) == (True, True)


def test_the_first_page_tells_how_things_stand(qtbot, window):
    page = window.pages.made[HOME]
    said = words(page)
    assert "测试镇司法所" in said
    assert f"{date.today().year}年人民调解" in said
    assert window.windowTitle() == "测试镇司法所 · 枫桥"
    window.show_year(2024)
    qtbot.waitUntil(lambda: "2024年人民调解" in words(page), timeout=5000)
    assert "1 件" in words(page)
    back = next(b for b in page.findChildren(QToolButton) if b.toolTip() == "前一年")
    back.click()
    qtbot.waitUntil(lambda: "2023年人民调解" in words(page), timeout=5000)


def test_what_is_pressed_on_the_first_page_is_opened(qtbot, window):
    page = window.pages.made[HOME]
    line = next(one for one in page.findChildren(Line) if "上次备份" in one.accessibleName())
    line.click()
    assert window.pages.name == "backup_log"


def test_an_empty_store_says_what_to_do_first(qtbot, empty_desk):
    Database.create(empty_desk.store, "测试员", PASSWORD)[0].close()
    window = unlocked(qtbot, empty_desk)
    page = window.pages.made[HOME]
    qtbot.waitUntil(lambda: "从这里开始" in words(page), timeout=5000)
    first = next(one for one in page.findChildren(Line) if "登记村居" in one.accessibleName())
    first.click()
    assert window.pages.name == "place"
    assert window.pages.register_page("place").pane.record is not None


def test_what_is_late_is_told(qtbot, window):
    today = date.today()
    with window.database.step("受理") as session:
        case = session.get(Case, 1)
        case.accepted_on = today - timedelta(days=60)
        next(move for move in Case.moves if move.code == "accept").make(case, session)
    qtbot.waitUntil(lambda: "逾期 1" in window.foot.due.text(), timeout=5000)
    assert window.foot.due.property("tone") == "problem"
    qtbot.waitUntil(lambda: "调解期限" in words(window.pages.made[HOME]), timeout=5000)
    window.pages.turn_to(BIN)
    window.foot.due.click()
    assert window.pages.name == DUES


def test_the_foot_follows_the_store(qtbot, window):
    before = window.foot.chain.text()
    rename(window, "改名的司法所")
    qtbot.waitUntil(lambda: "改名的司法所" in window.windowTitle(), timeout=5000)
    assert window.foot.chain.text() != before


def test_undo_and_redo_say_what_they_did(qtbot, window):
    rename(window, "改名的司法所")
    qtbot.waitUntil(lambda: "修改本所资料" in window.top.undo.toolTip(), timeout=5000)
    assert not window.top.redo.isEnabled()
    window.top.undo.click()
    qtbot.waitUntil(lambda: "测试镇司法所" in window.windowTitle(), timeout=5000)
    assert [t.sentence for t in window.findChildren(Toast)] == ["已撤销：修改本所资料"]
    assert "修改本所资料" in window.top.redo.toolTip()
    qtbot.keyClick(
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: "改名的司法所" in window.windowTitle(), timeout=5000)


def test_undo_in_a_text_undoes_the_text(qtbot, window):
    rename(window, "改名的司法所")
    rest(qtbot, window)
    in_front(qtbot, window)
    box = window.top.search
    box.setFocus()
    qtbot.keyClicks(box, "abc")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert box.text() == ""
    with window.database.read() as session:
        assert session.query(Office).one().name == "改名的司法所"


def test_escape_empties_the_search(qtbot, window):
    window.top.search.setText("x")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert window.top.search.text() == ""


def test_keys_reach_everything(qtbot, window):
    in_front(qtbot, window)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_K, control)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.pages.name == list(window.side.buttons)[1]
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.side.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is list(window.side.buttons.values())[2]
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert not window.side.isAncestorOf(QApplication.focusWidget())


def test_the_window_that_verifies_stays_and_goes_with_the_main_one(qtbot, window):
    from desktop.windows.signing.verify_window import VerifyWindow

    assert not window.pages.turn_to("verify")
    sweep()
    (verify,) = window.findChildren(VerifyWindow)
    assert verify.isVisible()
    assert verify.isWindow()
    verify.close()


def test_new_offers_what_people_begin_themselves(qtbot, window):
    offered = window.top.new.menu().actions()
    entries = [one for one in offered if one.isEnabled()]
    assert len(entries) == sum(map(can_be_new, ALL))
    headings = [one.text() for one in offered if not one.isEnabled()]
    assert headings[:3] == ["办理", "补贴", "统计"]
    assert headings == [title for title in window.side.groups if title in headings]
    assert not any(
        ahead.isEnabled() for ahead in (offered[0], offered[offered.index(entries[3]) - 1])
    )
    entries[0].trigger()
    pane = window.pages.register_page("mediation").pane
    assert pane.record is not None
    assert pane.record_id is None


def test_new_begins_with_the_register_at_hand(qtbot, window):
    window.pages.turn_to("place")
    in_front(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    menu = window.top.new.menu()
    qtbot.waitUntil(menu.isVisible)
    assert "村居与单位" in menu.activeAction().text()
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.pages.register_page("place").pane.record is not None


def test_the_menu_of_new_records_stays_on_a_small_screen(qtbot, window):
    in_front(qtbot, window)
    window.top.offer_new("mediation")
    menu = window.top.new.menu()
    qtbot.waitUntil(menu.isVisible)
    assert menu.width() <= menu.screen().availableSize().width()
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # from the first to the last
    assert menu.activeAction() is menu.actions()[-1]
    assert menu.rect().contains(menu.actionGeometry(menu.activeAction()))
    menu.close()


def test_each_entry_of_the_menus_has_its_picture(window):
    menus = window.top.more.menu(), window.top.user.menu()
    offered = [one for menu in menus for one in menu.actions()]
    offered = [one for one in offered if one.isEnabled() and not one.isSeparator()]
    assert offered
    assert [one.text() for one in offered if one.icon().isNull()] == []


def test_a_narrow_window_keeps_its_icons(qtbot, window):
    window.resize(700, 500)
    qtbot.waitUntil(lambda: window.side.buttons[HOME].text() == "")
    assert window.side.buttons[HOME].toolTip() == "首页"
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: window.side.buttons[HOME].text() == "首页")


def test_a_backup_by_hand(qtbot, window, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    window.acts.back_up_to()
    qtbot.waitUntil(
        lambda: any("已备份" in t.sentence for t in window.findChildren(Toast)), timeout=10_000
    )
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1
    assert memory.word("backup/folder") == str(tmp_path / "stick")
    window.refresh()
    qtbot.waitUntil(lambda: "今天" in window.foot.backup.text(), timeout=5000)


def test_the_check_says_its_verdict(qtbot, window):
    window.acts.check()
    place = notices_of(window)
    qtbot.waitUntil(lambda: any("仓库完好" in one for one in place.sentences()), timeout=10_000)
    window.pages.turn_to(BIN)
    assert place.sentences() == []
    engine = window.database.engine
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE office SET name = '偷改'")
    window.acts.check()
    qtbot.waitUntil(
        lambda: any("发现 1 处问题" in one for one in place.sentences()), timeout=10_000
    )


def test_a_code_from_paper_is_looked_up(qtbot, window, monkeypatch):
    with window.database.read() as session:
        chain = session.scalar(select(STEP.c.chain).order_by(STEP.c.id.desc()).limit(1))
    place = notices_of(window)
    for typed, said in (
        (anchor_code(chain).lower(), "仓库完好"),
        ("0000-0000-0000-0000", "发现 1 处"),
    ):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_, code=typed: (code, True))
        window.acts.check_codes()
        qtbot.waitUntil(lambda words=said: words in "".join(place.sentences()), timeout=10_000)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("", False))
    monkeypatch.setattr(window.acts, "check", lambda *_: pytest.fail("nobody asked"))
    window.acts.check_codes()


def test_closing_backs_up_once(qtbot, window, desk, quits):
    folder = window.database.backup_folder
    window.close()
    qtbot.waitUntil(lambda: quits == [True], timeout=10_000)
    assert len(list(folder.glob("*.db"))) == 1
    assert desk.database is None
    again = unlocked_again(qtbot, desk)
    again.close()
    assert quits == [True, True]
    assert len(list(folder.glob("*.db"))) == 1, "nothing changed, so nothing was backed up"


def unlocked_again(qtbot, desk) -> MainWindow:
    desk.ask_password()
    return unlocked(qtbot, desk)


def test_a_failed_backup_stops_the_closing_once(qtbot, window, desk, quits, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise Trouble("空间不足")

    monkeypatch.setattr(backing_up, "back_up_now", full)
    window.close()
    qtbot.waitUntil(lambda: bool(notices_of(window).sentences()), timeout=10_000)
    assert "空间不足" in notices_of(window).sentences()[0]
    assert window.isVisible()
    assert quits == []
    window.close()
    assert quits == [True]


def test_the_size_is_remembered(qtbot, window, desk):
    window.resize(777, 555)
    window.lock()
    window = unlocked(qtbot, desk)
    assert (window.width(), window.height()) == (777, 555)
