"""风险预警: what is found stands in a table, is fed back below it, and followed to its end."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from db.registers import Office, Place, RiskWarning, WarningRule
from desktop.windows.overviews.risk_page import RiskPage
from desktop.windows.pages import Pages
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from desktop.windows.sidebar_entries import entries
from desktop.windows.views import RISKS
from tests.enforcers import certify, staff
from tests.offices import new_store

DAY = date(2024, 6, 5)


@pytest.fixture
def store(tmp_path):
    """Two departments: one officer's certificate is expired, another's expires soon."""
    with new_store(tmp_path) as made:
        with made.step("登记") as session:
            session.add(Office.fresh(name="测试镇司法所", short_name="测", township="测试镇"))
            session.add(WarningRule.fresh(kind="department_thin", in_use=False))
            for name, last in (("甲", DAY - timedelta(days=5)), ("乙", DAY + timedelta(days=5))):
                place = Place.fresh(name=f"{name}办", kind="4")
                session.add(place)
                session.flush()
                one = staff(session, name, department_id=place.id)
                certify(session, one.id, f"黔{name}", valid_to=last)
        yield made
        tasks.wait()


@pytest.fixture
def shown(qtbot, store):
    asked = []
    page = RiskPage(store, lambda *which: asked.append(which), DAY)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page, asked


def sentences(page):
    return [page.model.line(row).sentence for row in range(page.model.rowCount())]


def test_it_stands_in_the_sidebar_beside_its_register():
    (entry,) = [entry for entry in entries() if entry.name == RISKS]
    assert (entry.title, entry.group) == ("风险预警", RiskWarning.group)


def test_enter_opens_the_record_at_risk(qtbot, shown):
    page, asked = shown
    assert page.model.rowCount() == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    line = page.line
    assert asked == [(line.table, line.record_id)] == [("card", 2)]  # the older one first


def test_kinds_and_departments_narrow_the_table(shown):
    page, _ = shown
    page.departments.setCurrentText("甲办")
    page.departments.activated.emit(page.departments.currentIndex())
    assert ["甲" in said for said in sentences(page)] == [True]
    page.kinds.setCurrentText("在岗人员执法证将到期")
    page.kinds.activated.emit(page.kinds.currentIndex())
    assert sentences(page) == []


def test_a_risk_is_fed_back_below_the_table_and_its_paper_shown(qtbot, store, shown):
    page, _ = shown
    page.ask()
    assert page.feedback.isVisible()
    qtbot.waitSignal(page.feedback.changed, timeout=10, raising=False).wait()
    page.feedback.confirm()
    qtbot.waitUntil(lambda: any(page.model.line(r).tracked for r in range(2)))
    assert page.model.rowCount() == 2
    with store.read() as session:
        (warning,) = session.query(RiskWarning)
    assert (warning.state, warning.fed_back_on) == ("fed_back", DAY)
    assert warning.due_on == DAY + timedelta(days=10)

    def papers():
        return [w for w in page.findChildren(PaperWindow) if w.isVisible()]

    qtbot.waitUntil(lambda: bool(papers()))
    assert "执法监督反馈单" in papers()[0].paper.name
    papers()[0].close()


def test_another_row_takes_the_question_away(shown):
    page, _ = shown
    page.ask()
    page.table.setCurrentIndex(page.model.index(1, 0))
    assert not page.feedback.isVisible()
    page.ask()
    page.table.setCurrentIndex(page.model.index(1, 2))
    assert page.feedback.isVisible()


def test_what_is_tracked_and_gone_is_said(qtbot, store, shown):
    page, _ = shown
    with store.step("登记") as session:
        session.add(
            RiskWarning.fresh(
                kind="card_missing",
                key="card_missing:staff:9",
                since=DAY,
                sentence="丙没有证件",
                state="fed_back",
                fed_back_on=DAY,
                due_on=DAY,
                department_id=1,
            )
        )
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.table.setCurrentIndex(page.model.index(2, 0))
    assert page.line.gone
    assert "可以办结" in page._told.words.text()


def test_no_risk_is_said_in_words(qtbot, tmp_path):
    with new_store(tmp_path) as empty:
        pages = Pages(empty)
        qtbot.addWidget(pages)
        pages.show()
        assert pages.turn_to(RISKS)
        page = pages.made[RISKS]
        qtbot.waitUntil(lambda: "没有发现" in page._empty.words.text())
        tasks.wait()
