"""An old ledger of 158 disputes with 11 faults: taken in, handed back, corrected, whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from db.registers import Case
from db.store.check import check
from db.store.moves import way_to
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.windows.app import Desk
from desktop.windows.importing import window as import_window
from desktop.windows.importing.window import MAPPING, PREVIEW, RESULT, SHEET, ImportWindow
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from tests.ledgers import FAULTS, ROWS, row, write_ledger
from tests.offices import new_store, self_check, settle
from tests.pdf_text import text_of

GOOD = ROWS - len(FAULTS)


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    desk = Desk(database.path)
    made = MainWindow(desk, database)
    qtbot.addWidget(made)
    made.show()
    made.pages.turn_to("mediation")
    yield made
    made.let_go()
    tasks.wait()
    database.close()


def opened(qtbot, window: MainWindow, path: Path) -> ImportWindow:
    page = window.pages.register_page("mediation")
    page.take_in.open(path)
    (found,) = (one for one in window.findChildren(ImportWindow) if one.isVisible())
    qtbot.waitUntil(lambda: found.sheet is not None, timeout=60_000)
    return found


def turned(qtbot, found: ImportWindow, page: int) -> None:
    found.next.click()
    qtbot.waitUntil(
        lambda: found.pages.currentIndex() == page and found.next.isEnabled(), timeout=60_000
    )


def count(window: MainWindow) -> int:
    with window.database.read() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def given_back(qtbot, monkeypatch, found: ImportWindow, path: Path) -> None:
    monkeypatch.setattr(import_window, "ask_where", lambda *_: found._path)
    found.rejects.click()  # never over the ledger itself
    assert "换一个名字" in notices_of(found).sentences()[-1]
    monkeypatch.setattr(import_window, "ask_where", lambda *_: path)
    found.rejects.click()
    qtbot.waitUntil(path.exists, timeout=60_000)
    qtbot.waitUntil(found.rejects.isEnabled, timeout=60_000)


def corrected(path: Path) -> None:
    """What a clerk does with the workbook that came back."""
    book = load_workbook(path)
    sheet = book["2024年"]
    for number in FAULTS:
        for column, value in enumerate(row(number), start=1):
            sheet.cell(number + 3, column, value)
    book.save(path)


def test_the_ledger_comes_in_whole(qtbot, window, tmp_path, monkeypatch):
    write_ledger(tmp_path / "旧台账.xlsx")
    found = opened(qtbot, window, tmp_path / "旧台账.xlsx")
    assert found.pages.currentIndex() == SHEET
    assert found.sheet.row.value() == 3
    turned(qtbot, found, MAPPING)
    assert found.mapping.combos[4].currentText() == "当事人（申请人）的姓名或名称"
    turned(qtbot, found, PREVIEW)
    assert f"新登记 {GOOD}" in found.preview.said.text()
    assert len(found.preview.model.rows) == len(FAULTS)  # the faulty ones are shown first
    assert "被 Excel 当成数字改坏" in found.preview.detail.toPlainText()
    assert count(window) == 0
    turned(qtbot, found, RESULT)
    assert count(window) == GOOD
    back = tmp_path / "退回.xlsx"
    given_back(qtbot, monkeypatch, found, back)
    found.next.click()

    corrected(back)
    again = opened(qtbot, window, back)
    turned(qtbot, again, MAPPING)
    assert "按记住的“旧台账”" in again.mapping._said.text()
    turned(qtbot, again, PREVIEW)
    assert again.preview.outcome.faulty == []
    turned(qtbot, again, RESULT)
    again.next.click()
    assert count(window) == ROWS

    page = window.pages.register_page("mediation")
    assert page.model.total == ROWS
    window.acts.undo()
    qtbot.waitUntil(lambda: count(window) == GOOD, timeout=20_000)
    assert check(window.database).findings == []


def test_an_imported_case_goes_on_like_any_other(qtbot, window, tmp_path):
    """What the ledger left out is asked for by the next move; then it is filed and printed."""
    write_ledger(tmp_path / "a.xlsx", faults=False)
    found = opened(qtbot, window, tmp_path / "a.xlsx")
    for page in (MAPPING, PREVIEW, RESULT):
        turned(qtbot, found, page)
    found.next.click()
    with window.database.step("归档") as session:
        case = session.get_one(Case, 1)
        (move,) = way_to(case, "filed")
        wanted = {problem.path for problem in move.hindrances(case, session)}
        assert {"closed_on", "retention"} & wanted
        case.filed_by, case.checked_by, case.retention = "甲", "乙", "2"
        case.filed_on = case.archived_on = case.closed_on = case.accepted_on
        case.gaps_reason, case.checks = "旧卷宗没有扫描", self_check()
        move.make(case, session)
    paper = draft(window.database, form("dossier"), 1)
    text = text_of(paper.pdf)
    assert "旧卷宗没有扫描" in text
    assert "（2024）测人调字第1号" in text
    assert case.state == "filed"
    assert case.number == "（2024）测人调字第1号"


def test_leaving_half_way_keeps_nothing(qtbot, window, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    found = opened(qtbot, window, tmp_path / "a.xlsx")
    turned(qtbot, found, MAPPING)
    turned(qtbot, found, PREVIEW)
    found.back.click()
    assert found.pages.currentIndex() == MAPPING
    found.reject()
    assert count(window) == 0


def test_a_file_that_cannot_be_read_says_so_in_the_window(qtbot, window, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    page = window.pages.register_page("mediation")
    page.take_in.open(tmp_path / "a.xlsx")
    (found,) = window.findChildren(ImportWindow)
    qtbot.waitUntil(lambda: bool(notices_of(found).sentences()), timeout=30_000)
    assert "损坏" in notices_of(found).sentences()[0]
    assert not found.next.isEnabled()
    found.reject()
