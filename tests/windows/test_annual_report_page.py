"""The page of the yearly report: words change, figures do not, every number opens its records."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from db.registers import AnnualReport, Case
from db.store.rights import Rights
from db.store.trouble import Trouble
from desktop.windows.annual_report import AnnualReportPage
from desktop.windows.annual_report.beginning import Beginning
from desktop.windows.annual_report.sentence_edit import SentenceEdit
from desktop.windows.pages import Pages
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from desktop.windows.views import BIN, REPORT
from tests.offices import new_store, settle
from tests.subsidies import filed

CASES = "disputes.cases"
FIGURE = "mediation.resolved"
PATIENCE = 20_000  # ms


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        case_id = filed(database, settle(database))
        with database.read() as session:
            database.year = session.get_one(Case, case_id).agreed_on.year
        yield database
        tasks.wait()


@pytest.fixture
def page(qtbot, store):
    opened = []
    made = AnnualReportPage(store, lambda *asked: opened.append(asked), lambda *_: None)
    made.opened = opened
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    qtbot.waitUntil(lambda: made.answer is not None, timeout=PATIENCE)
    return made


@pytest.fixture
def written(qtbot, page, store):
    """The page with the year's report."""
    page.begin(store.year, "full")
    qtbot.waitUntil(lambda: page.answer.report is not None, timeout=PATIENCE)
    return page


def kept(store):
    with store.read() as session:
        return [(row.key, row.way, row.text) for row in session.query(AnnualReport).one().texts]


def told_again(qtbot, page, act):
    """Do something that makes the page compose anew, and wait for it."""
    before = page.answer
    act()
    qtbot.waitUntil(lambda: page.answer is not before, timeout=PATIENCE)


def type_behind(edit, words):
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    edit.insertPlainText(words)


def test_without_a_report_it_offers_to_begin_one(qtbot, page, store):
    assert page.beginning.begin.isVisible()
    assert not page.outputs.preview.isVisible()
    page.beginning.year.setValue(store.year)
    told_again(
        qtbot,
        page,
        lambda: qtbot.mouseClick(page.beginning.begin, Qt.MouseButton.LeftButton),
    )
    qtbot.waitUntil(lambda: page.answer.report is not None, timeout=PATIENCE)
    assert page.answer.report.year == store.year
    assert page.view.isVisible()


def test_nothing_can_be_begun_twice_while_it_is_composed(qtbot, store):
    page = AnnualReportPage(store, lambda *_: None, lambda *_: None)
    qtbot.addWidget(page)
    assert not page.beginning.begin.isEnabled()
    for part in (*page.outputs.buttons, page.head.form, page.head.new):
        assert part.isHidden()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=PATIENCE)
    assert page.beginning.begin.isEnabled()
    page.begin(store.year, "full")
    assert not page.beginning.begin.isEnabled()
    qtbot.waitUntil(lambda: page.answer.report is not None, timeout=PATIENCE)
    assert page.head.new.isEnabled()


def test_a_new_one_is_of_the_year_after_the_latest_and_of_the_same_template(
    qtbot, page, store, monkeypatch
):
    this = date.today().year
    with store.step("报告") as session:
        session.add(AnnualReport.fresh(year=this - 1, template="five_parts"))
        session.add(AnnualReport.fresh(year=this - 5, template="full"))
    qtbot.waitUntil(lambda: page.answer.report is not None, timeout=PATIENCE)
    offered = []

    def told(dialog):
        begin = dialog.findChild(Beginning)
        offered.append((begin.year.value(), begin.template.currentData()))

    monkeypatch.setattr(QDialog, "exec", told)
    page.head.new.click()
    assert offered == [(this, "five_parts")]


def test_a_number_opens_the_records_behind_it(qtbot, written, store):
    written.open_figure(FIGURE)
    qtbot.waitUntil(lambda: bool(written.opened), timeout=PATIENCE)
    register, title, ids = written.opened[0]
    with store.read() as session:
        assert (register, ids) == ("mediation", {session.query(Case).one().id})
    assert title.endswith("1件")


def test_a_sentence_that_is_clicked_stays_under_the_eyes_and_its_marks_are_told(written):
    view, draft = written.view, written.answer.draft
    printed = [run.key or block.key for block in draft.composed.blocks for run in block.runs]
    maybe = next(k for k in printed[::-1] if k and "[[" in draft.template.statement(k).text)
    written.resize(1180, 400)
    bar = view.verticalScrollBar()
    view.anchorClicked.emit(QUrl(f"statement:{maybe}"))
    assert bar.value() == 0
    assert "[[ ]]" in written.side.sentence._said.text()
    written.choose(maybe)
    assert bar.value() > 0


def test_words_are_typed_and_the_figure_stays(qtbot, written, store):
    written.choose(CASES)
    edit = written.side.sentence.edit
    type_behind(edit, "工作扎实。")
    qtbot.waitUntil(lambda: "工作扎实。" in written.view.toPlainText())  # before it is saved
    assert kept(store) == []
    told_again(qtbot, written, written.side.sentence.save)
    [(key, way, text)] = kept(store)
    assert (key, way) == (CASES, "rewrite")
    assert text.endswith("工作扎实。")
    assert "{{" + FIGURE + "}}" in text
    told_again(qtbot, written, store.undo)
    assert kept(store) == []
    assert "工作扎实。" not in written.view.toPlainText()


def test_another_sentence_keeps_what_was_typed_in_the_first(qtbot, written, store):
    written.choose(CASES)
    type_behind(written.side.sentence.edit, "又一句。")
    told_again(qtbot, written, lambda: written.choose("opening"))
    assert kept(store)[0][2].endswith("又一句。")
    assert written.side.sentence.key == "opening"


def test_a_sentence_is_left_out_and_written_again(qtbot, written, store):
    written.choose(CASES)
    told_again(qtbot, written, written.side.sentence.drop.click)
    assert kept(store) == [(CASES, "drop", "")] or kept(store) == [(CASES, "drop", None)]
    qtbot.waitUntil(
        lambda: CASES in {one.key for one in written.answer.draft.composed.left_out},
        timeout=PATIENCE,
    )
    told_again(qtbot, written, written.side.sentence.back.click)
    assert kept(store) == []


def test_errors_keep_it_from_being_final(qtbot, written, store):
    assert written.answer.draft.composed.problems  # a store with one case lacks whole parts
    written.outputs.freeze()
    assert written.side.chips["findings"].isChecked()
    with store.read() as session:
        assert session.query(AnnualReport).one().state == "draft"


def test_a_second_report_of_a_year_is_told_and_not_begun(written, store):
    written.begin(store.year, "full")
    assert "同样模板" in notices_of(written).sentences()[-1]
    with store.read() as session:
        assert session.query(AnnualReport).count() == 1


def test_what_was_typed_is_kept_when_people_leave_or_lock(qtbot, store):
    pages = Pages(store)
    qtbot.addWidget(pages)
    pages.show()
    pages.turn_to(REPORT)
    page = pages.made[REPORT]
    page.begin(store.year, "full")
    qtbot.waitUntil(lambda: bool(page.answer and page.answer.report), timeout=PATIENCE)

    def and_back(leave):
        leave()
        pages.turn_to(REPORT)

    for words, leave in (("一。", lambda: pages.turn_to(BIN)), ("二。", pages.unsaved)):
        page.choose(CASES)
        type_behind(page.side.sentence.edit, words)
        told_again(qtbot, page, partial(and_back, leave))
        assert kept(store)[0][2].endswith(words)


def test_a_sentence_that_cannot_be_kept_is_not_lost_silently(qtbot, written, store, monkeypatch):
    written.choose(CASES)
    type_behind(written.side.sentence.edit, "三。")

    def full(_session, _report, *_words):
        raise Trouble("磁盘已满，这一步没有保存")

    monkeypatch.setattr("db.figures.annual_report.own_text.write", full)
    assert not written.can_leave()
    assert "还没有保存" in notices_of(written).sentences()[-1]
    assert written.side.sentence.edit.text().endswith("三。")
    assert written.can_leave(), "the second time people mean it"
    assert kept(store) == []


def test_who_may_only_look_changes_nothing(qtbot, written, store):
    store.rights = Rights("读者", "reader")
    told_again(qtbot, written, written.refresh)
    written.choose(CASES)
    assert written.side.sentence.edit.isReadOnly()
    assert not written.head.new.isEnabled()
    assert not written.outputs.finish.isVisible()


def test_another_report_is_compared(qtbot, written, tmp_path):
    text = tmp_path / "别的报告.txt"
    text.write_text("全年排查化解各类矛盾纠纷3件。", encoding="utf-8")
    written.outputs.compare(text)
    qtbot.waitUntil(written.side.chips["comparison"].isChecked, timeout=PATIENCE)
    rows = [
        [written.side.comparison.topLevelItem(at).text(column) for column in range(3)]
        for at in range(written.side.comparison.topLevelItemCount())
    ]
    assert ["不一致", "3件", "1件"] in rows


def test_a_file_that_is_no_report_is_one_sentence(qtbot, written, tmp_path):
    text = tmp_path / "空.txt"
    text.write_text("")
    written.outputs.compare(text)
    qtbot.waitUntil(lambda: bool(notices_of(written).sentences()), timeout=PATIENCE)


def test_a_figure_is_one_piece(qtbot):
    edit = SentenceEdit()
    qtbot.addWidget(edit)
    text = "办理{{a.b}}{{a.b}}，代办{{a.c|exact}}。\n第二段"
    edit.show_text(text, {"a.b": "3件", "a.c|exact": "12件"}.get)
    assert edit.text() == text
    assert len(edit.toPlainText().splitlines()[0]) == len("办理") + 2 + len("，代办") + 1 + 1
    cursor = edit.textCursor()
    cursor.setPosition(3)
    cursor.deletePreviousChar()
    assert edit.text() == text.replace("{{a.b}}{{a.b}}", "{{a.b}}")
    edit.selectAll()
    assert edit.createMimeDataFromSelection().text() == "办理3件，代办12件。\n第二段"
    edit.cut()
    edit.paste()
    assert edit.text() == text.replace("{{a.b}}{{a.b}}", "{{a.b}}")


def test_what_wps_puts_between_words_is_left_out(qtbot):
    edit = SentenceEdit()
    qtbot.addWidget(edit)
    edit.show_text("", str)
    data = QMimeData()
    data.setText("全年\u00a0召开\u200b会议")
    edit.insertFromMimeData(data)
    assert "\u200b" not in edit.text()
    assert "\u00a0" not in edit.text()
