"""Child rows: added, copied, moved, removed and put back, by mouse and by keyboard."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from db.registers import Case, LegalAid, ListDocument
from db.registers.mediation import Visit
from db.store.database import Database
from db.store.hints import Hint
from db.store.rights import MASKED, STAFF, Rights
from desktop.windows.parts.notices import Toast
from desktop.windows.record.rows_head import RowsHead
from tests.applicants import application
from tests.offices import agreed_case, keep, new_store, settle
from tests.windows.pages import opened, press, rows, type_in

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("登记") as session:
            session.add(agreed_case(1))
        yield database


@pytest.fixture
def page(qtbot, store):
    return opened(qtbot, store, Case, 1)


def named(page) -> list[str]:
    return [party.name for party in page.pane.record.parties]


def field(part, number: int, name: str):
    part.enter(number, name)
    return part.cards[number]._grid.cells[name].editor.line


def test_rows_are_moved_by_keyboard_and_keep_the_cursor(qtbot, page):
    parties = rows(page, "parties")
    line = field(parties, 1, "name")
    press(qtbot, page, Qt.Key.Key_Up, CTRL_SHIFT)
    assert named(page) == ["李四", "张三"]
    assert parties.cards[0].words.startswith("1.　")
    assert page.window().focusWidget() is line
    press(qtbot, page, Qt.Key.Key_Up, CTRL_SHIFT)  # there is nothing above
    assert named(page) == ["李四", "张三"]
    press(qtbot, page, Qt.Key.Key_Down, CTRL_SHIFT)
    assert named(page) == ["张三", "李四"]
    assert page.pane.save()
    assert named(page) == ["张三", "李四"]


def test_a_row_is_copied_below_with_what_is_being_typed(qtbot, page):
    parties = rows(page, "parties")
    line = field(parties, 0, "phone")
    qtbot.keyClicks(line, "12348")
    press(qtbot, page, Qt.Key.Key_D, CTRL)
    assert named(page) == ["张三", "张三", "李四"]
    assert [party.phone for party in page.pane.record.parties] == ["12348", "12348", None]
    assert page.pane.save()
    first, second, _ = page.pane.record.parties
    assert first.id != second.id


def test_a_term_copied_is_due_but_not_performed_yet(qtbot, page):
    terms = rows(page, "terms")
    term = terms.items[0]
    term.due_on, term.done_on = date(2024, 7, 5), date(2024, 7, 3)
    terms.refresh()
    field(terms, 0, "due_on")
    press(qtbot, page, Qt.Key.Key_D, CTRL)
    first, second = page.pane.record.terms
    assert (first.due_on, first.done_on) == (date(2024, 7, 5), date(2024, 7, 3))
    assert (second.text, second.amount, second.due_on) == (first.text, first.amount, first.due_on)
    assert second.done_on is None


def test_the_button_that_adds_begins_where_its_rows_do_unless_a_title_stands_before_it(qtbot):
    place = QWidget()
    qtbot.addWidget(place)
    head = RowsHead("栏目", place, Hint(""), usual=False)
    place.setLayout(head.whole)
    place.show()
    begins = {}
    for words in (["栏目", "5"], [], ["栏目", "5"]):
        head.tell(words, None)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert head.add.width() == head.add.sizeHint().width()
        drawn = head.add.grab().toImage()
        ground, middle = drawn.pixel(0, 0), drawn.height() // 2
        begins[bool(words)] = next(
            x for x in range(drawn.width()) if drawn.pixel(x, middle) != ground
        )
    assert begins[True] - begins[False] == 7
    assert begins[False] <= 5  # what the picture itself leaves free


def test_a_row_is_added_by_keyboard(qtbot, page):
    parties = rows(page, "parties")
    field(parties, 0, "name")
    press(qtbot, page, Qt.Key.Key_A, CTRL_SHIFT)
    assert len(parties.cards) == 3
    assert parties.cards[2].is_open
    assert parties.cards[2].isAncestorOf(page.window().focusWidget())


def test_a_removed_row_is_put_back(qtbot, page):
    parties = rows(page, "parties")
    field(parties, 0, "name")
    press(qtbot, page, Qt.Key.Key_Delete, CTRL_SHIFT)
    assert named(page) == ["李四"]
    assert page.pane.dirty
    (toast,) = page.window().findChildren(Toast)
    next(b for b in toast.findChildren(QPushButton) if b.text() == "放回").click()
    assert named(page) == ["张三", "李四"]
    assert page.pane.save()
    assert [party.id for party in page.pane.record.parties] == [1, 2]


def test_a_row_that_cannot_be_read_stays_open(qtbot, page):
    meetings = rows(page, "meetings")
    line = field(meetings, 0, "held_on")
    type_in(qtbot, line, "昨天")
    meetings.cards[0].toggle()
    assert meetings.cards[0].is_open
    assert line.text() == "昨天"
    assert not page.pane.save()
    type_in(qtbot, line, "2024年6月12日")
    meetings.cards[0].toggle()
    assert not meetings.cards[0].is_open
    assert page.pane.save()


def test_an_organisation_is_asked_for_other_things(qtbot, page):
    parties = rows(page, "parties")
    card = parties.cards[1]
    card.open()
    cells = card._grid.cells
    assert not cells["id_number"].isHidden()
    assert cells["representative"].isHidden()
    kind = cells["kind"].editor
    kind.combo.setCurrentText("法人或其他组织")
    kind._left()
    assert cells["id_number"].isHidden()
    assert not cells["representative"].isHidden()


def test_what_is_wrong_in_a_closed_row_is_said_beside_it(qtbot, page):
    parties = rows(page, "parties")
    type_in(qtbot, field(parties, 0, "id_number"), "520403198001010017")
    parties.cards[0].toggle()
    qtbot.waitUntil(lambda: "校验位" in parties.cards[0]._note.text())
    assert not parties.cards[0]._note.isHidden()


def test_a_long_row_is_cut_in_its_line_and_told_whole(qtbot, page):
    terms = rows(page, "terms")
    page.window().resize(1000, 760)
    terms.cards[0].row.text = "很长的条款" * 8
    terms.cards[0].refresh()
    qtbot.waitUntil(lambda: terms.cards[0]._line.text().endswith("…"))
    assert terms.cards[0].words.endswith("2024-06-30")


def test_the_ends_cannot_be_passed(page):
    first, last = rows(page, "parties").cards
    assert not first._buttons["up"].isEnabled()
    assert first._buttons["down"].isEnabled()
    assert not last._buttons["down"].isEnabled()


def test_numbers_beside_the_rows(qtbot, page):
    assert rows(page, "meetings")._head.title.text() == "调解记录　1"
    assert rows(page, "visits")._head.title.text() == "回访记录"
    assert rows(page, "parties")._head.title.isHidden()  # its section is called so already


def test_saved_rows_of_a_log_stay_as_they_are(qtbot, store, monkeypatch):
    monkeypatch.setattr(Visit, "append_only", True)
    with store.step("回访") as session:
        session.get(Case, 1).visits = [Visit.fresh(visited_on=date(2024, 7, 1), visited="张三")]
    page = opened(qtbot, store, Case, 1)
    visits = rows(page, "visits")
    visits.add()
    old, new = visits.cards
    assert [n for n, b in old._buttons.items() if not b.isHidden()] == []
    assert [n for n, b in new._buttons.items() if not b.isHidden()] == ["close"]
    assert field(visits, 0, "visited").isReadOnly()
    press(qtbot, page, Qt.Key.Key_Delete, CTRL_SHIFT)  # in the saved row: does nothing
    assert len(visits.cards) == 2
    type_in(qtbot, field(visits, 1, "visited_on"), "2024-08-01")
    type_in(qtbot, field(visits, 1, "visited"), "李四")
    assert page.pane.save()
    assert field(rows(page, "visits"), 1, "visited").isReadOnly()
    visits = rows(page, "visits")
    visits.add()
    qtbot.waitUntil(visits.cards[2].isVisible)
    press(qtbot, page, Qt.Key.Key_Delete, CTRL_SHIFT)
    assert len(visits.cards) == 2


def test_what_is_said_of_a_new_row_does_not_push_the_cursor_out_of_sight(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.form.be_short(short=False)
    page.pane.form.finish()
    rows(page, "meetings").add()
    line = page.window().focusWidget()
    qtbot.waitUntil(lambda: page.pane.form._area._new is None)
    qtbot.wait(20)
    assert not line.visibleRegion().isEmpty()


def test_a_row_in_which_nothing_was_typed_does_not_keep_the_record_from_being_saved(qtbot, page):
    visits, parties = rows(page, "visits"), rows(page, "parties")
    before = len(visits.items)
    visits.add()
    parties.add()
    visits.add()
    type_in(qtbot, field(visits, before + 1, "visited_on"), "2024-08-01")
    type_in(qtbot, field(visits, before + 1, "visited"), "李四")
    assert page.pane.save()
    assert [visit.visited for visit in page.pane.record.visits[before:]] == ["李四"]
    assert named(page) == ["张三", "李四"]
    assert len(visits.cards) == before + 1


def test_a_row_that_lacks_something_is_told_and_one_beside_it_that_is_empty_goes(qtbot, page):
    visits = rows(page, "visits")
    before = len(visits.items)
    visits.add()
    visits.add()
    type_in(qtbot, field(visits, before + 1, "visited"), "李四")
    assert not page.pane.save()
    assert [visit.visited for visit in visits.items[before:]] == ["李四"]
    assert [card.row for card in visits.cards] == visits.items


def test_a_move_does_without_the_empty_row(qtbot, page):
    visits = rows(page, "visits")
    before = len(visits.items)
    visits.add()
    page.pane.moves.go()
    page.pane.panel.confirm()
    assert len(page.pane.record.visits) == before


def test_what_a_new_row_begins_with_may_be_all_there_is_to_say(qtbot, store):
    document = ListDocument.fresh(kind="1", name="权责清单", made_on=date(2024, 1, 2))
    keep(store, document)
    page = opened(qtbot, store, ListDocument, 1)
    rows(page, "postings").add()
    assert page.pane.save()
    assert [row.day for row in page.pane.record.postings] == [date.today()]


def test_an_empty_row_that_comes_back_with_a_draft_goes_too(qtbot, page):
    case = page.pane.record
    case.visits.append(Visit.fresh())
    page.pane.show_draft(case)
    assert page.pane.save()
    assert page.pane.record.visits == []


def test_a_new_row_begins_with_what_the_record_says_and_is_not_masked(qtbot, store):
    with store.step("登记") as session:
        aid = application(name="张三", address="一组")
        session.add(aid)
    page = opened(qtbot, store, LegalAid, aid.id)
    deliveries = rows(page, "deliveries")
    deliveries.add()
    assert (deliveries.items[0].recipient, deliveries.items[0].address) == ("张三", "一组")
    before, store.rights = store.rights, Rights("李干事", STAFF, sensitive=MASKED)
    deliveries.add()
    store.rights = before
    assert (deliveries.items[1].recipient, deliveries.items[1].address) == ("张三", None)
    assert page.pane.save()
    assert page.pane.record.deliveries == [], "what is delivered was not said"
