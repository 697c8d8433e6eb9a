"""The first page: each line opens what it tells, nothing tells what may not be seen."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from db.store.rights import Rights
from desktop.windows.home.facts import gather
from desktop.windows.home.month_bars import MonthBars
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.rows import Line
from desktop.windows.views import HOME
from tests.offices import agreed_case, walk
from tests.windows.desks import desk, empty_desk, laid_out, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]

TODAY = date(2024, 8, 15)


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    """A store with a case agreed in June and one in August; the third only registered."""
    window = unlocked(qtbot, desk)
    store = window.database
    with store.step("登记") as session:
        later = agreed_case(1)
        later.accepted_on, later.agreed_on = date(2024, 8, 1), date(2024, 8, 9)
        session.add_all([later, agreed_case(1)])
    for number in (1, 2):
        walk(store, number, "accept", "agree")
    settle(qtbot, window)
    window.pages.show_facts(gather(store, TODAY, 2024))
    laid_out(qtbot, window)
    return window


def settle(qtbot, window: MainWindow) -> None:
    """Until nothing is asked of the store any more."""
    qtbot.waitUntil(lambda: not window._soon.isActive(), timeout=5000)
    tasks.wait()
    qtbot.wait(10)


def line(window: MainWindow, *parts: str) -> Line:
    lines = window.pages.made[HOME].findChildren(Line)
    return next(one for one in lines if all(part in one.accessibleName() for part in parts))


def shown(qtbot, window: MainWindow) -> list[int]:
    """The records that the mediation page was narrowed to."""
    qtbot.waitUntil(lambda: window.pages.name == "mediation", timeout=5000)
    return sorted(window.pages.register_page("mediation").only.ids or ())


def test_what_waits_and_what_the_year_tells_opens_its_records(qtbot, window):
    line(window, "人民调解", "登记 1", "达成协议 2").click()
    assert shown(qtbot, window) == [1, 2, 3]
    window.pages.register_page("mediation").only.back.click()
    assert window.pages.name == HOME
    line(window, "协议书还没有打印", "2 件").click()
    assert shown(qtbot, window) == [1, 2]
    window.pages.turn_to(HOME)
    line(window, "调解成功", "2 件").click()
    assert shown(qtbot, window) == [1, 2]


def test_the_quarter_stands_beside_the_same_days_of_the_last(qtbot, window):
    accepted = line(window, "受理案件", "1 件", "上季同期 —")
    assert "8月15日" in accepted.toolTip()
    accepted.click()
    assert shown(qtbot, window) == [2]


def test_a_month_opens_its_records_by_key_and_by_click(qtbot, window):
    bars = next(
        one
        for one in window.pages.made[HOME].findChildren(MonthBars)
        if one.accessibleName().startswith("受理案件")
    )
    assert [bars.said(place) for place in (2, 4, 5)] == [
        "2024年6月 1 件",
        "2024年8月 1 件",
        "2024年9月 还没有到",
    ]
    asked = []
    bars.asked.connect(lambda month: asked.append(month.name))
    bars.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    slot = bars.width() // 6
    for place in (4, 5):  # nothing is behind a month to come
        at = QPoint(place * slot + slot // 2, bars.height() // 2)
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=at)
    assert asked == ["2024年6月", "2024年8月"]
    assert shown(qtbot, window)


def test_whoever_may_not_see_a_register_is_told_nothing_of_it(qtbot, window):
    store = window.database
    store.rights = Rights("查阅的", "reader", registers={"mediation": "0"})
    window.pages.open_record("mediation", 1)
    facts = gather(store, date(2030, 1, 1), 2024)
    assert (facts.due, facts.brief, facts.quarters, facts.recent) == ([], [], [], [])
    assert all(one.register != "mediation" for one in facts.unfinished)
    window.pages.turn_to(HOME)
    window.pages.show_facts(facts)
    assert "人民调解" not in words(laid_out(qtbot, window))


def test_a_part_that_changes_is_made_anew_and_the_others_stay(qtbot, window):
    window.activateWindow()
    page, facts = window.pages.made[HOME], gather(window.database, TODAY, 2024)
    line(window, "恢复演练").setFocus()
    drill = window.focusWidget()
    window.pages.show_facts(replace(facts, unfinished=facts.unfinished[1:]))
    laid_out(qtbot, window)
    assert window.focusWidget() is drill
    line(window, "协议书还没有打印").setFocus()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()  # also of one from which people look away meanwhile
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.pages.show_facts(facts)
    laid_out(qtbot, window)
    assert window.focusWidget() is line(window, "协议书还没有打印")
    window.pages.turn_to("place")  # what is told while another page is open waits
    window.pages.show_facts(replace(facts, office="改了名的所"))
    assert "改了名的所" not in words(page)
    window.pages.turn_to(HOME)
    assert "改了名的所" in words(laid_out(qtbot, window))


def test_everything_on_it_is_reached_by_the_tab_key(window):
    page = window.pages.made[HOME].widget()
    acting = [
        one
        for one in page.findChildren(QWidget)
        if isinstance(one, QPushButton | MonthBars) and one.isEnabled() and one.isVisible()
    ]
    reached, at = set(), acting[0]
    for _ in range(500):
        reached.add(at)
        at = at.nextInFocusChain()
    assert set(acting) <= reached
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in acting)
