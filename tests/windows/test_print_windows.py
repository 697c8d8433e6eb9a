"""The windows of printing: what was printed is noted and told, several at once, blanks typed in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMainWindow

from db.registers import BlankForm, Case, Printing
from db.registers.blank_form import Handwritten, take_blanks
from db.registers.printing import SAVED
from desktop.documents.blank_sheets import make_blanks
from desktop.documents.forms import FORMS, form
from desktop.documents.issue import draft
from desktop.documents.joined import collect
from desktop.windows.overviews.blank_page import AskEntry, BlankPage
from desktop.windows.pages import Pages
from desktop.windows.paper.batch_window import BatchWindow
from desktop.windows.paper.blank_button import BlankButton
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.paper.pdf_pages import page_count
from desktop.windows.paper.several_button import SeveralButton
from desktop.windows.parts import in_turns, tasks
from desktop.windows.parts.rows import Elided, Line
from desktop.windows.record import drafts
from desktop.windows.record.begun import type_in
from desktop.windows.record.papers_panel import PapersPanel
from tests.documents.test_joined import blank
from tests.offices import agreed, agreed_case, new_store, walk
from tests.windows.pages import opened, press

AGREEMENT = replace(form("agreement"), blank=blank)
TODAY = date.today()


@pytest.fixture
def store(tmp_path: Path, monkeypatch):
    """Three cases: agreed, a draft, agreed; the agreement has a blank."""
    known = tuple(
        AGREEMENT if one.code == "agreement" else replace(one, blank=None) for one in FORMS
    )
    monkeypatch.setattr("desktop.documents.forms.FORMS", known)
    with new_store(tmp_path) as database:
        agreed(database)
        for _ in range(2):
            with database.step("登记") as session:
                session.add(agreed_case(1))
        walk(database, 3, "accept", "agree")
        yield database
        tasks.wait()


@pytest.fixture
def parent(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def pages(qtbot, store):
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Pages(store)
    window.setCentralWidget(made)
    window.resize(1280, 760)
    window.show()
    made.kept_alive = window
    return made


@pytest.fixture
def jobs(monkeypatch):
    """What would be printed."""
    found = []
    monkeypatch.setattr(
        "desktop.windows.paper.preview.print_job", lambda _window, job, _after: found.append(job)
    )
    return found


def save_as(monkeypatch, path):
    code = QDialog.DialogCode.Accepted if path else QDialog.DialogCode.Rejected
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: code)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])


def shown(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_each_saving_is_noted_and_the_preview_tells_how_often(store, parent, monkeypatch, tmp_path):
    window = PaperWindow(parent, store, AGREEMENT, 1, draft(store, AGREEMENT, 1))
    assert window._state.text() == ""
    for number in (1, 2):
        save_as(monkeypatch, tmp_path / "协议.pdf")
        window.save()
        assert window._state.text() == f"已打印 {number} 次，上次 {TODAY}"
    with store.step("改") as session:
        session.get(Case, 1).facts = "补充了事实。"
    again = PaperWindow(parent, store, AGREEMENT, 1, draft(store, AGREEMENT, 1))
    assert again._state.text().endswith("之后内容有改动")
    with store.read() as session:
        assert [(p.way, p.times, p.printed_by) for p in session.query(Printing)] == [
            (SAVED, 1, "测试员"),
            (SAVED, 2, "测试员"),
        ]
    save_as(monkeypatch, "")
    again.save()
    with store.read() as session:
        assert session.query(Printing).count() == 2


def test_a_printing_notes_printer_and_copies(store, parent, jobs):
    window = PaperWindow(parent, store, AGREEMENT, 1, draft(store, AGREEMENT, 1))
    window.print_it()
    (job,) = jobs
    assert (job.parts, job.pages) == (((1, 3),), 1)
    job.done("前台打印机", [3])
    with store.read() as session:
        (noted,) = session.query(Printing)
    assert (noted.way, noted.copies, noted.about_id, noted.form) == (
        "前台打印机",
        3,
        1,
        AGREEMENT.title,
    )


def test_a_record_tells_what_was_printed_of_it(qtbot, store, parent, monkeypatch, tmp_path):
    page = opened(qtbot, store, Case, 1)
    panel = page.pane.form.findChild(PapersPanel)
    assert panel.isHidden()
    window = PaperWindow(parent, store, AGREEMENT, 1, draft(store, AGREEMENT, 1))
    save_as(monkeypatch, tmp_path / "协议.pdf")
    window.save()
    qtbot.waitUntil(lambda: not panel.isHidden())  # at once, without opening the record again
    assert "第 1 次，1 份，存为PDF" in shown(panel)


def test_several_are_chosen_with_the_keyboard_and_printed_as_one_job(qtbot, store, monkeypatch):
    made = []
    monkeypatch.setattr(
        "desktop.windows.paper.batch_window.show_batch",
        lambda _parent, _store, title, work: made.append((title, work(lambda *_: None))),
    )
    page = opened(qtbot, store, Case)
    button = page.findChild(SeveralButton)
    page.table.stand_on(0)
    assert button.isHidden()
    assert page.pane.isHidden()
    page.table.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert button.text() == "打印所选 3 件…"
    assert not button.isHidden()
    assert page.table.chosen_ids() == [page.model.record_id(row) for row in range(3)]
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    button.forms = [AGREEMENT]
    press(qtbot, page, Qt.Key.Key_P, chord)
    ((title, batch),) = made
    assert title == f"正在生成 3 份{AGREEMENT.title}"
    assert (len(batch.papers), len(batch.skipped)) == (2, 1)
    page.table.choose(2)  # while Ctrl and Shift are still held
    assert page.table.chosen_ids() == [2]
    assert button.isHidden()


def test_a_click_with_ctrl_chooses_and_opens_nothing(qtbot, store):
    page = opened(qtbot, store, Case)
    page.table.stand_on(0)
    place = page.table.visualRect(page.model.index(2, 0)).center()
    keys = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, place)
    assert page.pane.isHidden()
    assert page.table.number() == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    with store.read() as session:
        assert session.query(Case).filter(Case.deleted_at.is_(None)).count() == 3


def test_the_window_names_what_is_left_out_before_printing(store, parent, qtbot, jobs):
    batch = collect(store, AGREEMENT, [1, 2, 3])
    window = BatchWindow(parent, store, batch, batch.pdf())
    window.show()
    qtbot.waitUntil(lambda: window._place.text() == "1 / 2 页", timeout=10_000)
    assert window._state.text() == batch.sentence()
    assert batch.skipped[0].sentence() in shown(window)
    window.print_it()
    assert jobs[0].parts == ((1, 3), (1, 3))
    jobs[0].done("前台打印机", [3, 3])
    with store.read() as session:
        assert [p.about_id for p in session.query(Printing)] == [1, 3]


def test_where_all_are_drafts_nothing_can_be_printed(store, parent, jobs):
    batch = collect(store, AGREEMENT, [2])
    window = BatchWindow(parent, store, batch, b"")
    assert not any(button.isEnabled() for button in window.acts)
    window.print_it()
    assert jobs == []
    assert window._place.text() == "没有可以打印的文书"


def test_blanks_are_offered_where_a_form_has_one(qtbot, store, parent, monkeypatch):
    made = []
    monkeypatch.setattr(
        "desktop.windows.paper.batch_window.show_batch", lambda *args: made.append(args)
    )
    for cls, there in ((Case, True), (BlankForm, True), (Printing, False)):
        button = BlankButton(store, cls)
        parent.setCentralWidget(button)
        qtbot.wait(10)  # a layout shows what was not hidden
        assert button.isVisible() == there
    button = BlankButton(store, Case)
    button.make(AGREEMENT, 4)
    batch = made[0][3](lambda *_: None)
    assert page_count(batch.pdf()) == 8


def test_unused_blanks_are_told_on_their_page(qtbot, store):
    page = BlankPage(store)
    qtbot.addWidget(page)
    page.show()
    assert "印空白表" in page._empty.text()
    make_blanks(store, AGREEMENT, 2)
    qtbot.waitUntil(lambda: page.model.total == 2)
    assert page._count.text() == f"2 张，未用 2 张，最早 {TODAY} 印出"


@pytest.fixture
def one_out(store):
    with store.step("印空白表") as session:
        (made,) = take_blanks(session, AGREEMENT.title, 1, "测试员")
    return made


def test_a_sheet_is_typed_in_as_a_new_record(qtbot, store, pages, one_out, monkeypatch):
    pages.turn_to("blank_form")
    page = pages.register_page("blank_form")
    page.open_record(1)
    asked = []

    def fill(dialog):
        asked.append(dialog.windowTitle())
        dialog.take()  # nothing was typed yet
        assert "纸上的日期" in dialog._said.text()
        dialog.day.line.setText("今")
        dialog.take()
        return dialog.result()

    monkeypatch.setattr(AskEntry, "exec", fill)
    page.pane.moves.go()
    assert asked == [f"补录 {one_out.number}（{AGREEMENT.title}）"]
    assert pages.name == "mediation"
    pane = pages.register_page("mediation").pane
    assert pane._title.text() == f"新登记：人民调解（补录 {one_out.number}）"
    assert pane.record.registered_on == TODAY
    assert pane.save()
    with store.read() as session:
        sheet = session.get(BlankForm, 1)
        assert (sheet.state, sheet.about_table, sheet.about_id) == ("entered", "mediation", 4)
        assert (sheet.paper_on, sheet.entered_on) == (TODAY, TODAY)
    told = [one.text() for one in pane.form.findChild(PapersPanel).findChildren(Elided)]
    assert told == [f"手写{AGREEMENT.title} {one_out.number}"]
    pane.form.findChild(PapersPanel).findChild(Line).click()
    assert pages.name == "blank_form"


def test_a_sheet_is_typed_into_a_record_there_is(qtbot, store, pages, one_out):
    type_in(pages, Handwritten(1, one_out.number, TODAY), "mediation", 2)
    pane = pages.register_page("mediation").pane
    assert (pane.record_id, pane.dirty) == (2, True)
    assert one_out.number in pane._title.text()
    assert pane.save()
    with store.read() as session:
        assert session.get(BlankForm, 1).about_id == 2
    assert one_out.number not in pane._title.text()


def test_a_sheet_is_typed_in_step_by_step(qtbot, pages, one_out, monkeypatch):
    monkeypatch.setattr(in_turns, "MOMENT", 0)
    type_in(pages, Handwritten(1, one_out.number, TODAY), "mediation", None)
    assert pages.beginning.busy
    assert pages.name != "mediation", "the page is made before it is shown"
    qtbot.waitUntil(lambda: not pages.beginning.busy)
    assert one_out.number in pages.register_page("mediation").pane._title.text()


def test_the_sheet_survives_a_lock(qtbot, store, pages, one_out):
    sheet = Handwritten(1, one_out.number, TODAY)
    type_in(pages, sheet, "mediation", None)
    drafts.keep(store, pages.unsaved())
    pane = pages.register_page("mediation").pane
    pane.discard()
    assert pane.record is None
    pages.show_draft(drafts.take(store))
    assert one_out.number in pane._title.text()
    assert pane.save()
    with store.read() as session:
        assert session.get(BlankForm, 1).state == "entered"


def test_a_blank_can_be_voided_with_its_reason(qtbot, store, pages, one_out):
    pages.open_record("blank_form", 1)
    pane = pages.register_page("blank_form").pane
    void = next(move for move in BlankForm.moves if move.code == "void")
    pane.moves.asked.emit(void)
    line = pane.panel._grid.cells["void_reason"].editor.line
    line.setText("写坏了")
    line.textEdited.emit(line.text())
    pane.panel.confirm()
    with store.read() as session:
        assert session.get(BlankForm, 1).state == "void"
    assert not pane.head.print.forms
