"""The page 持证情况: the rate of a day, both lists, what does not balance, and where lines lead."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from db.registers.staff import EnforcementPost
from desktop.windows.overviews.card_status import CardStatusPage
from desktop.windows.parts import tasks
from desktop.windows.parts.rows import Line
from desktop.windows.sidebar_entries import entries
from desktop.windows.views import CARDS
from tests.enforcers import act, certify, staff
from tests.offices import new_store

DAY = date(2024, 12, 31)


_HELD = []  # Qt deletes a window that nobody holds, even with work for it under way


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as made:
        yield made
        tasks.wait()
        _HELD.clear()


def page_of(qtbot, store, day=DAY):
    opened = []
    page = CardStatusPage(store, lambda table, number: opened.append((table, number)))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.opened = opened
    _HELD.append(page)
    qtbot.waitUntil(lambda: page.status is not None, timeout=10_000)
    go_to(qtbot, page, day)
    return page


def go_to(qtbot, page, day):
    page.day.show_value(day)
    page.day.edited.emit()
    qtbot.waitUntil(lambda: page.shown_day == day, timeout=10_000)


def lines(page):
    """The lines in the order in which they stand, each as one text."""
    return list(page._area.widget().findChildren(Line))


def line(page, text):
    return next(found for found in lines(page) if text in found.accessibleName())


def words(page):
    return "\n".join(label.text() for label in page._area.widget().findChildren(QLabel))


def township(store):
    ended = [EnforcementPost.fresh(post="岗", since=date(2020, 1, 1), until=date(2024, 6, 3))]
    with store.step("登记") as session:
        certify(session, staff(session, "合格").id, "黔1", valid_to=date(2025, 2, 1))
        certify(session, staff(session, "过期").id, "黔2", valid_to=date(2024, 11, 30))
        staff(session, "无证")
        certify(session, staff(session, "离岗", posts=ended).id, "黔3")
        staff(session, "辅助", establishment="5")


def test_it_stands_under_its_heading():
    (entry,) = [entry for entry in entries() if entry.name == CARDS]
    assert (entry.title, entry.group) == ("持证情况", "执法")


def test_an_empty_store_says_where_to_begin(qtbot, store):
    page = page_of(qtbot, store)
    assert "还没有登记执法岗位人员" in words(page)
    assert "收支相符：0 ＝ 0" in words(page)


def test_the_rate_and_those_without_a_card_come_first(qtbot, store):
    township(store)
    page = page_of(qtbot, store)
    assert "33.3%" in words(page)
    assert "执法岗位 3 人，其中持有效证件 1 人" in words(page)
    first, second = (found.accessibleName() for found in lines(page)[:2])
    assert first.startswith("过期")
    assert "当日已过期" in first
    assert second.startswith("无证")
    assert "没有证件" in second
    assert "收支不平：差 1 张（过期 行政执法证 黔2 2024-11-30 到期未办理）" in words(page)
    assert {"九十天内到期", "辅助人员（不计入）"} <= set(words(page).split("\n"))


def test_every_line_opens_its_record(qtbot, store):
    township(store)
    page = page_of(qtbot, store)
    for text in ("无证", "黔1", "2024-06-03 离开执法岗位", "辅助", "黔2"):
        line(page, text).click()
    assert page.opened == [("staff", 3), ("card", 1), ("card", 3), ("staff", 5), ("card", 2)]


def test_another_day_has_its_own_figures(qtbot, store):
    township(store)
    page = page_of(qtbot, store)
    go_to(qtbot, page, date(2024, 6, 30))
    assert "66.6%" in words(page)
    assert "收支不平" not in words(page)


def test_a_day_typed_in_short_is_written_out(qtbot, store):
    page = page_of(qtbot, store)
    page.day.line.setText("20240630")
    page.day.edited.emit()
    qtbot.waitUntil(lambda: page.shown_day == date(2024, 6, 30))
    assert page.day.line.text() == "2024-06-30"


def test_a_day_that_is_none_is_said_and_changes_nothing(qtbot, store):
    page = page_of(qtbot, store)
    page.day.line.setText("昨天")
    page.day.edited.emit()
    assert page.shown_day == DAY
    assert "不是日期" in page._said.text()
    assert not page._said.isHidden()
    go_to(qtbot, page, date(2024, 6, 30))
    assert page._said.isHidden()


def test_a_number_unfolds_the_certificates_behind_it(qtbot, store):
    township(store)
    page = page_of(qtbot, store)
    line(page, "期末有效").click()
    line(page, "离岗 行政执法证 黔3").click()
    assert page.opened == [("card", 3)]


def test_it_follows_what_is_done_elsewhere(qtbot, store):
    township(store)
    page = page_of(qtbot, store)
    act(store, 2, "cancel", act_on=date(2024, 12, 2), cancel_reason="8")
    qtbot.waitUntil(lambda: page.status.year.difference == 0, timeout=10_000)


def test_quarter_and_year_are_two_periods(qtbot, store):
    township(store)
    act(store, 3, "cancel", act_on=date(2024, 6, 5), cancel_reason="2")
    page = page_of(qtbot, store)
    assert "注销，1 张" in line(page, "注销").accessibleName()
    from desktop.windows.overviews.card_stock import StockTable

    table = page.findChild(StockTable)
    table.periods[False].click()
    shown = [label.text() for label in table._body.findChildren(QLabel)]
    assert "2024-10-01 至 2024-12-31" in shown
    assert not any(
        "1 张" in found.accessibleName()
        for found in table._body.findChildren(Line)
        if "注销" in found.accessibleName()
    )


def test_the_roster_of_the_day_is_shown_for_printing(qtbot, store):
    from desktop.windows.paper.paper_window import PaperWindow

    township(store)
    page = page_of(qtbot, store)
    page._print.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperWindow)), timeout=20_000)
    (paper,) = page.findChildren(PaperWindow)
    assert "2024-12-31" in paper.paper.name
    assert paper.paper.missing, "it does not balance"
    paper.close()
