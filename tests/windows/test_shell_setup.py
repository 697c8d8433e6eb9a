"""The first day's set-up: every page says what is missing; nothing is kept before its last page."""

import shutil

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from db.registers import Committee, Office
from db.store.database import Database
from db.store.keys import keyring_path
from db.store.trouble import Trouble
from desktop.exchange.drives import resting
from desktop.windows.opening import setup_wizard
from desktop.windows.opening.recovery_sheet import RecoverySheet
from desktop.windows.opening.setup_pages import OfficeAnswers
from desktop.windows.opening.setup_wizard import SetupWizard, found
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Toast, notices_of
from tests.journeys.hands import put
from tests.offices import PASSWORD
from tests.windows.desks import arrived, desk, empty_desk, quits

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def wizard(qtbot, empty_desk) -> SetupWizard:
    empty_desk.begin()
    assert isinstance(empty_desk.window, SetupWizard)
    return empty_desk.window


def fill_office(wizard, name="天龙镇司法所"):
    wizard.go_on()
    wizard.office.name.setText(name)
    wizard.office.name.textEdited.emit(name)


def fill_to_password(wizard):
    """All that is asked before the store is made."""
    fill_office(wizard)
    wizard.office.head.setText("陈")
    wizard.go_on()
    wizard.password.password.first.setText(PASSWORD)
    wizard.password.password.second.setText(PASSWORD)


def reach_code(qtbot, wizard):
    fill_office(wizard)
    wizard.office.head.setText("陈所长")
    wizard.go_on()
    wizard.password.password.first.setText(PASSWORD)
    wizard.password.password.second.setText(PASSWORD)
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.recovery is not None, timeout=20_000)


def test_a_whole_set_up(qtbot, wizard, empty_desk):
    reach_code(qtbot, wizard)
    assert wizard.password.name.text() == "陈所长"
    page = wizard.recovery
    wizard.go_on()
    assert "打上勾" in page.problem.text()
    page.kept.setChecked(True)
    page.last.setText("00000")
    wizard.go_on()
    assert "不一样" in page.problem.text()
    page.last.setText(page.sheet.code[-5:].lower())
    wizard.go_on()
    window = arrived(qtbot, empty_desk)
    assert window.windowTitle() == "天龙镇司法所 · 枫桥"
    with empty_desk.database.read() as session:
        office, committee = session.query(Office).one(), session.query(Committee).one()
    assert (office.short_name, office.township, office.head) == ("天", "天龙镇", "陈所长")
    assert (committee.name, committee.kind) == ("天龙镇人民调解委员会", "3")
    assert empty_desk.database.user == "陈所长"
    with pytest.raises(Trouble, match="没有可以撤销的操作"):
        empty_desk.database.undo()


def test_an_office_needs_its_names(wizard):
    wizard.go_on()
    wizard.go_on()
    assert wizard.pages.currentWidget() is wizard.office
    assert "单位全称" in wizard.office.name_problem.text()
    assert "简称" in wizard.office.short_problem.text()
    wizard.office.name.setText("某某镇司法所")
    wizard.office.short.setText("  ")
    wizard.go_on()
    assert wizard.office.name_problem.isHidden()
    assert not wizard.office.short_problem.isHidden()


def test_what_was_changed_by_hand_stays(qtbot, wizard):
    wizard.go_on()
    wizard.office.short.setFocus()
    qtbot.keyClicks(wizard.office.short, "TL")
    wizard.office.name.textEdited.emit("平坝街道司法所")
    assert wizard.office.short.text() == "TL"
    assert wizard.office.township.text() == "平坝街道"


@pytest.mark.parametrize(
    ("name", "district", "town", "short"),
    [
        ("天龙镇人民政府司法所", "", "天龙镇", "天"),
        ("安顺市平坝区司法局天龙镇司法所", "安顺市平坝区", "天龙镇", "天"),
        ("平坝街道办事处司法所", "", "平坝街道", "平"),
        ("某某", "", "", "某"),
    ],
)
def test_places_follow_from_the_name_on_the_seal(wizard, name, district, town, short):
    fill_office(wizard, name)
    page = wizard.office
    assert (page.district.text(), page.township.text(), page.short.text()) == (
        district,
        town,
        short,
    )


def test_enter_after_the_name_leads_to_the_password(qtbot, wizard):
    fill_office(wizard)
    wizard.go_on()
    wizard.activateWindow()
    wizard.password.name.setText("王建国")
    qtbot.keyClick(wizard.password.name, Qt.Key.Key_Return)
    qtbot.waitUntil(wizard.password.password.first.hasFocus)
    wizard.password.password.first.setText(PASSWORD)
    qtbot.keyClick(wizard.password.password.first, Qt.Key.Key_Return)
    qtbot.waitUntil(wizard.password.password.second.hasFocus)


def test_a_password_page_says_what_is_missing(wizard):
    fill_office(wizard)
    wizard.go_on()
    wizard.go_on()
    assert not wizard.password.problem.isHidden()
    assert "至少 8 个字符" in wizard.password.password._problem.text()
    wizard.password.password.first.setText(PASSWORD)
    wizard.password.password.second.setText("别的")
    wizard.go_on()
    assert "不一样" in wizard.password.password._problem.text()
    wizard.go_back()
    assert wizard.pages.currentWidget() is wizard.office


def test_enter_goes_on(qtbot, wizard):
    qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.pages.currentWidget() is wizard.office
    wizard.activateWindow()
    qtbot.waitUntil(wizard.office.name.hasFocus)
    put(wizard.office.name, "平坝区司法局天龙镇司法所")
    wizard.office.name.setFocus()
    qtbot.keyClick(wizard.office.name, Qt.Key.Key_Return)  # all but the head follows from the name
    assert wizard.focusWidget() is wizard.office.head
    put(wizard.office.head, "陈所长")
    qtbot.keyClick(wizard.office.head, Qt.Key.Key_Return)
    assert wizard.password.name.text() == "陈所长"


def answer(word: str) -> None:
    """Press a button of the question that is about to come."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, press)
            return
        next(b for b in box.buttons() if word in b.text()).click()

    QTimer.singleShot(0, press)


def test_leaving_before_the_code_is_proven_takes_the_store_back(qtbot, wizard, empty_desk):
    reach_code(qtbot, wizard)
    assert empty_desk.store.exists()
    answer("继续设置")
    wizard.close()
    assert wizard.isVisible()
    answer("离开")
    wizard.close()
    assert not wizard.isVisible()
    assert not empty_desk.store.exists()
    assert not keyring_path(empty_desk.store).exists()


def test_the_code_is_saved_on_a_stick(qtbot, wizard, tmp_path, monkeypatch):
    reach_code(qtbot, wizard)
    page, code = wizard.recovery, wizard.recovery.sheet.code
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(
        QFileDialog,
        "selectedFiles",
        lambda dialog: [str(stick / f"码.{dialog.defaultSuffix()}")],
    )
    for name, save in (("码.txt", page.save_text), ("码.pdf", page.save_pdf)):
        save()
        assert (stick / name).stat().st_size > 100
    assert code in (stick / "码.txt").read_text(encoding="utf-8-sig")
    qtbot.waitUntil(lambda: any("已保存" in t.sentence for t in wizard.findChildren(Toast)))
    shutil.rmtree(stick)  # pulled
    page.save_text()
    assert "写不进去" in notices_of(wizard).sentences()[0]


def test_enter_presses_the_button_with_the_cursor(qtbot, wizard, monkeypatch):
    reach_code(qtbot, wizard)
    printed = []
    monkeypatch.setattr(wizard.recovery.sheet, "print_out", printed.append)
    wizard.activateWindow()
    next(
        one for one in wizard.recovery.findChildren(QPushButton) if "打印" in one.text()
    ).setFocus()
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert printed == [wizard.recovery]
    assert not wizard.recovery.problem.text()


def test_a_store_that_is_being_made_is_not_left_and_may_be_cancelled(qtbot, wizard, empty_desk):
    fill_to_password(wizard)
    wizard.go_on()
    wizard.close()
    assert wizard.isVisible()
    next(one for one in wizard.findChildren(tasks.Task) if one.running).cancel()
    qtbot.waitUntil(lambda: bool(notices_of(wizard).sentences()), timeout=20_000)
    assert not empty_desk.store.exists()
    assert not keyring_path(empty_desk.store).exists()
    assert wizard.next.isEnabled()


def test_the_sheet_says_what_it_is_for(tmp_path):
    sheet = RecoverySheet("AAAAA-BBBBB", "测试镇司法所", tmp_path / "store.db")
    assert sheet.pdf().startswith(b"%PDF")
    for words in ("AAAAA-BBBBB", "测试镇司法所", "忘记密码", "store.db"):
        assert words in sheet.text()


def test_a_place_that_is_taken_is_a_sentence(qtbot, wizard, empty_desk):
    fill_to_password(wizard)
    empty_desk.store.write_bytes(b"somebody's")
    wizard.go_on()
    qtbot.waitUntil(lambda: bool(notices_of(wizard).sentences()), timeout=20_000)
    assert "已经存在" in notices_of(wizard).sentences()[0]
    assert wizard.next.isEnabled()
    assert empty_desk.store.read_bytes() == b"somebody's"


def test_a_failed_founding_leaves_nothing(tmp_path):
    store = tmp_path / "store.db"
    twice = OfficeAnswers("甲\ud800", "甲", "", "", "", "")
    with pytest.raises(Trouble):
        found(store, twice, "我", PASSWORD)
    assert not store.exists()
    assert not keyring_path(store).exists()


def test_a_store_at_another_place(wizard, empty_desk, tmp_path, monkeypatch):
    place = tmp_path / "别处.db"
    monkeypatch.setattr(setup_wizard, "ask_where", lambda *_: place)
    wizard.move_store()
    assert empty_desk.store == place
    assert isinstance(empty_desk.window, SetupWizard)


def test_a_backup_instead_of_a_new_store(qtbot, wizard, empty_desk):
    wizard.restore()
    window = empty_desk.window
    assert isinstance(window, UnlockWindow)
    window._turn_back(window._pages.currentWidget())
    assert isinstance(empty_desk.window, SetupWizard)


def test_no_committee_when_it_is_not_ticked(tmp_path):
    answers = OfficeAnswers("甲司法所", "甲", "", "", "", "")
    database, code = found(tmp_path / "store.db", answers, "我", PASSWORD)
    with database, database.read() as session:
        assert session.query(Committee).count() == 0
    Database.open_with_code(tmp_path / "store.db", code, PASSWORD).close()


@pytest.mark.parametrize("anyway", [False, True])
def test_a_store_on_a_stick_only_when_people_insist(wizard, empty_desk, monkeypatch, anyway):
    asked, word = [], "仍然建在这里" if anyway else "换一个位置"
    monkeypatch.setattr(resting, "unfit_place", lambda _store: "那里是优盘")
    monkeypatch.setattr(setup_wizard, "ask_where", lambda *_: None)

    def answer(box):
        asked.append(box.informativeText())
        next(b for b in box.buttons() if b.text().startswith(word)).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    wizard.go_on()
    assert "那里是优盘" in asked[0]
    assert wizard.pages.currentWidget() is (wizard.office if anyway else wizard.welcome)
