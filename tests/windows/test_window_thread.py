"""The window's thread does as much for eight thousand cases as for one thousand, and no more."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from db.registers import Case
from desktop.windows.lists import record_model
from tests.bench.many import plain
from tests.loop import MOST, watched
from tests.offices import new_store
from tests.windows.pages import opened

FEW, MANY = 1000, 8000


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> Iterator[dict]:
    """Two stores that differ by their number of cases alone."""
    folder = tmp_path_factory.mktemp("stores")
    (folder / "few").mkdir()
    (folder / "many").mkdir()
    with new_store(folder / "few") as few, new_store(folder / "many") as many:
        plain(few, FEW)
        plain(many, MANY)
        yield {FEW: few, MANY: many}


def work(qtbot, store) -> tuple[dict[str, int], int]:
    """SQLite's steps in the window's thread by what people do, and those of the heaviest call."""
    found: dict[str, int] = {}
    with watched() as watch:
        page = opened(qtbot, store, Case)
        header, bar = page.table.horizontalHeader(), page.table.verticalScrollBar()
        acts: dict[str, Callable[[], object]] = {
            "open the list": lambda: None,
            "jump to the middle": lambda: bar.setValue(page.model.total // 2),
            "jump to the end": page.table.scrollToBottom,
            "sort by a column": lambda: header.setSortIndicator(0, Qt.SortOrder.AscendingOrder),
            "filter": lambda: page.filters.choose("dispute_type", ("二", [("=", "02")])),
            "search": lambda: page.search("王"),
            "lift it all": page.widen,
            "open a record": lambda: page.open_record(page.model.record_id(7)),
            "save": page.pane.save,
            "look again": page.reload,
        }
        for name, act in acts.items():
            before = 0 if not found else watch.steps
            act()
            settle(qtbot, page)
            found[name] = watch.steps - before
    return found, watch.call[0]


def settle(qtbot, page) -> None:
    """Until the list is known and what stands in it is read."""
    qtbot.waitUntil(lambda: page.model.exact)
    top = max(page.table.rowAt(0), 0)
    qtbot.waitUntil(lambda: page.model.index(top, 0).data() != "…")


def test_no_act_costs_the_window_more_in_a_long_register(qtbot, stores, monkeypatch):
    monkeypatch.setattr(record_model, "SMALL", FEW // 2)
    (few, _), (many, heaviest) = work(qtbot, stores[FEW]), work(qtbot, stores[MANY])
    grown = {name: (few[name], many[name]) for name in few if many[name] > 2 * few[name] + 2000}
    assert grown == {}
    assert heaviest <= MOST


def test_the_watch_sees_a_list_that_is_read_in_the_window(qtbot, stores, monkeypatch):
    """Else the test before could not fail."""
    monkeypatch.setattr(record_model, "SMALL", 10 * MANY)
    (few, _), (many, heaviest) = work(qtbot, stores[FEW]), work(qtbot, stores[MANY])
    assert many["sort by a column"] > 4 * few["sort by a column"]
    assert heaviest > MOST
