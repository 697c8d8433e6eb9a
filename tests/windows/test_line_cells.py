"""A monthly sheet is typed from row to row by keyboard, no row opened."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.registers import HandlingMonth
from db.registers.affairs import MonthRow
from db.store.database import Database
from desktop.windows.help.field_panel import explain, field_at
from tests.offices import new_store
from tests.windows.pages import opened, press, rows

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        sheet = HandlingMonth.fresh(month=date(2024, 2, 1))
        sheet.rows = [MonthRow.fresh(other_item=item, quantity=1) for item in ("户籍", "社保")]
        with database.step("登记") as session:
            session.add(sheet)
        yield database


@pytest.fixture
def page(qtbot, store):
    return opened(qtbot, store, HandlingMonth, 1)


def typed(page) -> list[tuple[int, int | None]]:
    return [(row.quantity, row.agency) for row in page.pane.record.rows]


def here(page) -> tuple[int, str]:
    """The row and field that have the cursor."""
    cards = rows(page, "rows").cards
    return next((n, card.where()) for n, card in enumerate(cards) if card.where())


def write(qtbot, page, text: str) -> None:
    qtbot.keyClicks(page.window().focusWidget(), text)


def test_numbers_go_in_from_row_to_row_and_are_saved(qtbot, page):
    rows(page, "rows").enter(0, "quantity")
    for text, key in (
        ("12", Qt.Key.Key_Tab),
        ("3", Qt.Key.Key_Tab),  # from the last field to the first of the next row
        ("8", Qt.Key.Key_Tab),
        ("0", Qt.Key.Key_Up),
        ("4", Qt.Key.Key_Return),
    ):
        write(qtbot, page, text)
        press(qtbot, page, key, PLAIN)
    assert typed(page) == [(12, 4), (8, 0)]
    assert not any(card.is_open for card in rows(page, "rows").cards)
    assert here(page) == (1, "agency")
    assert page.pane.save()
    assert page.pane.record.handled == 20
    assert typed(page) == [(12, 4), (8, 0)]


def test_what_is_no_number_stands_marked_until_it_is_mended(qtbot, page):
    rows(page, "rows").enter(1, "quantity")
    write(qtbot, page, "8x")
    press(qtbot, page, Qt.Key.Key_Up, PLAIN)
    assert typed(page) == [(1, None), (1, None)]
    assert not page.pane.save()
    assert "8x" in rows(page, "rows").cards[1]._note.text()
    rows(page, "rows").enter(1, "quantity")
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, page, "9")
    press(qtbot, page, Qt.Key.Key_Down, PLAIN)  # the last row: the number is taken all the same
    assert typed(page)[1] == (9, None)
    assert page.pane.save()


def test_a_row_that_is_opened_shows_what_was_typed_in_its_line(qtbot, page):
    part = rows(page, "rows")
    part.enter(0, "quantity")
    write(qtbot, page, "7")
    part.cards[0].toggle()
    assert typed(page)[0] == (7, None)
    cells = part.cards[0]._grid.cells
    assert cells["quantity"].editor.line.text() == "7"
    cells["quantity"].editor.line.setFocus()
    cells["quantity"].editor.line.selectAll()
    qtbot.keyClicks(cells["quantity"].editor.line, "6")
    part.cards[0].toggle()
    assert part.cards[0]._cells.editors["quantity"].line.text() == "6"


def test_a_part_beyond_the_whole_is_said_in_its_line(qtbot, page):
    rows(page, "rows").enter(0, "agency")
    write(qtbot, page, "5")
    press(qtbot, page, Qt.Key.Key_Down, PLAIN)
    note = rows(page, "rows").cards[0]._note
    qtbot.waitUntil(lambda: "代办多于办件总数" in note.text())


def test_a_new_sheet_saved_blank_shows_the_items_of_the_last_one_to_type_on(qtbot, page):
    page.new_record()
    page.pane.record.month = date(2024, 3, 9)
    page.pane.form.refresh()
    assert page.pane.save()
    part = rows(page, "rows")
    assert [card.words for card in part.cards] == ["1.　户籍", "2.　社保"]
    part.enter(0, "quantity")
    write(qtbot, page, "5")
    assert page.pane.save()
    assert page.pane.record.month == date(2024, 3, 1)
    assert page.pane.record.handled == 5


def test_f1_tells_of_the_number_people_are_typing(qtbot, page):
    line = rows(page, "rows")
    line.enter(0, "quantity")
    assert explain(field_at(page.window().focusWidget()))
    panel = page.pane.form.help
    assert panel._title.text() == MonthRow.fields["quantity"].label
    said = panel.words

    press(qtbot, page, Qt.Key.Key_Tab, PLAIN)  # it follows the cursor
    assert panel._title.text() == MonthRow.fields["agency"].label
    assert panel.words != said
    assert not explain(field_at(page.window().focusWidget()))  # a second F1 opens the book
