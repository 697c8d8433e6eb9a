"""F1: the field's help follows the cursor, the page's chapter opens in the book."""

from PySide6.QtCore import Qt, QUrl

from db.registers import BackupLog, Case
from db.registers.backup_log import back_up_and_enter
from db.store.database import Database
from desktop.windows.help.asking import help_here
from desktop.windows.help.field_panel import Told, explain, field_at, panel_near
from desktop.windows.help.window import HelpWindow
from desktop.windows.record.field_cell import FieldCell, Question
from tests.offices import PASSWORD
from tests.windows.desks import desk, empty_desk, quits, unlocked
from tests.windows.pages import cell, press, rows

__all__ = ["desk", "empty_desk", "quits"]


def read(qtbot, window) -> HelpWindow:
    book = window.pages.help
    assert isinstance(book, HelpWindow)
    qtbot.waitUntil(lambda: bool(book.key), timeout=30_000)
    return book


def test_f1_tells_of_the_field_then_of_the_register(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    page.pane.form.enter("accepted_on")
    panel = page.pane.form.help
    assert panel.isHidden()
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert "不得调解" in panel.words
    assert "人民调解法第十七条" in panel.words
    assert "办理“受理”之前要填" in panel.words
    qtbot.waitUntil(lambda: "受理案件" in panel.words, timeout=30_000)

    page.pane.form.enter("facts")  # it follows the cursor
    assert "各方的责任" in panel.words
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    book = read(qtbot, window)
    assert book.key == "mediation"
    assert book.windowTitle().endswith("枫桥")  # else the desktop adds it once more
    assert "受理日期" in book.text.toPlainText()
    book.close()

    page.pane.form.enter("facts")
    press(qtbot, page, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert panel.isHidden()
    assert page.pane.record_id == 1  # Esc took the help away and nothing else
    assert cell(page, "facts").has_cursor()

    page.pane.moves._next.click()  # what a move asks for is told, too
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert "人民调解法第十七条" in panel.words


def test_f1_says_nothing_of_typing_where_nothing_can_be_typed(qtbot, desk):
    """It said 一行文字 and 必填 of what the program writes itself."""
    with Database.open(desk.store, PASSWORD) as database:
        back_up_and_enter(database, database.backup_folder)
    window = unlocked(qtbot, desk)
    window.pages.open_record("backup_log", 1)
    page = window.pages.register_page("backup_log")
    for name in ("place", "kind", "made_on"):
        explain(Told(BackupLog, BackupLog.fields[name], cell(page, name)))
        words = page.pane.form.help.words
        assert "这里只能看" in words
        assert not any(word in words for word in ("一行文字", "必填", "选一项", "填今天"))
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    explain(Told(Case, Case.fields["facts"], cell(page, "facts")))
    assert "文字，可以分行" in page.pane.form.help.words


def test_the_field_told_of_stays_in_sight_when_the_panel_takes_its_room(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    form, told = page.pane.form, cell(page, "facts")
    form.enter("facts")
    qtbot.wait(150)  # it is brought up twice
    area = form._area
    area.verticalScrollBar().setValue(bottom(area, told) - area.viewport().height())
    assert bottom(area, told) - area.verticalScrollBar().value() == area.viewport().height()
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)

    def in_sight() -> bool:
        seen = area.verticalScrollBar().value() + area.viewport().height()
        return not form.help.isHidden() and bottom(area, told) <= seen

    qtbot.waitUntil(in_sight)


def test_rows_as_a_whole_are_told_of_over_them(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    parties = rows(page, "parties")
    add = parties._head.add
    assert "至少两方" in add.accessibleDescription()
    add.setFocus()
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    panel = page.pane.form.help
    assert "至少两方" in panel.words
    assert "人民调解法第二十九条" in panel.words

    page.pane.form.enter("parties[0].name")  # a field in a row is told of by itself
    assert "不写小名" in panel.words
    mark = next(label for label in parties.findChildren(Question) if label.parent() is parties)
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert "至少两方" in panel.words


def test_the_panel_is_as_high_as_its_words_at_any_width(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    page.pane.form.enter("accepted_on")
    press(qtbot, page, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    panel = page.pane.form.help
    qtbot.waitUntil(lambda: panel.width() > 0 and panel._words.verticalScrollBar().maximum() == 0)
    high, wide = panel._words.height(), panel.width()
    panel.setFixedWidth(wide // 2)
    qtbot.waitUntil(lambda: panel._words.height() > high)


def bottom(area, told) -> int:
    """Where a field ends, from the form's top."""
    return told.mapTo(area.widget(), told.rect().bottomLeft()).y() + 1


def test_the_question_mark_goes_with_the_cursor(qtbot, desk):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    page = window.pages.register_page("mediation")
    accepted, registered = cell(page, "accepted_on"), cell(page, "registered_on")
    assert "不得调解" in accepted.editor.widget.accessibleDescription()
    page.pane.form.enter("accepted_on")
    assert marked(page) == [accepted]
    mark = accepted.findChild(Question)
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    panel = panel_near(accepted)
    assert panel is page.pane.form.help
    told = field_at(accepted.editor.widget)
    assert panel.shows(told)
    assert not explain(told)  # it is told already
    page.pane.form.enter("registered_on")
    assert marked(page) == [registered]
    window.top.search.setFocus()
    assert marked(page) == []


def marked(page) -> list[FieldCell]:
    """The fields with a question mark to be seen."""
    marks = [mark for mark in page.pane.findChildren(Question) if mark.isVisible()]
    return [mark.parent() for mark in marks if isinstance(mark.parent(), FieldCell)]


def test_the_book_is_searched_and_its_links_are_followed(qtbot, desk, tmp_path):
    window = unlocked(qtbot, desk)
    help_here(window)
    book = read(qtbot, window)
    assert book.key == "first-day"
    book.follow(QUrl("dispute"))
    assert "快登" in book.text.toPlainText()

    book.search.setText("恢复码")
    shown = [key for key, item in book._items.items() if not item.isHidden()]
    assert "password" in shown
    assert "mediation" not in shown
    first = book.text.textCursor().position()
    assert book.text.textCursor().selectedText() == "恢复码"
    book.find_next()
    assert book.text.textCursor().position() != first

    book.follow(QUrl("page:committee"))
    assert window.pages.name == "committee"
    help_here(window)
    assert window.pages.help is book
    assert book.key == "committee"
    assert book.search.text() == ""

    book.chapters = {"dispute": book.chapters["dispute"]}
    book.write(tmp_path / "帮助.pdf")
    qtbot.waitUntil((tmp_path / "帮助.pdf").exists, timeout=30_000)
    book.close()
