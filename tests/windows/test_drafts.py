"""What is being typed is kept sealed, and is there again after a lock or a dead program."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from db.registers import Case
from db.store.trouble import Trouble
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.parts import in_turns
from desktop.windows.parts.notices import notices_of
from desktop.windows.record import drafts
from desktop.windows.record import pane as pane_module
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


def test_what_is_being_typed_survives_a_lock(qtbot, window, desk):
    window.pages.open_record("mediation", 1)
    pane = window.pages.register_page("mediation").pane
    pane.record.summary = "锁定前打了一半"
    pane.record.parties[0].name = "改了名的"
    pane.form.show_record(pane.record)
    pane._mark(dirty=True)
    window.lock_now()
    sealed = desk.store.with_name("store.db.draft").read_bytes()
    assert "锁定前".encode() not in sealed
    again = unlocked(qtbot, desk)
    qtbot.waitUntil(lambda: again.pages.name == "mediation", timeout=5000)
    pane = again.pages.register_page("mediation").pane
    assert pane.dirty
    assert pane.record.summary == "锁定前打了一半"
    assert [party.name for party in pane.record.parties] == ["改了名的", "李四"]
    assert "没有来得及保存" in notices_of(again).sentences()[0]
    assert pane.save()
    with again.database.read() as session:
        case = session.get(Case, 1)
        assert (case.summary, case.parties[0].name) == ("锁定前打了一半", "改了名的")
        assert len(case.parties) == 2
    qtbot.waitUntil(lambda: not desk.store.with_name("store.db.draft").exists())


def test_a_disk_that_refuses_the_draft_is_told_while_people_type(qtbot, window, desk):
    window.pages.open_record("mediation", 1)
    window.pages.register_page("mediation").pane.form.enter("facts")
    box = QApplication.focusWidget()
    in_the_way = desk.store.with_name("store.db.draft")
    in_the_way.mkdir()
    for typed in ("拔出U盘", "还在写"):
        box.insertPlainText(typed)
        window._drafts.look()
        qtbot.waitUntil(lambda: len(notices_of(window).sentences()) == 1, timeout=5000)
    assert "U盘是否还插着" in notices_of(window).sentences()[0]
    in_the_way.rmdir()
    window._drafts.look()
    window._drafts.end()
    assert drafts.take(window.database).facts == box.toPlainText()


def test_drafts_go_on_after_a_lock_that_the_disk_refused(qtbot, window, desk):
    """Nothing is locked away that would be lost; whoever comes back types on, kept as before."""
    window.pages.open_record("mediation", 1)
    window.pages.register_page("mediation").pane.form.enter("facts")
    box = QApplication.focusWidget()
    box.insertPlainText("锁定前")
    in_the_way = desk.store.with_name("store.db.draft")
    in_the_way.mkdir()
    with pytest.raises(Trouble):
        window.lock_now()
    assert desk.window is window
    in_the_way.rmdir()
    box.insertPlainText("，回来接着写")
    window._drafts.look()
    window._drafts.wait()
    assert drafts.take(window.database).facts == box.toPlainText()
    window.lock_now()
    assert isinstance(desk.window, UnlockWindow)


def test_what_is_being_typed_survives_a_dead_program(qtbot, window, desk):
    window.pages.open_record("mediation", 1)
    pane = window.pages.register_page("mediation").pane
    pane.form.enter("facts")
    box = QApplication.focusWidget()
    box.insertPlainText("停电前打的字")
    window._drafts.look()
    window._drafts.end()  # what was given to the writer; nothing is locked, saved or left
    assert box.hasFocus()
    assert pane.record.facts != box.toPlainText(), "nothing was taken from under their hands"
    assert drafts.take(window.database).facts == box.toPlainText()
    kept = drafts.take(window.database)  # still there: the next program may die as soon
    assert (kept.id, kept.facts) == (1, box.toPlainText())


def test_a_draft_of_others_is_nothing(window, desk):
    place = desk.store.with_name("store.db.draft")
    place.write_bytes(b"x" * 100)
    assert drafts.take(window.database) is None
    assert not place.exists()


def test_a_new_record_survives_as_a_new_one(window):
    fresh = Case.fresh(registered_on=date(2024, 5, 6), summary="新的")
    drafts.keep(window.database, fresh)
    back = drafts.take(window.database)
    assert (back.id, back.registered_on, back.summary) == (None, date(2024, 5, 6), "新的")


def test_looking_for_what_is_typed_makes_no_form(window, monkeypatch):
    monkeypatch.setattr(in_turns, "MOMENT", 0)
    window.pages.turn_to("committee")
    page = window.pages.register_page("committee")
    assert page.made_pane is None
    assert window.pages.being_typed() is None
    assert window.pages.unsaved() is None
    window.refresh()
    assert page.made_pane is None
    assert page.pane is page.made_pane


def test_people_get_out_of_a_store_that_is_away(qtbot, window, monkeypatch):
    def gone():
        raise Trouble("读不到了")

    window.pages.open_record("mediation", 1)
    pane = window.pages.register_page("mediation").pane
    pane.record.facts = "写了又不要的"
    pane.form.show_record(pane.record)
    pane._mark(dirty=True)
    monkeypatch.setattr(pane_module, "ask_to_keep", lambda _pane: "drop")
    with monkeypatch.context() as away:
        away.setattr(window.database, "read", gone)
        assert window.pages.may_leave()
    assert (pane.record, pane.dirty) == (None, False)
    window.pages.open_record("mediation", 1)
    assert "写了又不要的" not in (pane.record.facts or "")
