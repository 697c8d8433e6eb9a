"""The form while people type: marked at the first key, kept in place by a save, moves undone."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from db.registers import Case, Committee, DeadlineRule, Paper
from db.store.database import Database
from desktop.windows.parts.notices import Notices
from desktop.windows.record.moves_bar import Strip
from desktop.windows.record.section_bar import SectionBar
from tests.filled import filled
from tests.offices import agreed_case, new_store, settle
from tests.windows.pages import cell, opened, rows, type_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


@pytest.fixture
def case(store) -> int:
    record = agreed_case(1)
    record.accepted_on = None
    with store.step("登记") as session:
        session.add(record)
    return record.id


def test_the_first_key_marks_the_record(qtbot, store):
    page = opened(qtbot, store, Committee, 1)
    assert not page.pane._save.isEnabled()
    line = cell(page, "address").editor.line
    line.setFocus()
    qtbot.keyClicks(line, "1")
    assert page.pane.dirty
    qtbot.waitUntil(lambda: page.pane._save.width() > 0)
    qtbot.mouseClick(page.pane._save, Qt.MouseButton.LeftButton)
    assert not page.pane.dirty
    with store.read() as session:
        assert session.get(Committee, 1).address == "1"


def test_what_is_computed_follows_what_is_typed(qtbot, store):
    page = opened(qtbot, store, DeadlineRule)
    page.new_record()
    shown = cell(page, "shipped_rule").editor
    assert shown.value() is None
    chosen = cell(page, "rule").editor
    for code, article in (("aid_decision", "第四十三条"), ("aid_objection", "第四十九条")):
        chosen.show_value(code)
        chosen.edited.emit()
        qtbot.waitUntil(lambda words=article: words in (shown.value() or ""))


@pytest.mark.parametrize("name", ["summary", "dispute_type", "committee_id", "occurred_on"])
def test_typing_anywhere_marks_the_record(qtbot, store, case, name):
    page = opened(qtbot, store, Case, case)
    editor = cell(page, name).editor
    editor.widget.setFocus()
    qtbot.keyClicks(editor.widget, "1")
    assert page.pane.dirty


def test_a_save_keeps_the_place(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    page.pane.form.enter("parties[1].address")
    qtbot.wait(20)
    line = rows(page, "parties").cards[1]._grid.cells["address"].editor.line
    assert page.window().focusWidget() is line
    qtbot.keyClicks(line, "9")
    where = page.pane.form._area.verticalScrollBar().value()
    assert where > 0
    page.pane.save()
    assert not page.pane.dirty
    assert [card.is_open for card in rows(page, "parties").cards] == [False, True]
    qtbot.wait(20)
    assert page.pane.form._area.verticalScrollBar().value() == where
    again = rows(page, "parties").cards[1]._grid.cells["address"].editor.line
    assert page.window().focusWidget() is again


def test_another_record_starts_at_its_top(qtbot, store, case):
    other = agreed_case(1)
    with store.step("登记") as session:
        session.add(other)
    page = opened(qtbot, store, Case, case)
    page.pane.form.enter("parties[1].address")
    qtbot.wait(20)
    page.open_record(other.id)
    qtbot.wait(20)
    assert page.pane.form._area.verticalScrollBar().value() == 0
    assert not any(card.is_open for card in rows(page, "parties").cards)


def test_a_move_called_off_leaves_nothing(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    page.pane.moves._next.click()
    assert page.pane.record.accepted_on == date.today()
    assert cell(page, "accepted_on").editor.line.text() == date.today().isoformat()
    qtbot.keyClick(page.pane.panel, Qt.Key.Key_Escape)
    assert not page.pane.panel.isVisible()
    assert page.pane.record.accepted_on is None
    assert cell(page, "accepted_on").editor.line.text() == ""
    assert not page.pane.dirty
    assert page.pane.record is not None  # the Esc was the panel's


def test_saving_calls_the_move_off(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    page.pane.moves._next.click()
    page.pane.form.enter("summary")
    cell(page, "summary").editor.box.setPlainText("别的")
    assert page.pane.save()
    with store.read() as session:
        kept = session.get(Case, case)
        assert (kept.summary, kept.accepted_on, kept.state) == ("别的", None, "registered")


def test_what_is_mended_in_the_form_leaves_the_panel(qtbot, store, case):
    with store.step("改") as session:
        session.get(Case, case).source = None
    page = opened(qtbot, store, Case, case)
    page.pane.moves._next.click()
    assert any("案件来源" in text for text in page.pane.panel.sentences())
    editor = cell(page, "source").editor
    editor.combo.setCurrentIndex(editor.combo.findData("2"))
    editor._left()
    assert not page.pane.panel.sentences()
    page.pane.panel.confirm()
    with store.read() as session:
        kept = session.get(Case, case)
        assert (kept.state, kept.source) == ("accepted", "2")


def test_today_in_the_panel_is_written_out(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    page.pane.moves._next.click()
    line = page.pane.panel._grid.cells["accepted_on"].editor.line
    line.selectAll()
    qtbot.keyClicks(line, "t")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == date.today().isoformat()


def test_a_move_takes_what_is_still_being_typed(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    page.pane.moves._next.click()
    line = cell(page, "occurred_on").editor.line
    line.setFocus()
    qtbot.keyClicks(line, "20240601")
    page.pane.panel.confirm()  # Alt+O: the cursor stays in the line
    with store.read() as session:
        kept = session.get(Case, case)
        assert (kept.state, kept.occurred_on) == ("accepted", date(2024, 6, 1))


NAMES = ["登记", "调解中", "达成协议", "履行完毕", "已结案"]


@pytest.mark.parametrize("now", range(5))
def test_the_strip_shows_what_fits_around_the_present_state(qtbot, now):
    holder = QWidget()
    qtbot.addWidget(holder)
    strip = Strip()
    strip.setParent(holder)
    holder.show()
    strip.show()
    seen = []
    for width in (900, 260, 160, 20):
        strip.resize(width, 30)
        strip.show_states(NAMES, now)
        shown = [text.removeprefix("✓ ") for text in strip.shown()]
        assert NAMES[now] in shown
        assert shown == NAMES[NAMES.index(shown[0]) : NAMES.index(shown[-1]) + 1]
        assert strip._before.isHidden() == (shown[0] == NAMES[0])
        assert strip._after.isHidden() == (shown[-1] == NAMES[-1])
        seen.append(len(shown))
    assert seen[0] == 5
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 1
    assert f"【{NAMES[now]}】" in strip.toolTip()


def test_many_hindrances_are_told_a_few_at_a_time(qtbot, store):
    with store.step("登记") as session:
        session.add(Case.fresh())
    page = opened(qtbot, store, Case, 1)
    page.pane.moves._next.click()
    assert len(page.pane.panel.sentences()) == 3
    assert any("此外还有" in label.text() for label in page.pane.panel.findChildren(QLabel))


def fits(bar, width):
    """Whether all of the bar's names find room in so many pixels."""
    bar.resize(width, 30)
    return bar.shown() == ["受理", "当事人", "结案"]


def test_section_names_that_find_no_room_stand_in_a_menu(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = SectionBar()
    bar.setParent(holder)
    led = []
    for name in ("编号", "受理", "当事人", "司法确认", "结案"):
        bar.add(name, lambda n=name: led.append(n))
    for name in ("编号", "司法确认"):
        bar.show_section(name, shown=False)
    holder.show()
    bar.show()
    bar.resize(2000, 30)
    assert bar.shown() == ["受理", "当事人", "结案"]
    assert bar._rest.isHidden()
    bar.resize(next(width for width in range(2000, 0, -1) if not fits(bar, width)), 30)
    assert bar.shown() in (["受理", "当事人"], ["受理"])
    assert not bar._rest.isHidden()
    assert bar._rest.geometry().right() <= bar.width()
    menu = bar._rest.menu()
    menu.aboutToShow.emit()
    assert bar.shown() + [action.text() for action in menu.actions()] == ["受理", "当事人", "结案"]
    menu.actions()[-1].trigger()
    assert led == ["结案"]
    led.clear()
    bar.resize(40, 30)
    assert bar.shown() == []
    bar.show_section("司法确认", shown=True)
    bar.resize(2000, 30)
    assert bar.shown() == ["受理", "当事人", "司法确认", "结案"]
    bar._buttons["当事人"].click()
    assert led == ["当事人"]


def test_a_section_is_reached_by_its_name(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    form = page.pane.form
    qtbot.waitUntil(lambda: "当事人" in form._sections.shown())
    form._sections._buttons["当事人"].click()
    scroll = form._area.verticalScrollBar()
    assert scroll.value() == min(form._area.headings["当事人"].y(), scroll.maximum())
    assert scroll.value() > 0


def test_a_second_of_the_same_name_is_a_sentence_and_nothing_is_lost(qtbot, store):
    page = opened(qtbot, store, Committee)
    page.new_record()
    for name, text in (("name", "测试镇人民调解委员会"), ("short_name", "另")):
        type_in(qtbot, cell(page, name).editor.line, text)
    kind = cell(page, "kind").editor
    kind.show_value("1")
    kind.edited.emit()
    assert not page.pane.save()
    (place,) = [n for n in page.window().findChildren(Notices) if n.sentences()]
    assert "已有“名称”相同的记录" in place.sentences()[0]
    assert page.pane.record_id is None
    assert cell(page, "short_name").editor.line.text() == "另"
    type_in(qtbot, cell(page, "name").editor.line, "另一个人民调解委员会")
    assert page.pane.save()
    assert page.model.total == 2


def test_what_is_open_is_counted_and_led_to_one_by_one(qtbot, store, case):
    with store.step("改") as session:
        record = session.get(Case, case)
        record.difficulty, record.turned_criminal = "3", True
        record.parties[0].id_number = "520403198001010017"
        record.parties[0].sex = record.parties[0].born_on = None
    page = opened(qtbot, store, Case, case)
    form, bar = page.pane.form, page.pane.form._sections
    assert bar._open.text() == "待补 2　请核对 1"
    seen = []
    for _ in range(4):
        bar.lead()
        seen.append(form.where())
    assert seen == [
        "difficulty_reason", "turned_criminal_on", "parties[0].id_number", "difficulty_reason"
    ]  # fmt: skip
    type_in(qtbot, cell(page, "turned_criminal_on").editor.line, "t")
    qtbot.waitUntil(lambda: bar._open.text() == "待补 1　请核对 1")


def test_a_new_record_is_not_scolded_before_it_is_saved(qtbot, store):
    page = opened(qtbot, store, Committee)
    page.new_record()
    note = cell(page, "short_name")._note
    type_in(qtbot, cell(page, "name").editor.line, "天龙村人民调解委员会")
    qtbot.wait(20)
    assert note.isHidden()
    assert not page.pane.save()
    assert (note.text(), note.isHidden()) == ("请填写编号简称", False)
    assert page.pane.form._sections._open.text() == "须改正 2"


def test_a_new_row_is_not_scolded_either(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    parties = rows(page, "parties")
    parties.add()
    qtbot.wait(20)
    assert parties.cards[-1]._grid.cells["name"]._note.isHidden()
    type_in(qtbot, parties.cards[-1]._grid.cells["address"].editor.widget, "天龙村")
    assert not page.pane.save()
    assert parties.cards[-1]._grid.cells["name"]._note.text() == "请填写姓名或名称"
    assert parties.cards[-1]._grid.cells["name"].has_cursor()


def test_saving_what_cannot_be_read_leads_to_it(qtbot, store, case):
    page = opened(qtbot, store, Case, case)
    type_in(qtbot, cell(page, "closed_on").editor.line, "改天")
    cell(page, "registered_on").editor.line.setFocus()
    page.pane.form._area.verticalScrollBar().setValue(0)
    assert not page.pane.save()
    line = cell(page, "closed_on").editor.line
    assert page.pane.form.where() == "closed_on"
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())


def test_a_digest_that_only_can_be_looked_at_is_seen_whole(qtbot, store):
    with store.step("登记") as session:
        session.add(filled(Paper, session, digest="8" * 64, fingerprint="短"))
    page = opened(qtbot, store, Paper, 1)
    page.resize(1600, 700)
    line = cell(page, "digest").editor.line
    needed = line.fontMetrics().horizontalAdvance(line.text())
    qtbot.waitUntil(lambda: line.width() > needed)
    assert cell(page, "fingerprint").width() < line.width() / 2


@pytest.mark.parametrize("higher", [150, 300])
def test_the_cursor_stays_in_sight_when_a_panel_over_the_form_grows(qtbot, store, case, higher):
    page = opened(qtbot, store, Case, case)
    page.pane.form.enter("parties[1].address")
    line = rows(page, "parties").cards[1]._grid.cells["address"].editor.line
    area = page.pane.form._area
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())
    before = area.viewport().height()
    page.pane.due.setFixedHeight(higher)
    page.pane.due.show()
    qtbot.waitUntil(lambda: area.viewport().height() <= before - higher)
    assert line.visibleRegion().boundingRect().height() == line.height()


def test_what_a_form_was_made_of_goes_with_it(qtbot, store, case):
    """Who listens to an editor holds it from within Qt, where no collector sees the circle."""
    page = opened(qtbot, store, Case, case)
    editors = [weakref.ref(cell(page, name).editor) for name in ("summary", "accepted_on")]
    delete(page)
    del page
    gc.collect()
    assert not [one for one in editors if one() is not None]
