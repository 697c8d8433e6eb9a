"""People and rights in the window: a start code, the first password, what a reader sees and not."""

import pytest
from sqlalchemy import select

from db.registers import AccessLog, Person, UserAccount
from db.registers.users.acts import give_start_code, hand_over, shut_out
from db.store.database import Database
from desktop.windows.opening.rescue import FirstPage
from desktop.windows.parts.notices import Notices
from desktop.windows.record.history_view import HistoryView
from desktop.windows.store import users_button
from tests.filled import id_number
from tests.offices import PASSWORD, new_store
from tests.windows.desks import arrived, desk, empty_desk, locked, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]
OWN = "自己想的一句话 77"
NAME = "李干事"
ID = id_number(7)


@pytest.fixture
def code(desk) -> str:
    """A reader was added, and a person whom he may look up."""
    with Database.open(desk.store, PASSWORD) as database:
        with database.step("登记") as session:
            account = UserAccount.fresh(name=NAME, role="reader")
            session.add_all([account, Person.fresh(name="赵某", id_number=ID)])
        return give_start_code(database, account)


def as_reader(qtbot, desk, code):
    """The main window, after choosing a password."""
    window = locked(qtbot, desk)
    window.user.setCurrentText(NAME)
    window.field.setText(code)
    window.open()
    qtbot.waitUntil(lambda: isinstance(window._pages.currentWidget(), FirstPage), timeout=10_000)
    page = window._pages.currentWidget()
    page.password.first.setText(OWN)
    page.password.second.setText(OWN)
    page.go()
    return arrived(qtbot, desk)


def person_pane(window):
    window.pages.turn_to("person")
    page = window.pages.register_page("person")
    with window.database.read() as session:
        number = session.scalar(select(Person.id).where(Person.id_number == ID))
    page.open_record(number)
    return page, page.pane


def test_the_head_gives_a_code_from_the_list(qtbot, desk, monkeypatch):
    shown = []
    monkeypatch.setattr(
        users_button.StartCode, "exec", lambda dialog: shown.append(dialog.code.text())
    )
    window = unlocked(qtbot, desk)
    assert "测试员（所长）" in window.top.user.menu().actions()[0].text()
    with window.database.step("登记") as session:
        session.add(UserAccount.fresh(name=NAME, role="staff"))
    window.pages.turn_to("user_account")
    page = window.pages.register_page("user_account")
    buttons = page.findChild(users_button.UserButtons)
    page.table.stand_on(0)
    buttons.give.click()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=10_000)
    assert window.database.keyring.waits_for(NAME)
    assert "等本人" in buttons.standing.text()
    assert "启用码" in buttons.standing.text()
    assert buttons.standing.isVisible()
    page.table.clearSelection()
    assert not buttons.standing.isVisible()


def test_the_row_over_the_list_of_users_is_as_high_as_any(qtbot, desk):
    window = unlocked(qtbot, desk)
    tops = []
    for name in ("user_account", "person"):
        window.pages.turn_to(name)
        body = window.pages.register_page(name)._stack
        qtbot.waitUntil(lambda body=body: body.isVisible() and body.height() > 300)
        tops.append(body.mapTo(window, body.rect().topLeft()).y())
    assert tops[0] == tops[1]


def test_the_head_makes_a_new_recovery_code_and_proves_to_have_it(qtbot, desk, monkeypatch):
    window = unlocked(qtbot, desk)
    with window.database.step("登记") as session:
        session.add(UserAccount.fresh(name=window.database.user, role="head"))
    window.pages.turn_to("user_account")
    page = window.pages.register_page("user_account")
    buttons = page.findChild(users_button.UserButtons)
    page.table.stand_on(0)
    shown, asked = [], []

    def kept(dialog):
        dialog.done_with()  # nothing was kept yet
        assert not dialog.result()
        dialog._sure = lambda question: asked.append(question.text())  # people stay
        dialog.show()
        dialog.reject()
        assert dialog.isVisible()
        dialog.close()  # as the lock does when nobody is there: no question holds it up
        assert (dialog.isVisible(), len(asked)) == (False, 1)
        dialog.show()
        shown.append(dialog.page.sheet.code)
        dialog.page.kept.setChecked(True)
        dialog.page.last.setText(shown[0][-5:].lower())
        dialog.done_with()
        assert dialog.result()

    monkeypatch.setattr("desktop.windows.store.new_recovery.NewRecovery.exec", kept)
    monkeypatch.setattr(buttons, "_sure", lambda question: "作废" in question.informativeText())
    buttons.over.click()
    assert window.database.keyring.open_with_code(shown[0]) == window.database.key
    assert len(asked) == 1


def test_nobody_is_asked_to_be_sure_of_what_is_refused(qtbot, desk, code, monkeypatch):
    """The recovery code goes to heads alone, and only by the hand of whom it resets today."""
    locked(qtbot, desk).user.setCurrentText("测试员")
    window = unlocked(qtbot, desk)
    window.pages.turn_to("user_account")
    page = window.pages.register_page("user_account")
    buttons, asked = page.findChild(users_button.UserButtons), []
    buttons._sure = lambda question: asked.append(question.text())
    page.table.stand_on(0)
    buttons.over.click()
    with window.database.step("改") as session:
        session.get(UserAccount, page.table.chosen()).role = "head"
    monkeypatch.setattr(window.database, "user", NAME)
    buttons.over.click()
    assert asked == []
    refused = window.findChild(Notices).sentences()
    assert [one[:5] for one in refused] == [f"{NAME}不是", "只有测试员"]


def test_another_person_begins_with_an_empty_line(qtbot, desk, code):
    window = locked(qtbot, desk)
    window.field.setText("别人的密码")
    window._say("密码不对")
    window.user.setCurrentText(NAME)
    window.user.activated.emit(window.user.currentIndex())  # as people choose
    assert (window.field.text(), window.sentence.text()) == ("", "")


def test_no_password_is_voided_by_a_slip(qtbot, desk, code):
    """A new person is being typed and not saved: the row behind it is nobody's choice."""
    with Database.open_first(desk.store, code, OWN):
        pass
    window = locked(qtbot, desk)
    window.user.setCurrentText("测试员")
    window = unlocked(qtbot, desk)
    window.pages.turn_to("user_account")
    page = window.pages.register_page("user_account")
    buttons, ring, asked = page.findChild(users_button.UserButtons), window.database.keyring, []
    page.table.stand_on(0)
    buttons._sure = lambda question: asked.append(question.text())  # people think better of it
    buttons.give.click()
    assert NAME in asked[0]
    page.new_record()
    buttons.give.click()
    assert "先在列表里选" in window.findChild(Notices).sentences()[0]
    assert len(asked) == 1
    assert not ring.waits_for(NAME)


def test_a_successor_finds_who_went_and_shuts_him_out(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("登记") as session:
            account = UserAccount.fresh(name=NAME, role="head")
            session.add(account)
        code = give_start_code(database, account)
    with Database.open_first(tmp_path / "store.db", code, OWN):
        pass
    with Database.open(tmp_path / "store.db", PASSWORD) as database:
        hand_over(database, account)
    with Database.open(tmp_path / "store.db", OWN, NAME) as database:
        with database.read() as session:
            gone = UserAccount.of(session, "测试员")
        shut_out(database, gone)
        assert database.keyring.users() == [NAME]


def test_a_reader_comes_in_with_a_code_and_changes_nothing(qtbot, desk, code):
    window = as_reader(qtbot, desk, code)
    assert window.database.user == NAME
    assert "user_account" not in window.side.buttons
    assert not window.pages.turn_to("user_account")
    assert window.top.new.menu().actions() == []
    window.top.offer_new("person")  # as by Ctrl+N
    assert "只能查阅" in window.findChild(Notices).sentences()[-1]
    page, pane = person_pane(window)
    assert not page._new.isEnabled()
    assert "没有修改" in page._new.toolTip()
    assert pane._save.isHidden()
    assert pane.head.bin.isHidden()
    assert "只能看" in pane.head.title.text()
    page.remove(pane.record_id)
    with window.database.read() as session:
        assert session.get(Person, pane.record_id).deleted_at is None
        kinds = session.scalars(select(AccessLog.kind).order_by(AccessLog.id)).all()
    assert kinds == ["1", "3"]


def test_what_is_sensitive_is_masked_until_shown_and_that_is_entered(
    qtbot, desk, code, monkeypatch
):
    window = as_reader(qtbot, desk, code)
    page, pane = person_pane(window)

    def visible(name):
        cell = next(p.cells[name] for _, p in pane.form._parts if name in getattr(p, "cells", {}))
        return cell._masked.text() if cell.veiled else cell.editor.value()

    assert "**" in visible("id_number")
    assert ID not in visible("id_number")
    assert visible("name") == "赵某"
    assert not pane.head.reveal.isHidden()
    seen = []

    def look(view: HistoryView) -> None:
        qtbot.waitUntil(lambda: bool(view.steps))
        seen.append(str(view.steps))

    monkeypatch.setattr(HistoryView, "exec", look)
    pane.head.history.click()
    pane.head.reveal.click()
    pane.head.history.click()
    assert [ID in told for told in seen] == [False, True]
    assert visible("id_number") == ID
    assert pane.head.reveal.isHidden()
    with window.database.read() as session:
        log = session.scalars(select(AccessLog).order_by(AccessLog.id.desc())).first()
    assert (log.kind, log.by, log.about_id) == ("6", NAME, pane.record_id)
    number = pane.record_id
    pane.leave()
    page.open_record(number)
    assert "**" in visible("id_number")


def test_the_head_sees_all_at_once(qtbot, desk, code):
    window = locked(qtbot, desk)
    window.user.setCurrentText("测试员")
    window = unlocked(qtbot, desk)
    _page, pane = person_pane(window)
    assert pane.head.reveal.isHidden()
    assert not pane.form.veiled
