"""What stands there once a record was saved: an honest word, and a next step that Enter takes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from db.registers import Committee, LawEvent
from db.store.database import Database
from desktop.windows.parts.notices import Toast
from tests.offices import agreed_case, keep, new_store, settle
from tests.windows.desks import main_window
from tests.windows.pages import cell, opened, rows, type_in


def offers(page) -> list[str]:
    """What the newest word at the foot of the window offers."""
    newest = page.window().findChildren(Toast)[-1]
    return [button.text() for button in newest.findChildren(QPushButton)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        yield database


def test_saving_what_nobody_changed_offers_no_undo_of_the_step_before(qtbot, store):
    page = opened(qtbot, store, Committee, settle(store))
    page.pane.save()
    assert offers(page) == []
    type_in(qtbot, cell(page, "name").editor.line, "改了名的人民调解委员会")
    page.pane.save()
    assert offers(page) == ["撤销"]


def test_enter_takes_the_next_step_of_a_record(qtbot, tmp_path, data_folder):
    with main_window(qtbot, new_store(tmp_path)) as window:
        (case,) = keep(window.database, agreed_case(settle(window.database)))
        window.pages.open_record("mediation", case)
        pane = window.pages.register_page("mediation").pane
        pane.moves._next.setFocus()
        qtbot.keyClick(pane.moves._next, Qt.Key.Key_Return)
        assert pane.panel.isVisible()


def test_after_a_move_a_cursor_on_a_button_is_on_the_next_step_and_one_in_a_field_stays(
    qtbot, store
):
    held = {"forms": "1", "contents": "1", "audience_number": 30}
    with store.step("活动") as session:
        for name in ("院坝会", "讲座"):
            there = {"starts_on": date(2026, 1, 8), "place": "院坝"}
            session.add(LawEvent.fresh(name=name, **there, **held))
    page = opened(qtbot, store, LawEvent)
    pane = page.pane
    for number in (1, 2):
        page.open_record(number)
        start = rows(page, "themes")._add if number == 1 else cell(page, "speakers").editor.line
        start.setFocus()
        pane.moves.go()
        pane.panel.confirm()
        assert pane._saving.finish()
        pane.form.finish()
        assert page.window().focusWidget() is (pane.moves._next if number == 1 else start)
