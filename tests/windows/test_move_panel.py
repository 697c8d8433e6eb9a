"""What a move asks for has room in the window, and nobody is scolded before they typed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from db.registers import Card, Case, LawEvent, LegalAid, Staff, SubsidyList
from db.registers.mediation import Term
from db.store.database import Database
from db.store.sole import usual
from desktop.windows.parts.rows import Sentence
from tests.applicants import application
from tests.enforcers import certify, make, staff
from tests.offices import agreed_case, new_store, self_check, settle
from tests.windows.pages import cell, opened, press

LEAVING = (("王站长", date(2020, 1, 1)), ("李站长", None))
_LEAST = 700  # a screen of 768 without its task bar


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def scolded(cells) -> set[str]:
    """The fields under which a fault is told."""
    kinds = {
        name: [label.property("kind") for label in cell.findChildren(QLabel) if label.text()]
        for name, cell in cells.items()
    }
    return {name for name, found in kinds.items() if "problem" in found}


def test_a_card_that_ran_out_is_renewed_by_the_button_beside_its_term(qtbot, store):
    ended = date.today() - timedelta(days=1)
    with store.step("登记") as session:
        term = {"valid_from": ended - timedelta(days=1800), "valid_to": ended}
        card = certify(session, staff(session, "王执法").id, "黔0001", **term)
    page = opened(qtbot, store, Card, card.id)
    page.resize(1240, _LEAST)
    panel = page.pane.panel

    page.pane.due.buttons["renew"].click()
    cells = panel._grid.cells
    assert len(cells) > 6
    assert page.minimumSizeHint().height() <= _LEAST
    assert not scolded(cells), "nothing was typed yet"

    panel.confirm()
    assert "new_number" in scolded(cells)
    assert page.pane.record.number == "黔0001"


def test_what_a_move_asks_for_says_what_to_write(qtbot, store):
    with store.step("登记") as session:
        card = certify(session, staff(session, "王执法").id, "黔0001")
    page = opened(qtbot, store, Card, card.id)
    page.pane.panel.ask(next(one for one in Card.moves if one.code == "suspend"), page.pane.record)
    asked = page.pane.panel._grid.cells["act_until"]
    assert "没有定期限的留空" in asked.editor.widget.accessibleDescription()
    asked.ask(shown=True)  # as where the cursor is
    assert "?" in [label.text() for label in asked.findChildren(QLabel)]


def test_what_the_form_says_of_a_field_that_is_asked_too_is_kept(qtbot, store):
    with store.step("登记") as session:
        aid = application(aid_form=None)
        session.add(aid)
    page = opened(qtbot, store, LegalAid, aid.id)
    page.pane.moves._next.click()
    editor = cell(page, "aid_form").editor
    editor.combo.setCurrentText("法律咨询")
    editor._left()
    page.pane.panel.confirm()
    assert page.pane.record.aid_form == editor.value() == "1"


def test_the_usual_agency_is_proposed_and_who_left_is_not(store):
    with store.step("登记") as session:
        gone, here = (Staff.fresh(name=name, left_on=left) for name, left in LEAVING)
        session.add_all([gone, here])
        session.flush()
        session.add(application(state="reviewed", agency="某县法律援助中心", reviewer_id=gone.id))
        session.flush()
        asked = application(name="李四", id_number=None, agency=None, reviewer_id=None)
        session.add(asked)
        session.flush()
        assert usual(session, asked, ("agency", "reviewer_id", "opinion")) == {
            "agency": "某县法律援助中心"
        }


def test_court_and_who_binds_and_checks_a_dossier_are_proposed(store):
    said = {
        "confirmation_court": "安顺市平坝区人民法院",
        "filed_by": "陈志远",
        "checked_by": "李敏",
        "retention": "2",
    }
    with store.step("登记") as session:
        session.add(agreed_case(1, **said))
        session.flush()
        asked = [name for move in Case.moves if move.code in {"confirmation", "file"}
                 for name in move.asks]  # fmt: skip
        assert usual(session, Case.fresh(), asked) == said


def test_who_reviewed_the_last_list_of_subsidies_is_proposed(store):
    days = {"first_on": date(2024, 1, 1), "last_on": date(2024, 3, 31)}
    with store.step("登记") as session:
        session.add(SubsidyList.fresh(**days, submitted_by="陈志远"))
        session.flush()
        (submit,) = (move for move in SubsidyList.moves if "submitted_by" in move.asks)
        found = usual(session, SubsidyList.fresh(), submit.asks)
        assert found == {"submitted_by": "陈志远"}


def test_that_papers_are_wanted_leads_to_where_they_are_entered(qtbot, store):
    with store.step("登记") as session:
        record = application()
        record.materials = []
        session.add(record)
    page = opened(qtbot, store, LegalAid, record.id)
    page.pane.moves._next.click()
    wanted = [b for b in page.pane.panel.findChildren(QPushButton) if "申请材料" in b.text()]
    wanted[0].click()
    qtbot.waitUntil(lambda: page.window().focusWidget().accessibleName() == "添加申请材料")


def test_an_issued_cards_term_follows_the_day_until_people_type_it(qtbot, store):
    with store.step("登记") as session:
        card = Card.fresh(staff_id=staff(session, "王执法").id)
        session.add(card)
        for code, values in (("apply", {"apply_reason": "1"}), ("train", {}), ("exam", {})):
            make(card, session, code, act_on=date(2024, 1, 5), **values)
    page = opened(qtbot, store, Card, card.id)
    page.pane.moves.go()
    record, cells = page.pane.record, page.pane.panel._grid.cells

    def typed(name: str, day: date) -> tuple[date, date]:
        line = cells[name].editor.line
        line.setText(str(day))
        line.editingFinished.emit()
        return record.valid_from, record.valid_to

    assert record.valid_from == date.today(), "as the day of the act is proposed"
    spring, leap, other = date(2024, 3, 1), date(2024, 2, 29), date(2027, 2, 28)
    assert typed("act_on", leap) == (leap, date(2029, 2, 27))
    assert typed("act_on", spring) == (spring, date(2029, 2, 28))
    assert typed("valid_to", other) == (spring, other)
    assert typed("act_on", leap) == (leap, other), "what people typed stays"


def test_enter_goes_from_what_is_asked_to_the_move_and_never_to_what_drops_it(qtbot, store):
    held = {"place": "院坝", "contents": "1", "audience_number": 30}
    with store.step("活动") as session:
        event = LawEvent.fresh(name="院坝会", starts_on=date(2026, 1, 8), **held)
        session.add(event)
    page = opened(qtbot, store, LawEvent, event.id)
    panel, record = page.pane.panel, page.pane.record
    none = Qt.KeyboardModifier.NoModifier
    for forms, expected in ((None, "登记举办之前请先填写活动形式"), ("1", "登记举办(&O)")):
        page.pane.moves.go()
        record.forms = forms
        panel.look_again()
        panel._grid.cells["estimated"].enter()
        press(qtbot, page, Qt.Key.Key_Return, none)
        assert page.window().focusWidget().text() == expected
        panel.cancel()


def test_how_it_was_estimated_is_asked_once_the_number_is_said_to_be_an_estimate(qtbot, store):
    with store.step("登记") as session:
        event = LawEvent.fresh(name="院坝会", starts_on=date(2026, 1, 8), place="打磨村")
        session.add(event)
    page = opened(qtbot, store, LawEvent, event.id)
    page.pane.moves.go()
    cells = page.pane.panel._grid.cells
    assert cells["estimate_basis"].isHidden()
    cells["estimated"].editor.box.click()
    assert not cells["estimate_basis"].isHidden()
    cells["estimated"].editor.box.click()
    assert cells["estimate_basis"].isHidden()


def test_what_is_asked_makes_room_while_people_are_led_into_the_form(qtbot, store):
    with store.step("登记") as session:
        case = agreed_case(1, state="accepted", number_year=2024, number_no=1, number_text="测人调")
        case.terms = []
        case.agreement_form = None
        session.add(case)
    page = opened(qtbot, store, Case, case.id)
    page.pane.moves._next.click()
    panel = page.pane.panel
    high, (lacking,) = panel.height(), panel.sentences()
    assert lacking == "请填写协议条款"
    next(b for b in panel.findChildren(QPushButton) if b.text() == lacking).click()
    assert panel._asked.isHidden()
    qtbot.waitUntil(lambda: panel.height() < high / 2)
    assert page.window().focusWidget().text() == "添加协议条款"
    panel._folded.click()
    assert not panel._asked.isHidden()
    assert panel._folded.isHidden()
    assert panel._grid.cells["agreement_form"].has_cursor()


def test_folded_fields_come_back_where_something_in_them_is_missing(qtbot, store):
    with store.step("登记") as session:
        case = agreed_case(1, state="accepted", number_year=2024, number_no=1, number_text="测人调")
        case.terms, case.agreement_form = [], None
        session.add(case)
    page = opened(qtbot, store, Case, case.id)
    page.pane.moves._next.click()
    panel = page.pane.panel
    panel._lead("terms")
    page.pane.record.terms.append(Term.fresh(text="李四清走杂物。", due_on=date(2024, 6, 30)))
    panel.confirm()
    assert not panel._asked.isHidden()
    assert "agreement_form" in scolded(panel._grid.cells)


def closed(store) -> int:
    """A case that waits for its filing, by its id."""
    with store.step("登记") as session:
        case = agreed_case(1, state="closed", number_year=2024, number_no=1, number_text="测人调")
        case.closed_on = date(2024, 7, 1)
        session.add(case)
    return case.id


def test_a_long_sentence_against_a_move_wraps_and_leaves_the_window_as_wide(qtbot, store):
    page = opened(qtbot, store, Case, closed(store))
    page.resize(1024, _LEAST)
    narrow = page.minimumSizeHint().width()
    page.pane.moves._next.click()
    panel = page.pane.panel
    (long,) = (b for b in panel.findChildren(Sentence) if "归档自查" in b.text())
    assert page.minimumSizeHint().width() == narrow
    qtbot.waitUntil(lambda: long.width() > 0)
    words = long.fontMetrics().horizontalAdvance(long.text())
    assert words > long.width()
    assert long.height() >= 2 * long.fontMetrics().height()


def test_who_files_today_checked_and_archives_today(qtbot, store):
    page = opened(qtbot, store, Case, closed(store))
    page.pane.moves._next.click()
    record = page.pane.record
    days = (record.filed_on, record.checked_on, record.archived_on)
    assert days == (date.today(),) * 3


def test_the_cursor_goes_to_the_field_that_keeps_a_move_from_being_made(qtbot, store):
    with store.step("登记") as session:
        case = agreed_case(1, state="closed", number_year=2024, number_no=1, number_text="测人调")
        case.closed_on, case.checks = date(2024, 7, 1), self_check()
        case.filed_by, case.checked_by, case.retention = "张三", "李四", "2"
        session.add(case)
    page = opened(qtbot, store, Case, case.id)
    page.pane.moves.go()
    panel = page.pane.panel
    assert panel._grid.where() == "filed_by"
    panel.confirm()  # the parties' proofs of identity are not there
    qtbot.waitUntil(lambda: panel._grid.where() == "gaps_reason")
    assert not panel.isHidden()
