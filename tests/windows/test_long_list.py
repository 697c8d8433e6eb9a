"""A long list is read behind the window: it shows, moves and opens as a short one does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from db.registers import Mediator
from db.store.database import Database
from db.store.listing import Filter, Listing
from db.store.search import index
from desktop.windows.lists import list_reader, record_model
from tests.offices import new_store, settle
from tests.windows.pages import cell, opened, press, type_in

ROWS = 2000
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Iterator[Database]:
    with new_store(tmp_path_factory.mktemp("long")) as database:
        settle(database)
        with database.engine.begin() as connection:  # past the history: only the list is looked at
            connection.execute(
                text(
                    "INSERT INTO mediator (id, uid, caption, found_by, created_at, created_by,"
                    " name, full_time, on_public_payroll, active) VALUES (:id, :uid, :name, :name,"
                    " '2024-01-01 00:00:00', '', :name, 0, 0, :active)"
                ),
                [
                    {
                        "id": n + 10,
                        "uid": str(n),
                        "name": f"某{n * 7 % ROWS:05}",
                        "active": n % 3 > 0,
                    }
                    for n in range(ROWS)
                ],
            )
        database.index(anew=True)
        yield database


@pytest.fixture
def page(qtbot, kept, monkeypatch):
    monkeypatch.setattr(record_model, "SMALL", 500)
    page = opened(qtbot, kept, Mediator)
    settled(qtbot, page)
    return page


def settled(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.model.exact)


def ids(store, **asked) -> list[int]:
    with store.read() as session:
        return [number for some in Listing(Mediator, **asked).keys(session) for number in some]


def shown(page, row) -> str:
    return page.model.index(row, 0).data()


def test_it_holds_what_the_store_holds_in_every_order(qtbot, page, kept):
    assert page.model.total == ROWS + 2
    assert page._count.text() == "2,002 名"
    for asked in (
        {"sort": "name", "descending": True},
        {"filters": (Filter("active", "=", False),)},
        {"search": "某0199"},
        {"search": "没有这个人"},
        {},
    ):
        page.model.show_listing(Listing(Mediator, **asked))
        settled(qtbot, page)
        wanted = ids(kept, **asked)
        assert page.model.record_ids(0, ROWS + 9) == wanted
        assert page.model.total == len(wanted)
        assert page._stack.currentIndex() == (0 if wanted else 1)


def test_the_scroll_bar_jumps_anywhere(qtbot, page, kept):
    """The row says that it is coming, then it is there; who it is is known at once."""
    page.table.scrollToBottom()
    last = page.model.total - 1
    assert page.model.record_id(last) == ids(kept)[-1]
    qtbot.waitUntil(lambda: shown(page, last) not in ("…", None))
    with kept.read() as session:
        assert shown(page, last) == session.get(Mediator, page.model.record_id(last)).name
    page.table.scrollTo(page.model.index(1000, 0))
    qtbot.waitUntil(lambda: shown(page, 1000) == "某00999")


def test_another_list_begins_at_its_top(qtbot, page):
    page.table.scrollToBottom()
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settled(qtbot, page)
    assert page.table.rowAt(0) == 0
    assert shown(page, 0) != "…"


def test_keys_go_to_the_end_and_open_what_is_not_read_yet(qtbot, page):
    page.table.setFocus()
    page.table.stand_on(0)
    press(qtbot, page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    last = page.model.record_id(page.model.total - 1)
    assert page.table.chosen() == last
    press(qtbot, page, Qt.Key.Key_Return, PLAIN)
    assert page.pane.record_id == last


def test_what_is_saved_stays_in_sight(qtbot, page, kept):
    row = page.model.total // 2
    page.open_record(page.model.record_id(row))
    page.table.scrollTo(page.model.index(row, 0))
    place = page.table.verticalScrollBar().value()
    type_in(qtbot, cell(page, "phone").editor.line, "0851-34222222")
    assert page.pane.save()
    settled(qtbot, page)
    column = [spec.name for spec in page.model.listing.columns].index("phone")
    qtbot.waitUntil(lambda: page.model.index(row, column).data() == "085******2222")
    assert page.table.chosen() == page.pane.record_id
    assert page.table.verticalScrollBar().value() == place
    kept.undo()


def test_a_new_record_finds_its_place(qtbot, page, kept):
    with kept.step("登记") as session:
        new = Mediator.fresh(name="某00500之二")
        session.add(new)
    page.table.choose(new.id)
    settled(qtbot, page)
    assert page.model.total == ROWS + 3
    assert page.table.chosen() == new.id
    assert page.table.currentIndex().row() == ids(kept).index(new.id)
    kept.undo()
    settled(qtbot, page)
    assert page.model.total == ROWS + 2


def test_another_question_stops_the_one_before(qtbot, page, monkeypatch):
    """The first would never end; nothing of it is shown, and nobody hears of its interruption."""
    keys, begun = Listing.keys, []
    endless = text("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) "
                   "SELECT count(*) FROM n")  # fmt: skip

    def asked(listing, session, *at_once):
        begun.append(listing.search)
        if listing.search == "某":
            session.execute(endless)
        return keys(listing, session, *at_once)

    monkeypatch.setattr(Listing, "keys", asked)
    page.search("某")
    qtbot.waitUntil(lambda: begun == ["某"])
    assert page.model.total == ROWS + 2  # what stood there still does
    page.search("某0199")
    list_reader.wait()
    settled(qtbot, page)
    assert page.model.total == 10


def test_enter_in_the_search_box_stands_on_the_first_that_is_found(qtbot, page):
    page._search.setText("某0199")
    page._to_list()
    settled(qtbot, page)
    assert shown(page, 0).startswith("某0199")
    assert page.table.chosen() == page.model.record_id(0)


def test_all_rows_chosen_are_all_records(qtbot, page, kept):
    page.table.selectAll()
    assert page.table.number() == ROWS + 2
    assert page.table.chosen_ids() == ids(kept)


def test_a_million_ids_are_four_megabytes(page):
    assert page.model._ids.itemsize * 1_000_000 == 4_000_000
    assert max(page.model._ids) < 1 << 8 * page.model._ids.itemsize == 1 << index.BITS
