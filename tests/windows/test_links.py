"""Links in a form: found, told apart, opened, and registered on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMainWindow

from db.registers import Case, Mediator, Place
from db.registers.mediation import CaseMediator
from db.store.database import Database
from desktop.windows.editors import editor_for
from desktop.windows.record.new_linked import NewLinked
from tests.offices import agreed, agreed_case, new_store, settle
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def link(qtbot, store, cls, name):
    made = editor_for(cls.fields[name], store)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(made.widget)
    window.show()
    made.kept_alive = window
    return made


def offers(editor) -> list[str]:
    return editor._names.stringList()


def test_typing_offers_what_holds_it_and_a_new_record(qtbot, store):
    editor = link(qtbot, store, CaseMediator, "mediator_id")
    qtbot.keyClicks(editor.line, "7")
    assert offers(editor) == ["＋ 新登记“7”…"]
    editor._offer("jiat")
    assert offers(editor) == ["甲调解员", "＋ 新登记“jiat”…"]
    editor._offer("甲")
    assert offers(editor) == ["甲调解员", "＋ 新登记“甲”…"]
    editor._offer("甲调解员")
    assert offers(editor) == ["甲调解员"]


def test_enter_takes_who_sounds_like_what_was_typed(qtbot, store):
    editor = link(qtbot, store, CaseMediator, "mediator_id")
    editor.line.window().activateWindow()
    editor.line.setFocus()
    qtbot.waitUntil(editor.line.hasFocus)
    qtbot.keyClicks(editor.line, "jiat")
    popup = editor.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.currentIndex().data() == "甲调解员"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (editor.value(), editor.line.text()) == (1, "甲调解员")


def test_two_of_one_name_are_told_apart(qtbot, store):
    with store.step("又一个") as session:
        session.add(Mediator.fresh(name="甲调解员"))
    editor = link(qtbot, store, CaseMediator, "mediator_id")
    editor._offer("甲")
    assert offers(editor)[:2] == ["甲调解员（编号1）", "甲调解员（编号3）"]
    editor.line.setText("甲调解员（编号3）")
    editor._left()
    assert (editor.value(), editor.line.text()) == (3, "甲调解员")


def test_what_is_not_there_is_registered_on_the_way(qtbot, store, monkeypatch):
    def typed(dialog: NewLinked) -> int:
        assert dialog.record.name == "兴旺村"
        dialog.record.kind = None
        dialog.form.refresh()
        dialog.save()
        assert dialog.record_id is None  # its kind is still missing
        dialog.record.kind = "2"
        dialog.form.refresh()
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", typed)
    editor = link(qtbot, store, Case, "place_id")
    editor._offer("兴旺村")
    with qtbot.waitSignal(editor.edited):
        editor._chosen(offers(editor)[-1])
    with store.read() as session:
        kept = session.get(Place, editor.value())
        assert (kept.name, kept.kind, editor.line.text()) == ("兴旺村", "2", "兴旺村")


def test_a_new_record_called_off_leaves_what_was_typed(qtbot, store, monkeypatch):
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: 0)
    editor = link(qtbot, store, Case, "place_id")
    editor._offer("兴旺村")
    editor._chosen(offers(editor)[-1])
    qtbot.wait(20)
    assert editor.line.text() == "兴旺村"
    with store.read() as session:
        assert session.query(Place).count() == 0


def test_papers_are_never_made_by_a_link(qtbot, store):
    editor = link(qtbot, store, Case, "committee_id")
    editor._offer("没有的")
    assert "新登记" in offers(editor)[-1]
    from db.registers import Paper

    editor = link(qtbot, store, Paper, "case_id")
    editor._offer("没有的")
    assert offers(editor) == []


def test_the_other_record_is_opened_from_the_line(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    cell = next(p for _, p in page.pane.form._parts if "committee_id" in getattr(p, "cells", {}))
    line = cell.cells["committee_id"].editor.line
    assert cell.cells["committee_id"].editor._way.isVisible()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.pages.name == "committee")
    assert window.pages.register_page("committee").pane.record_id == 1


def test_a_link_to_a_deleted_record_keeps_its_name(qtbot, tmp_path):
    from datetime import datetime

    with new_store(tmp_path) as store:
        agreed(store)
        with store.step("删除") as session:
            session.get(Mediator, 1).deleted_at = datetime(2024, 7, 1)
        editor = link(qtbot, store, CaseMediator, "mediator_id")
        editor.show_value(1)
        assert (editor.line.text(), editor.value()) == ("甲调解员", 1)
        editor._offer("甲")
        assert offers(editor) == ["＋ 新登记“甲”…"]
        assert agreed_case(1).mediators[0].mediator_id == 1
