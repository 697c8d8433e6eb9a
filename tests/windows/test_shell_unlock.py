"""The unlock window: wrong passwords, the recovery code, a backup, and stores that do not open."""

import json
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from sqlalchemy import select

from db.registers import AccessLog
from db.store.backup import back_up
from db.store.database import Database
from db.store.keys import keyring_path
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.delay import Delay
from desktop.windows.opening.rescue import CodePage, RestorePage
from desktop.windows.opening.setup_wizard import SetupWizard
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.parts import passwords
from desktop.windows.parts.notices import notices_of
from tests.offices import PASSWORD
from tests.windows.desks import arrived, desk, empty_desk, locked, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


def said(qtbot, window: UnlockWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.sentence.text(), timeout=10_000)


def test_the_password_opens(qtbot, desk):
    window = unlocked(qtbot, desk)
    assert window.isVisible()
    assert desk.database.user == "测试员"


def test_a_wrong_password_is_a_sentence_and_a_wait(qtbot, desk):
    window = locked(qtbot, desk)
    window.field.setText("错误的密码 1")
    window.open()
    said(qtbot, window, "密码不对")
    assert not window.button.isEnabled()
    assert window.field.selectedText()
    window.open()
    assert desk.database is None
    qtbot.waitUntil(window.button.isEnabled, timeout=5000)
    window.field.setText(PASSWORD)
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    arrived(qtbot, desk)
    assert desk.delay.left() == 0


@pytest.mark.parametrize("clock", [0, -3600])
def test_a_new_start_or_a_clock_set_back_shortens_no_wait(data_folder, monkeypatch, clock):
    data_folder.mkdir()
    delay = Delay()
    for _ in range(6):
        delay.failed()
    now = time.time()
    monkeypatch.setattr("desktop.windows.opening.delay.time.time", lambda: now + clock)
    assert 30 <= Delay().left() <= 32
    monkeypatch.setattr("desktop.windows.opening.delay.time.time", lambda: now + 40)
    assert Delay().left() == 0
    delay.forget()
    monkeypatch.setattr("desktop.windows.opening.delay.time.time", lambda: now)
    assert Delay().left() == 0


def test_the_wait_doubles_up_to_a_minute(data_folder, monkeypatch):
    data_folder.mkdir()
    now = [100.0]
    monkeypatch.setattr("desktop.windows.opening.delay.time.monotonic", lambda: now[0])
    delay, waits = Delay(), []
    for _ in range(9):
        delay.failed()
        waits.append(delay.left())
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    now[0] += 59.5
    assert delay.left() == 1
    now[0] += 1
    assert delay.left() == 0


def test_the_wait_outlives_the_window(qtbot, desk):
    desk.delay.failed()
    desk.delay.failed()
    window = locked(qtbot, desk)
    assert not window.button.isEnabled()
    assert "秒后" in window.sentence.text()


def test_no_password_is_asked_for(qtbot, desk):
    window = locked(qtbot, desk)
    window.open()
    assert window.sentence.text() == "请输入密码"


def test_caps_lock_is_told(qtbot, desk):
    window = locked(qtbot, desk)
    qtbot.keyClick(window.field, "a", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window.field, "A")
    assert "Caps Lock" in window.sentence.text()
    qtbot.keyClick(window.field, "a")
    assert window.sentence.text() == ""


@pytest.mark.parametrize(
    ("password", "word"),
    [("", "至少"), ("1234567", "至少"), ("12345678", "太常见"), ("abababab", "一般"),
     ("一句好记的话 2024", "好"), ("correct horse battery", "很好")],
)  # fmt: skip
def test_a_password_is_judged_by_its_length(password, word):
    assert word in passwords.judged(password)


def test_among_several_it_is_said_whose_password_the_code_sets(qtbot, tmp_path):
    store = tmp_path / "store.db"
    slots = [{"user": name, "kind": "password"} for name in ("陈所长", "老周")]
    store.with_name("store.db.keys").write_text(json.dumps({"slots": slots}), encoding="utf-8")
    page = CodePage(store, print)
    qtbot.addWidget(page)
    assert any("设置的是陈所长的新密码" in said.text() for said in page.findChildren(QLabel))


def test_the_recovery_code_sets_a_new_password(qtbot, empty_desk):
    database, code = Database.create(empty_desk.store, "测试员", PASSWORD)
    database.close()
    window = locked(qtbot, empty_desk)
    window.use_code()
    page = window._pages.currentWidget()
    assert isinstance(page, CodePage)
    page.password.first.setText("另一句很好记的话")
    page.go()
    assert "两次" in page.password._problem.text()
    page.password.second.setText("另一句很好记的话")
    page.go()
    assert page.sentence.text() == "请输入恢复码"
    page.code.setText("ABCDE-ABCDE-ABCDE-ABCDE-ABCDE")
    page.go()
    qtbot.waitUntil(lambda: "恢复码有误" in page.sentence.text(), timeout=10_000)
    page.code.setText(code.lower().replace("-", " "))
    for field in (page.code, page.password.first, page.password.second):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return)  # on to the next, and from the last to the store
    arrived(qtbot, empty_desk)
    with empty_desk.database.read() as session:
        assert session.scalars(select(AccessLog.kind)).all() == ["5"]
    empty_desk.leave()
    Database.open(empty_desk.store, "另一句很好记的话").close()


def test_a_backup_is_restored(qtbot, desk, tmp_path, monkeypatch):
    with Database.open(desk.store, PASSWORD) as database:
        copy = back_up(database, tmp_path / "stick")
    desk.store.write_bytes(b"broken" * 1000)
    window = locked(qtbot, desk)
    window.field.setText(PASSWORD)
    window.open()
    said(qtbot, window, "损坏")
    window.restore()
    page = window._pages.currentWidget()
    assert isinstance(page, RestorePage)
    page.go()
    assert "选择备份" in page.sentence.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    page.choose()
    page.go()
    assert "密码" in page.sentence.text()
    page.password.setText("不是这个密码")
    page.go()
    qtbot.waitUntil(lambda: "密码不对" in page.sentence.text(), timeout=10_000)
    page.password.setText(PASSWORD)
    page.go()
    assert "秒后可以再试" in page.sentence.text(), "a backup's password is tried no faster"
    qtbot.waitUntil(lambda: desk.delay.left() == 0, timeout=5000)
    page.go()
    told = notices_of(arrived(qtbot, desk)).sentences()[0]
    assert "那以后登记的不在里面" in told
    aside = next(path for path in desk.store.parent.iterdir() if path.name.endswith("前"))
    assert aside.name in told


def test_the_ways_back_in_are_walked_by_enter_and_escape(qtbot, desk):
    """Qt presses no button by Enter outside of dialogs: people pressed it and nothing came."""
    with Database.open(desk.store, PASSWORD) as database:
        back_up(database, database.backup_folder)
    window = locked(qtbot, desk)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def press(key):
        qtbot.keyClick(QApplication.focusWidget(), key)
        return window._pages.currentWidget()

    window.rescue()
    damaged = window._pages.currentWidget()
    damaged.restore.setFocus()
    assert isinstance(press(Qt.Key.Key_Return), RestorePage)
    assert press(Qt.Key.Key_Escape) is damaged
    press(Qt.Key.Key_Escape)
    assert window.field.hasFocus()
    press(Qt.Key.Key_Escape)
    assert window.field.hasFocus()
    next(one for one in window.findChildren(QPushButton) if "忘记密码" in one.text()).setFocus()
    assert isinstance(press(Qt.Key.Key_Return), CodePage)


def test_the_newest_backup_beside_the_store_is_proposed(qtbot, desk):
    folder = desk.store.parent / "backups"
    folder.mkdir(exist_ok=True)
    keys = desk.store.with_name(f"{desk.store.name}.keys").read_bytes()
    for day in ("20240105", "20240308"):
        copy = folder / f"枫桥备份-{day}-120000.db"
        copy.write_bytes(b"")
        copy.with_name(f"{copy.name}.keys").write_bytes(keys)
    page = RestorePage(desk.store, print)
    qtbot.addWidget(page)
    assert "20240308" in page.file.text()


def test_a_page_and_its_sentences_have_room(qtbot, desk):
    window = locked(qtbot, desk)
    window.use_code()
    page = window._pages.currentWidget()
    page.code.setText("AAAAA")
    page.password.first.setText("一句好记的话 12")
    page.password.second.setText("一句好记的话 12")
    page.go()
    back = page.layout().itemAt(page.layout().count() - 1).widget()
    assert not back.isEnabled()  # nobody turns back from a store that is just opening
    qtbot.waitUntil(lambda: bool(page.sentence.text()), timeout=20_000)
    assert back.isEnabled()
    qtbot.waitUntil(lambda: page.password.first.height() >= page.password.first.sizeHint().height())
    middle = window.rect().center()  # no scroll bar beside it once the window has grown
    qtbot.waitUntil(lambda: abs(page.mapTo(window, page.rect().center()).x() - middle.x()) < 3)


def test_back_returns_to_the_password(qtbot, desk):
    window = locked(qtbot, desk)
    window.use_code()
    page = window._pages.currentWidget()
    window._turn_back(page)
    assert window._pages.currentIndex() == 0


def test_a_second_program_on_the_store_is_a_sentence(qtbot, desk):
    with Database.open(desk.store, PASSWORD):
        window = locked(qtbot, desk)
        window.field.setText(PASSWORD)
        window.open()
        said(qtbot, window, "已经打开着这个仓库")
        assert window.button.isEnabled()


def test_a_store_without_its_keys_is_a_sentence(qtbot, desk):
    keyring_path(desk.store).unlink()
    window = locked(qtbot, desk)
    window.field.setText(PASSWORD)
    window.open()
    said(qtbot, window, "缺少密钥文件")


def test_another_store_is_chosen(qtbot, desk, tmp_path, monkeypatch):
    other = tmp_path / "other.db"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    locked(qtbot, desk).choose()
    assert desk.store == other
    assert isinstance(desk.window, SetupWizard)


def test_no_choice_changes_nothing(qtbot, desk, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window = locked(qtbot, desk)
    window.choose()
    assert desk.window is window
    assert not isinstance(desk.window, MainWindow)


def test_a_page_higher_than_the_screen_scrolls_to_where_the_cursor_goes(qtbot, desk):
    window = locked(qtbot, desk)
    window.use_code()
    page = window._pages.currentWidget()
    qtbot.waitUntil(lambda: page.password.second.height() >= page.code.height() // 2)
    window.resize(window.width(), 200)
    field = page.password.second
    qtbot.waitUntil(lambda: field.visibleRegion().isEmpty())
    assert field.height() >= field.sizeHint().height()
    field.setFocus()
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height())
