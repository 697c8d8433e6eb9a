"""A table from above in its window: mapped by hand, seen with values, filled; nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from db.registers import CountyForm
from db.store.database import Database
from desktop.exchange.county.keeping import form_named, forms, keep
from desktop.windows.county.acts import fill_to
from desktop.windows.county.button import CountyButtons
from desktop.windows.county.moved import MovedDialog
from desktop.windows.county.window import CountyWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from tests.exchange.county.books import ROLL, SHEET, county_book
from tests.exchange.county.test_filling import quarterly
from tests.offices import agreed, new_store


@pytest.fixture
def store(tmp_path: Path, data_folder: Path) -> Iterator[Database]:
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


@pytest.fixture
def known(store, tmp_path) -> int:
    package = county_book(tmp_path / "县局季报.xlsx")
    return keep(store, None, "县局季报", quarterly(package), package)


def opened(qtbot, store, number=None, path=None) -> CountyWindow:
    window = CountyWindow(store, number, path, None)
    qtbot.addWidget(window)
    window.show()
    settle(qtbot, window)
    return window


def settle(qtbot, window) -> None:
    tasks.wait()
    qtbot.waitUntil(lambda: window._task is None, timeout=20_000)


def told(window) -> str:
    return "\n".join(notices_of(window).sentences())


def press(qtbot, part, key, text: str = "") -> None:
    if text:
        qtbot.keyClicks(part, text)
    qtbot.keyClick(part, key)


def test_a_new_template_is_mapped_from_the_keyboard_and_kept_when_it_is_closed(
    qtbot, store, tmp_path
):
    county_book(tmp_path / "县局季报.xlsx")
    window = opened(qtbot, store, path=tmp_path / "县局季报.xlsx")
    assert window.name.text() == "县局季报"
    window.view.go((5, 4))
    assert "累计 / 件数" in window.panel.beside.text()
    assert window.panel.list.item(0).text() == "★ 调解案件总数（件）"
    press(qtbot, window.panel.search, Qt.Key.Key_Return)
    assert window.cells[SHEET, "D5"].span == "cumulative"
    window.view.go((6, 2))
    press(qtbot, window.panel.search, Qt.Key.Key_Return, "mediation.resolved")
    assert window.view.sheet.mapped[6, 2] == window.cells[SHEET, "B6"].words
    press(qtbot, window.view, Qt.Key.Key_Delete)
    assert list(window.cells) == [(SHEET, "D5")]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    with store.read() as session:
        (cell,) = form_named(session, "县局季报").cells
    assert (cell.address, cell.row_text, cell.column_text) == (
        "D5",
        "调解案件总数",
        "累计 / 件数",
    )


def test_formulas_and_the_rest_of_a_merged_range_take_nothing(qtbot, store, known):
    window = opened(qtbot, store, known)
    window.view.go((7, 2))
    assert "公式" in window.panel.now.text()
    assert not window.panel.list.isEnabled()
    window.view.go((3, 3))
    assert window.panel.head.text() == "单元格 B3"


def test_values_are_seen_before_and_the_file_is_filled(qtbot, store, known, tmp_path):
    window = opened(qtbot, store, known)
    window.foot.year.setValue(2024)
    window.foot.part.setCurrentIndex(1)
    settle(qtbot, window)
    assert window.view.sheet.mapped[5, 2] == "mediation.total"
    window.foot.values.setChecked(True)
    settle(qtbot, window)
    assert window.view.sheet.mapped[5, 2] == "1"
    window.sheet.setCurrentIndex(1)
    assert window.view.sheet.mapped[2, 1] == "1（共 1 行）"
    path = tmp_path / "填好.xlsx"
    fill_to(window, path)
    settle(qtbot, window)
    assert load_workbook(path)[SHEET]["B5"].value == 1
    fill_to(window, tmp_path / "县局季报.xlsx")
    settle(qtbot, window)
    assert "就是模板" in told(window)


@pytest.mark.parametrize("agreed_to", [True, False])
def test_a_new_template_is_followed_only_when_people_agree(
    qtbot, known, store, monkeypatch, agreed_to
):
    asked = []

    def answer(dialog) -> int:
        rows = range(dialog.table.rowCount())
        asked.extend(dialog.table.item(row, 2).text() for row in rows)
        code = QDialog.DialogCode
        return code.Accepted if agreed_to else code.Rejected

    monkeypatch.setattr(MovedDialog, "exec", answer)
    new = store.path.with_name("新.xlsx")
    county_book(new, top=2)
    window = opened(qtbot, store, known)
    window.read(new)
    settle(qtbot, window)
    assert asked == ["移动了"] * 3
    assert ((SHEET, "B7") in window.cells) is agreed_to
    assert ((SHEET, "B5") in window.cells) is not agreed_to
    assert ("新.xlsx" in window.file.text()) is agreed_to
    assert (ROLL, "A2") in window.cells


def test_what_cannot_be_read_or_named_is_said_and_nothing_is_lost(qtbot, store, known, tmp_path):
    window = opened(qtbot, store, known)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 cut")
    window.read(tmp_path / "坏.xlsx")
    settle(qtbot, window)
    assert "已经损坏" in told(window)
    assert len(window.cells) == 6
    window.name.clear()
    window.foot.keep.click()
    assert "起个名称" in told(window)
    window.foot.fill.click()
    with store.read() as session:
        assert [one.name for one in forms(session)] == ["县局季报"]


def test_the_buttons_stand_over_their_register_alone(qtbot, store, known, monkeypatch, tmp_path):
    county_book(tmp_path / "年报.xlsx")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "年报.xlsx"), "")
    )
    buttons = CountyButtons(store, CountyForm, lambda: known)
    qtbot.addWidget(buttons)
    buttons.open.click()
    buttons.fill.click()
    windows = buttons.window().findChildren(CountyWindow)
    for window in windows:
        settle(qtbot, window)
    assert [one.name.text() for one in windows] == ["年报", "县局季报"]
    from db.registers import Case

    other = CountyButtons(store, Case, lambda: None)
    qtbot.addWidget(other)
    assert other.isHidden()
