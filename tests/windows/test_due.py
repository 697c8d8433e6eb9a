"""What is due: in groups on the first page, all of it on a page of its own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from db.figures.deadlines import Due, Waiting
from db.figures.deadlines.counting import Counting
from db.figures.deadlines.rules import Rules
from db.store.calendar import Calendar
from desktop.windows.home.due_line import DueLine, days, grouped, shares, tone
from desktop.windows.home.facts import Facts, gather
from desktop.windows.main_window import MainWindow
from desktop.windows.overviews.due_page import DuePage
from desktop.windows.parts.rows import Line
from desktop.windows.views import DUES, HOME
from tests.windows.desks import desk, empty_desk, laid_out, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]

TODAY = date(2024, 6, 11)


def due(left: int, *, register: str = "mediation", whose: str = "甲调解员", number: int = 1) -> Due:
    until = TODAY + timedelta(days=left)
    waiting = Waiting(register, number, f"第{number}件", "mediation", TODAY, whose, until)
    found = Counting(Rules(), Calendar(), TODAY).due(waiting)
    assert found is not None
    return found


FORTY = [due(n - 12, number=n + 1, whose=f"{'甲乙'[n % 2]}调解员") for n in range(40)]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


@pytest.fixture
def facts(window) -> Facts:
    return gather(window.database, TODAY, 2024)


def page_of(window: MainWindow, facts: Facts, items: list[Due]) -> DuePage:
    window.pages.turn_to(DUES)
    window.pages.show_facts(replace(facts, due=items))
    page = window.pages.made[DUES]
    assert isinstance(page, DuePage)
    return page


def test_groups_are_late_today_this_week_and_later():
    groups = grouped([due(left, number=left + 10) for left in (-9, -3, 0, 1, 7, 8)])
    assert [(name, [item.days_left for item in members]) for name, members in groups] == [
        ("已逾期", [-3, -9]),
        ("今天到期", [0]),
        ("一周内", [1, 7]),
        ("以后", [8]),
    ]
    assert grouped([]) == []


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([40], [8]),
        ([12, 1, 7, 20], [3, 1, 2, 2]),
        ([1, 1, 1, 20], [1, 1, 1, 5]),
        ([2, 3], [2, 3]),
        ([], []),
    ],
)
def test_no_group_hides_another_on_the_first_page(sizes, shown):
    assert shares(sizes, 8) == shown


def test_days_are_said_and_marked():
    assert [days(left) for left in (-3, 0, 2)] == ["逾期 3 天", "今天到期", "还有 2 天"]
    assert [tone(left) for left in (-1, 0, 5, 6)] == ["problem", "warning", "warning", "quiet"]


def test_the_first_page_shows_a_few_and_leads_to_all(qtbot, window, facts):
    window.pages.show_facts(replace(facts, due=FORTY))
    home = laid_out(qtbot, window)
    lines = home.findChildren(DueLine)
    assert len(lines) == 8
    first = lines[0].accessibleName()
    for part in ("调解期限", "第12件", "逾期 1 天", "人民调解", "乙调解员", "本地规则"):
        assert part in first
    assert "为准" in lines[0].toolTip()
    said = words(home)
    assert "已逾期　12 项" in said
    every = next(one for one in home.findChildren(Line) if "全部 40 项" in one.accessibleName())
    every.click()
    assert window.pages.name == DUES


def test_what_is_late_for_over_a_year_is_one_line_that_leads_to_its_group(qtbot, window, facts):
    old = [due(left, number=n) for n, left in enumerate((-700, -366))]
    window.pages.show_facts(replace(facts, due=[*old, *(due(n - 365, number=n) for n in range(9))]))
    home = laid_out(qtbot, window)
    lines = home.findChildren(DueLine)
    assert len(lines) == 8
    assert not any("逾期 366 天" in one.accessibleName() for one in lines)
    fold = next(one for one in home.findChildren(Line) if "一年以前" in one.accessibleName())
    assert fold.accessibleName() == "一年以前逾期 2 项"
    fold.click()
    page = window.pages.made[DUES]
    assert page.model.item(page.table.currentIndex().row()).days_left == -366


def test_the_first_page_says_when_nothing_is_due(qtbot, window, facts):
    window.pages.show_facts(replace(facts, due=[]))
    home = laid_out(qtbot, window)
    assert "没有到期的事项" in words(home)
    assert home.findChildren(DueLine) == []


def test_what_waits_is_shown_before_the_first_mediation(qtbot, window, facts):
    window.pages.show_facts(replace(facts, due=FORTY[:1], begun=frozenset()))
    assert len(laid_out(qtbot, window).findChildren(DueLine)) == 1


def test_the_page_holds_all_in_groups_and_tells_the_rule(window, facts):
    page = page_of(window, facts, FORTY)
    assert page.model.rowCount() == 40 + 4
    assert page.model.headings() == [0, 13, 15, 23]
    assert page.table.currentIndex().row() == 1
    said = words(page)
    assert "40 项" in said
    assert "人民调解　乙调解员　调解期限：本地规则" in said


def test_keys_walk_past_the_headings_and_open_the_record(qtbot, window, facts):
    page = page_of(window, facts, [due(-1, number=1), due(0, number=1)])
    assert window.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 3
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.pages.name == "mediation"
    assert window.pages.register_page("mediation").pane.record_id == 1


def choose(box, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_it_is_narrowed_by_register_and_person_and_stays_so(window, facts):
    others = [due(1, register="paper", number=n, whose="") for n in (1, 2)]
    page = page_of(window, facts, FORTY + others)
    choose(page.registers, "文书签发")
    assert page.model.rowCount() == 1 + 2
    choose(page.people, "乙调解员")
    assert page.model.rowCount() == 0
    assert "没有这样的事项" in words(page)
    choose(page.registers, "全部登记簿")
    assert len(page.model.headings()) < page.model.rowCount() == 20 + len(page.model.headings())
    window.pages.show_facts(replace(facts, due=FORTY[:6]))
    assert page.people.currentText() == "乙调解员"
    assert page.model.rowCount() == 1 + 3


def test_the_place_is_kept_when_the_store_changes(window, facts):
    page = page_of(window, facts, FORTY)
    page.table.setCurrentIndex(page.model.index(5, 0))
    stood = page.model.item(5)
    window.pages.show_facts(replace(facts, due=FORTY[1:]))
    assert page.model.item(page.table.currentIndex().row()) == stood


def test_an_unannounced_year_is_said_and_can_be_entered(qtbot, window, facts):
    doubtful = replace(due(3), certain=False, doubtful=(2199,))
    page = page_of(window, facts, [doubtful])
    sentence = "2199 年的放假安排还没有公布，按周末推算"
    assert sentence in words(page)
    assert "（推算）" in page.model.index(1, 1).data()
    window.pages.turn_to(HOME)
    assert sentence in words(laid_out(qtbot, window))
    window.pages.turn_to(DUES)
    link = next(one for one in page.findChildren(QPushButton) if one.text() == "登记放假安排")
    link.click()
    assert window.pages.name == "day_off"


def test_a_certain_list_says_nothing_of_years(window, facts):
    page = page_of(window, facts, FORTY)
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert not any("放假安排" in text for text in shown)


def test_a_narrow_page_keeps_the_record_in_sight(qtbot, window, facts):
    page = page_of(window, facts, FORTY)
    hidden = page.table.isColumnHidden
    window.resize(1400, 700)
    qtbot.waitUntil(lambda: not hidden(5))
    window.resize(720, 600)
    qtbot.waitUntil(lambda: hidden(5) and hidden(4))
    room = 14 * page.fontMetrics().horizontalAdvance("枫")
    qtbot.waitUntil(lambda: page.table.columnWidth(3) >= room)
    assert not any(hidden(column) for column in range(4))
