"""集中申报: what may be claimed is ticked and claimed at once, what may not says why."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.registers import SubsidyClaim, SubsidyList
from desktop.windows.overviews.subsidy_page import SubsidyPage
from desktop.windows.pages import Pages
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Toast
from desktop.windows.views import SUBSIDIES
from tests.offices import new_store, settle
from tests.subsidies import FIRST, LAST, filed, grade, scheme
from tests.windows.pages import opened

TODAY = date(2024, 10, 8)


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        yield database
        tasks.wait()


@pytest.fixture
def shown(qtbot, store):
    """The page on a store once it has looked, and the records that it opened."""

    def make():
        asked = []
        page = SubsidyPage(store, lambda *which: asked.append(which), TODAY)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        qtbot.waitUntil(lambda: page.found is not None)
        return page, asked

    return make


def claims(store):
    with store.read() as session:
        return session.query(SubsidyClaim).order_by(SubsidyClaim.id).all()


def turned(qtbot, page, act):
    """Do something that makes the page look again, and wait for what it tells."""
    before = page.found
    act()
    qtbot.waitUntil(lambda: page.found is not before)


def test_it_opens_at_the_quarter_that_ended_last(shown):
    page, _ = shown()
    assert (page.first, page.last) == (FIRST, LAST)
    assert page._title.text() == "集中申报　2024年第三季度"


@pytest.mark.parametrize(
    ("day", "monthly", "period"),
    [
        (date(2024, 12, 31), False, (date(2024, 10, 1), date(2024, 12, 31))),
        (date(2024, 2, 10), True, (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 12, 1), True, (date(2024, 12, 1), date(2024, 12, 31))),
    ],
)
def test_periods_end_where_the_next_begins(shown, day, monthly, period):
    page, _ = shown()
    page.monthly = monthly
    page.show_period(day)
    assert (page.first, page.last) == period


def test_what_is_ticked_is_claimed_in_one_step_and_undone_in_one(qtbot, store, shown):
    scheme(store)
    first, second = filed(store, mediators=[1, 2]), filed(store, death=True, dispute_type="06")
    filed(store, moves=("perform", "close"), dispute_type="03")
    page, asked = shown()
    assert [chip.text() for chip in page.chips.values()] == ["可以申报 2 件", "不能申报 1 件"]
    assert page._sum.text() == "已选 2 件，合计 300.00 元（叁佰元整）"

    def pressed():
        page.claim.click()
        assert not page.claim.isEnabled()  # once is enough

    turned(qtbot, page, pressed)
    assert {one.case_id for one in claims(store)} == {first, second}
    assert page.found.offers == ()
    assert not page.claim.isEnabled()
    page.made.click()
    assert asked == [("subsidy_list", 1)]
    toast = page.findChildren(Toast)[-1]
    assert "已申报 2 件，合计 300.00 元" in toast.sentence
    turned(qtbot, page, page._undo)
    assert claims(store) == []
    assert len(page.found.offers) == 2


def test_keys_tick_and_open(qtbot, store, shown):
    scheme(store)
    number = filed(store)
    page, asked = shown()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.offers.chosen() == []
    assert page._sum.text() == "已选 0 件，合计 0.00 元"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert len(page.offers.chosen()) == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked == [("mediation", number)]


def test_a_doubtful_case_waits_for_a_decision(qtbot, store, shown):
    scheme(store, grade("一般", 100), monthly_cap=150_00)
    filed(store)
    filed(store, dispute_type="06")
    page, _ = shown()
    assert [offer.case_id for offer in page.offers.chosen()] == [1]
    page.table.setCurrentIndex(page.offers.index(1, 1))
    assert "超过方案规定的每人每月 150 元" in page._said.text()
    assert page.all.text() == "全选"
    page.all.click()
    assert len(page.offers.chosen()) == 2
    assert page.all.text() == "全不选"


def test_ticks_stay_when_the_store_changes(qtbot, store, shown):
    scheme(store)
    filed(store)
    filed(store, dispute_type="06")
    page, _ = shown()
    page.offers.tick([0], on=False)
    turned(qtbot, page, lambda: filed(store, dispute_type="03"))
    qtbot.waitUntil(lambda: len(page.found.offers) == 3)
    assert [offer.case_id for offer in page.offers.chosen()] == [2, 3]


def test_those_that_may_not_be_claimed_say_why_and_open(qtbot, store, shown):
    number = filed(store)
    page, asked = shown()
    page.chips["barred"].click()
    assert page._stack.currentWidget() is page.others
    words = page.barred.index(0, 3).data()
    assert words == "2024-07-08没有适用的补贴方案，请先在“补贴方案”里登记县里的文件"
    page.others.doubleClicked.emit(page.barred.index(0, 0))
    assert asked == [("mediation", number)]
    page.chips["offers"].click()
    assert "这一期没有可以申报而未申报的案件" in page._empty.words.text()


def test_earlier_cases_are_offered_when_asked_for(qtbot, store, shown):
    scheme(store)
    filed(store, closed_on=date(2024, 6, 30))
    page, _ = shown()
    assert page.found.offers == ()
    turned(qtbot, page, page.earlier.click)
    assert len(page.found.offers) == 1


def test_a_narrow_window_keeps_names_and_amounts(qtbot, store, shown):
    scheme(store)
    filed(store)
    page, _ = shown()
    for width, hidden in ((1300, False), (700, True)):
        page.resize(width, 600)
        qtbot.waitUntil(lambda h=hidden: page.table.isColumnHidden(7) is h)
    assert not page.table.isColumnHidden(6)


def test_the_list_names_its_claims(qtbot, store, shown):
    scheme(store)
    filed(store)
    page, _ = shown()
    turned(qtbot, page, page.claim.click)
    register = opened(qtbot, store, SubsidyList, 1)
    (line,) = register.pane.form.below.roles.lines
    assert "张三与李四邻里纠纷" in line.accessibleName()


def test_it_stands_in_the_sidebar(qtbot, store):
    pages = Pages(store)
    qtbot.addWidget(pages)
    pages.turn_to(SUBSIDIES)
    assert isinstance(pages.currentWidget(), SubsidyPage)
    tasks.wait()
