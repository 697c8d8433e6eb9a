"""Tab goes from top to bottom, through rows made late, and no page holds the cursor back."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from db.registers import Case
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Notices, say
from desktop.windows.parts.tab_order import pass_by, stops
from desktop.windows.views import BIN, DUES, HOME, VIEWS
from tests.offices import agreed, new_store
from tests.windows.desks import main_window
from tests.windows.pages import opened, rows

_TAB = Qt.FocusPolicy.TabFocus.value


def traps(page: QWidget) -> list[str]:
    """Where Tab would never come past: a stop that hands the cursor to what cannot take it."""
    found = []
    for part in (page, *page.findChildren(QWidget)):
        goal = part.focusProxy()
        stop = part.isVisible() and goal is not None and goal.focusPolicy().value & _TAB
        if stop and not (goal.isVisible() and goal.isEnabled()):
            found.append(f"{type(part).__name__} -> {type(goal).__name__}")
        if isinstance(part, QTableView) and part.tabKeyNavigation():
            found.append(f"{type(part).__name__} keeps Tab")
    return found


def test_no_page_of_an_empty_store_keeps_the_cursor(qtbot, tmp_path, data_folder):
    with main_window(qtbot, new_store(tmp_path)) as window:
        found = {}
        views = [view.entry.name for view in VIEWS]
        for name in (HOME, DUES, BIN, "mediation", "office", "export_log", *views):
            window.pages.turn_to(name)
            tasks.wait()
            QApplication.processEvents()
            if held := traps(window.pages.currentWidget()):
                found[name] = held
    assert found == {}


def test_tab_goes_through_a_row_that_was_moved_and_out_of_the_form_again(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Case, agreed(store))
        form, parties = page.pane.form, rows(page, "parties")
        parties.shift(parties.cards[0], 1)
        parties.enter(0, "role")
        passed = []
        for _ in range(20):
            here = QApplication.focusWidget()
            passed.append(here)
            form.focusNextChild()
        first = [one for one in passed if parties.cards[0].isAncestorOf(one)]
        second = [one for one in passed if parties.cards[1].isAncestorOf(one)]
        assert passed[: len(first)] == first
        assert passed[len(first) : len(first) + len(second)] == second
        assert parties.cards[0].row.name == "李四"
        last = form._area.stops()[-1]
        last.setFocus()
        form.focusNextChild()
        assert not form.isAncestorOf(QApplication.focusWidget())
        qtbot.waitUntil(lambda: not form._later.isActive())


def test_tab_comes_past_a_row_that_was_made_after_a_sentence_above(qtbot, tmp_path, data_folder):
    with main_window(qtbot, new_store(tmp_path)) as window:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.pages.new_record("mediation")
        say(window, "上次没有来得及保存的内容在这里")
        page = window.pages.register_page("mediation")
        rows(page, "parties").add()
        first = page.pane.form._area.stops()[0]
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            first.setFocus()
            passed = []
            for _ in range(150):
                qtbot.keyClick(QApplication.focusWidget(), key)
                passed.append(QApplication.focusWidget())
                if passed[-1] is first:
                    break
            assert passed[-1] is first
            assert len(passed) == len(set(passed))
            assert {
                *page.pane.form._area.stops(),
                *stops(window.top, window.findChild(Notices)),
            } <= {*passed}
        qtbot.waitUntil(lambda: not page.pane.form._later.isActive())


def test_what_tab_came_past_does_not_go_with_a_neighbour(qtbot):
    """Qt for Python takes what a focus chain gives for a child of the one before."""
    window = QWidget()
    qtbot.addWidget(window)
    line, spin, button = QLineEdit(), QSpinBox(), QPushButton("下一个")
    column = QVBoxLayout(window)
    for part in (line, spin, button):
        column.addWidget(part)
    spin.setEnabled(False)
    inside = spin.findChild(QLineEdit)  # Qt made it
    window.show()
    line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    assert pass_by(forward=True)
    assert QApplication.focusWidget() is button
    line.deleteLater()
    QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete)
    assert not isValid(line)
    assert isValid(inside)
