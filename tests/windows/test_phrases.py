"""The office keeps its own wordings, and finds them again where they fit."""

from PySide6.QtCore import Qt

from db.registers import Case, Phrase
from tests.offices import agreed, new_store
from tests.windows.pages import cell, opened, press

CTRL = Qt.KeyboardModifier.ControlModifier


def offered(page) -> list[str]:
    return [one.text() for one in page.pane.form.phrases.menu.actions() if one.isEnabled()]


def test_what_is_marked_is_kept_and_offered_where_it_fits(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        number = agreed(store)
        with store.step("常用语") as session:
            session.add(Phrase.fresh(name="婚姻", text="只用于婚姻。", dispute_type="01"))
            session.add(Phrase.fresh(name="别处", text="只用于别的栏。", place="调解记录"))
            session.add(Phrase.fresh(name="先", text="排在最前。", rank=1))
        page = opened(qtbot, store, Case, number)
        form = page.pane.form
        box = cell(page, "facts").editor.box
        box.setFocus()
        box.selectAll()
        text = box.toPlainText()
        press(qtbot, page, Qt.Key.Key_J, CTRL)
        assert offered(page)[0].endswith("先 排在最前。")
        assert not any("婚姻" in word or "别处" in word for word in offered(page))
        qtbot.keyClick(form.phrases.menu, Qt.Key.Key_S)
        with store.read() as session:
            kept = session.query(Phrase).filter_by(text=text).one()
        assert (kept.place, kept.dispute_type) == (box.accessibleName(), "02")

        box.setFocus()
        box.moveCursor(box.textCursor().MoveOperation.End)
        press(qtbot, page, Qt.Key.Key_J, CTRL)
        qtbot.keyClick(form.phrases.menu, Qt.Key.Key_1)
        assert box.toPlainText() == f"{text}排在最前。"
        assert page.pane.dirty
        box.undo()
        assert box.toPlainText() == text


def test_the_first_that_can_be_done_is_at_hand_while_nothing_is_kept(qtbot, tmp_path):
    """It stood on the line between the entries, and the first Enter did nothing."""
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Case, agreed(store))
        box = cell(page, "facts").editor.box
        box.setFocus()
        box.selectAll()
        press(qtbot, page, Qt.Key.Key_J, CTRL)
        qtbot.keyClick(page.pane.form.phrases.menu, Qt.Key.Key_Return)
        with store.read() as session:
            assert session.query(Phrase).one().text == box.toPlainText()
