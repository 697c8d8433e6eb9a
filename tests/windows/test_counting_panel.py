"""计入哪些数字 at a record's foot: folded at first, what counts above what does not."""

import pytest

from db.registers import Case, Place
from desktop.windows.parts import tasks
from tests.offices import new_store, settle
from tests.returns import agreed_one, change
from tests.windows.pages import opened


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        agreed_one(database)
        yield database
        tasks.wait()


def unfolded(qtbot, store, cls, number):
    page = opened(qtbot, store, cls, number)
    panel = page.pane.form.below.counting
    assert not panel.isHidden()
    assert panel._inside.isHidden()
    panel.fold.click()
    qtbot.waitUntil(lambda: panel._column.count() > 0, timeout=30_000)
    return page, panel


def said(panel):
    return [line.accessibleName() for line in panel.lines]


def test_what_counts_comes_first_and_a_change_is_seen(qtbot, store):
    page, panel = unfolded(qtbot, store, Case, 1)
    counted = [words for words in said(panel) if "不计入" not in words]
    assert said(panel)[: len(counted)] == counted
    assert "调解成功，按 2024-06-11 计入 2024年第二季度" in counted
    before = panel.lines
    change(store, 1, difficulty="3")
    qtbot.waitUntil(lambda: panel.lines is not before, timeout=30_000)
    assert "疑难复杂案件，按 2024-06-11 计入 2024年第二季度" in said(panel)
    page.pane.close_record()


def test_the_figures_it_misses_by_more_are_shown_on_request(qtbot, store):
    _, panel = unfolded(qtbot, store, Case, 1)
    shown = len(panel.lines)
    rest = panel._column.itemAt(panel._column.count() - 1).widget()
    number = int(rest.text().split()[1])
    rest.click()
    assert len(panel.lines) == shown + number


def test_a_register_without_figures_says_so(qtbot, store):
    with store.step("村") as session:
        session.add(Place.fresh(name="天龙村"))
    _, panel = unfolded(qtbot, store, Place, 1)
    assert panel._column.itemAt(0).widget().text() == "这个登记簿不计入统计数字。"


def test_a_record_that_is_not_saved_counts_nowhere(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    assert page.pane.form.below.counting.isHidden()
