"""普法计划: themes month by month, what was missed first, and an event begun from its theme."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from db.registers import LawEvent, LawTheme
from db.registers.education import EventTheme
from db.store.database import Database
from desktop.windows.overviews.law_plan import LawPlanPage
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import in_turns, tasks
from desktop.windows.parts.rows import Line, Section
from desktop.windows.record.begun import new_event
from desktop.windows.views import LAW_PLAN
from tests.offices import keep, new_store, settle
from tests.windows.desks import window

__all__ = ["window"]

TODAY = date(2024, 7, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database
        tasks.wait()


@pytest.fixture
def opened(qtbot, store):
    """The page on a store, and the records that it opened."""

    def make(today=TODAY):
        asked: list[tuple[str, int]] = []
        page = LawPlanPage(store, lambda register, number: asked.append((register, number)), today)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        qtbot.waitUntil(lambda: page.found is not None)
        return page, asked

    return make


def theme(name, first, last=None):
    return LawTheme.fresh(name=name, starts_on=first, ends_on=last)


def event(theme_id, **values):
    known = {"name": "一场", "starts_on": date(2024, 5, 1), "state": "held", "audience_number": 320}
    made = LawEvent.fresh(**(known | values))
    made.themes = [EventTheme.fresh(theme_id=theme_id)]
    return made


def told(page):
    """Headings and lines from top to bottom, as they are read out."""
    QApplication.processEvents()  # what was made is laid out
    parts = page._area.widget().findChildren(Section) + page._area.widget().findChildren(Line)
    parts.sort(key=lambda part: part.mapTo(page, part.rect().topLeft()).y())
    return [p.title.text() if isinstance(p, Section) else p.accessibleName() for p in parts]


def button(page, words):
    return next(
        b for b in page.findChildren(QPushButton) if words in (b.text(), b.accessibleName())
    )


def test_themes_past_without_an_event_come_first_then_those_to_arrange(opened, store):
    held, _missed, _open = keep(
        store,
        theme("民法典宣传月", date(2024, 5, 1), date(2024, 5, 31)),
        theme("知识产权宣传", date(2024, 4, 26)),
        theme("国家宪法日", date(2024, 12, 4)),
    )
    keep(store, event(held), event(held, name="没办的", state="planned"))
    page, _ = opened()
    assert told(page) == [
        "已过，没有活动",
        "4月26日，知识产权宣传，已过，没有活动",
        "接下来要安排",
        "12月4日，国家宪法日，还没有安排",
        "4月",
        "4月26日，知识产权宣传，已过，没有活动",
        "5月",
        "5月1日至5月31日，民法典宣传月，1 场，320 人次",
        "5月1日，一场，320 人次",
        "5月1日，没办的，日期已过，还没有登记举办",
        "12月",
        "12月4日，国家宪法日，还没有安排",
    ]
    first = page._area.widget().findChildren(Section)[0]
    assert first.title.property("kind") == "problem"
    assert page._count.text() == "3 个主题，1 个已过没有活动"


def test_themes_and_events_open(opened, store):
    (number,) = keep(store, theme("民法典宣传月", date(2024, 5, 1)))
    (held,) = keep(store, event(number))
    page, asked = opened()
    for line in page._area.widget().findChildren(Line):
        line.click()
    assert asked == [("law_theme", number), ("law_event", held)]


def test_an_empty_year_offers_to_make_its_themes(qtbot, opened, store):
    keep(store, theme("国家宪法日", date(2022, 12, 4)))
    page, _ = opened()
    assert page._print.isHidden()
    button(page, "看2022年").click()
    qtbot.waitUntil(lambda: page.found is not None)
    assert [row.theme.name for row in page.found] == ["国家宪法日"]
    page.show_year(2024)
    qtbot.waitUntil(lambda: page.found is not None)
    button(page, "按日历生成2024年主题").click()
    qtbot.waitUntil(lambda: len(page.found or ()) > 10)
    before = len(page.found)
    page.make_themes()
    tasks.wait()
    with store.read() as session:
        assert session.query(LawTheme).filter(LawTheme.year == 2024).count() == before


def test_making_themes_is_one_step_that_undo_takes_back(qtbot, opened, store):
    page, _ = opened()
    page.make_themes()
    qtbot.waitUntil(lambda: bool(page.found))
    store.undo()
    qtbot.waitUntil(lambda: page.found == [])


def test_the_page_follows_what_is_entered_elsewhere(qtbot, opened, store):
    (number,) = keep(store, theme("民法典宣传月", date(2024, 5, 1)))
    page, _ = opened()
    assert "已过，没有活动" in told(page)
    keep(store, event(number))
    qtbot.waitUntil(lambda: "已过，没有活动" not in told(page))


def test_a_line_that_shows_the_same_is_not_made_anew(qtbot, opened, store):
    number, _ = keep(
        store, theme("民法典宣传月", date(2024, 5, 1)), theme("国家宪法日", date(2024, 12, 4))
    )
    page, _ = opened()
    before = {line.accessibleName(): line for line in page.findChildren(Line)}
    keep(store, event(number))
    qtbot.waitUntil(lambda: "已过，没有活动" not in told(page))
    after = {line.accessibleName(): line for line in page.findChildren(Line)}
    same = "12月4日，国家宪法日，还没有安排"
    assert after[same] is before[same]
    assert told(page)[:2] == ["接下来要安排", same], "what goes up is shown there"


def test_an_event_of_a_theme_is_begun_step_by_step(qtbot, window, monkeypatch):
    monkeypatch.setattr(in_turns, "MOMENT", 0)
    pages = window.pages
    (number,) = keep(window.database, theme("国家宪法日", date(2024, 12, 4)))
    with window.database.read() as session:
        constitution = session.get(LawTheme, number)
    new_event(pages, constitution)
    assert pages.beginning.busy
    assert pages.name != "law_event", "the page is made before it is shown"
    qtbot.waitUntil(lambda: not pages.beginning.busy)
    made = pages.register_page("law_event").pane.record
    assert (made.name, made.starts_on) == ("国家宪法日活动", date(2024, 12, 4))
    pages.register_page("law_event").pane.discard()


def test_the_plan_is_printed(qtbot, opened, store):
    keep(store, theme("民法典宣传月", date(2024, 5, 1)))
    page, _ = opened()
    page.print_plan()

    def shown():
        found = [w for w in page.findChildren(PaperWindow) if w.isVisible()]
        return found[0] if found else None

    qtbot.waitUntil(lambda: shown() is not None, timeout=20_000)
    window = shown()
    assert window.paper.name == "测试镇司法所2024年度普法计划"
    window.close()


def test_an_event_begun_from_a_theme_has_it_already(qtbot, window):
    day = date.today() + timedelta(days=20)
    (number,) = keep(window.database, theme("国家宪法日", day))
    window.side.buttons[LAW_PLAN].click()
    page = window.pages.made[LAW_PLAN]
    page.show_year(day.year)
    qtbot.waitUntil(lambda: bool(page.found))
    button(page, "为国家宪法日登记一场活动").click()
    pane = window.pages.register_page("law_event").pane
    assert [row.theme_id for row in pane.record.themes] == [number]
    assert pane.record.starts_on == day
    assert pane.save()
    window.pages.turn_to(LAW_PLAN)
    qtbot.waitUntil(lambda: bool(page.found and page.found[0].events))
    assert any("计划" in label.text() for label in page.findChildren(QLabel))
