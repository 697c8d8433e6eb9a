"""What is due about the open record stands over its form, with the act that takes a chance."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from db.registers import Case
from db.store.database import Database
from desktop.documents.form import Form, Sheet
from desktop.windows.paper import paper_window
from tests.offices import agreed_case, new_store, settle, walk
from tests.windows.pages import opened, type_in

TODAY = date.today()
SIGNED = TODAY - timedelta(days=20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def agreed(store: Database, **values) -> int:
    """A case whose agreement took effect twenty days ago."""
    case = agreed_case(1, **values)
    case.registered_on = case.accepted_on = SIGNED - timedelta(days=3)
    case.agreed_on = SIGNED
    case.performance_due = TODAY + timedelta(days=40)
    case.parties_signed_on = case.mediator_signed_on = case.sealed_on = SIGNED
    with store.step("登记") as session:
        session.add(case)
    walk(store, case.id, "accept", "agree")
    return case.id


def said(page) -> str:
    labels = page.pane.due.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_the_chance_of_confirmation_stands_with_its_last_day_and_article(qtbot, store):
    page = opened(qtbot, store, Case, agreed(store))
    words = said(page)
    assert "共同申请司法确认" in words
    assert "最后一天" in words
    assert "人民调解法第三十三条、民事诉讼法第二百零五条" in words
    assert f"自 {SIGNED}（协议生效之日）起 30 日" in words


def test_it_is_silent_where_title_is_in_dispute(qtbot, store):
    page = opened(qtbot, store, Case, agreed(store, not_confirmable=True))
    assert "司法确认" not in said(page)
    assert "协议履行" in said(page)
    assert page.pane.due.buttons == {}


def test_one_button_records_the_application_and_shows_its_paper(qtbot, store, monkeypatch):
    paper = Form(
        "application", "申请书", Case, lambda _s, c: Sheet(b"%PDF", "", 1), follows="confirmation"
    )
    monkeypatch.setattr("desktop.documents.forms.FORMS", (paper,))
    shown = []
    monkeypatch.setattr(
        paper_window, "show_paper", lambda _p, _d, form, number: shown.append((form.code, number))
    )
    number = agreed(store)
    page = opened(qtbot, store, Case, number)
    page.pane.due.buttons["confirmation"].click()
    court = page.pane.panel._grid.cells["confirmation_court"]
    assert not page.pane.panel.isHidden()
    page.pane.panel._go.click()
    assert shown == []  # the court is not named yet
    type_in(qtbot, court.editor.widget, "安顺市平坝区人民法院")
    page.pane.panel._go.click()
    assert shown == [("application", number)]
    with store.read() as session:
        case = session.get(Case, number)
    assert (case.state, case.confirmation_state) == ("agreed", "1")
    assert case.confirmation_applied_on == TODAY
    assert "共同申请" not in said(page)


def test_a_dismissal_tells_the_other_ways(qtbot, store):
    number = agreed(store)
    day = SIGNED + timedelta(days=2)
    walk(store, number, "confirmation", confirmation_applied_on=day, confirmation_court="某法院")
    walk(
        store,
        number,
        "confirmation_dismissed",
        confirmation_decided_on=day + timedelta(days=9),
        confirmation_number="（2024）黔0403民特7号",
        confirmation_reason="内容不明确",
    )
    assert "重新调解" in said(opened(qtbot, store, Case, number))


def test_a_new_record_has_no_such_lines(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    assert page.pane.due.isHidden()
