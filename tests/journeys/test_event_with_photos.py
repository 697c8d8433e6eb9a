"""A 普法 event's whole way: themes made, begun from its theme, photographed, held, looked over."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from db.figures import education as figures
from db.registers import LawEvent, Paper, Staff
from db.store.attachments import photos_of
from db.store.check import check
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.windows.main_window import MainWindow
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.views import LAW_PLAN
from tests.counted import counted
from tests.journeys.hands import confirm, put, there
from tests.offices import PASSWORD, new_store, settle
from tests.pictures import PLACE, located, photo
from tests.windows.desks import main_window

YEAR = 2024


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    with database.step("人员和证书") as session:
        session.add_all([Staff.fresh(name="登记员周某"), Staff.fresh(name="审核员吴某")])
        seals.make_own(session, "测试镇司法所", PASSWORD)
    with main_window(qtbot, database) as made:
        yield made


@pytest.fixture
def shots(tmp_path: Path) -> list[Path]:
    """Two photos from telephones, one of which tells where it was taken."""
    files = {"IMG_0001.jpg": located(), "IMG_0002.jpg": photo(800, 600)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in files]


def editor(pane, name):
    cells = (getattr(part, "cells", {}) for _, part in there(pane.form))
    return next(known[name].editor for known in cells if name in known)


def tick(chips, word):
    next(box for box in chips.findChildren(QCheckBox) if box.text() == word).click()


def asked(pane, **values):
    for name, text in values.items():
        put(pane.panel._grid.cells[name].editor.line, text)
    confirm(pane)


def test_from_the_calendar_to_a_signed_sheet_with_photos(qtbot, window, shots, tmp_path):
    window.side.buttons[LAW_PLAN].click()
    plan = window.pages.made[LAW_PLAN]
    plan.show_year(YEAR)
    plan.make_themes()
    qtbot.waitUntil(lambda: bool(plan.found), timeout=10_000)
    begin = "为国家宪法日登记一场活动"
    named = lambda: [b for b in plan.findChildren(QPushButton) if b.accessibleName() == begin]  # noqa: E731
    qtbot.waitUntil(lambda: bool(named()), timeout=10_000)
    named()[0].click()
    qtbot.waitUntil(lambda: not window.pages.beginning.busy, timeout=10_000)
    pane = window.pages.register_page("law_event").pane
    assert editor(pane, "starts_on").line.text() == f"{YEAR}-12-04"

    put(editor(pane, "name").line, "国家宪法日集中宣传")
    put(editor(pane, "place").line, "镇场坝街")
    tick(editor(pane, "forms").widget, "集中宣传")
    put(editor(pane, "contents").add.lineEdit(), "宪法")
    assert pane.save()

    pane.attachments.add(shots)
    qtbot.waitUntil(lambda: pane.attachments.list.count() == 2, timeout=10_000)

    pane.moves._next.click()
    confirm(pane)
    assert pane.record.state == "planned", "without its numbers it was not held"
    asked(pane, audience_number="320")
    assert (pane.record.state, pane.record.number) == ("held", f"（{YEAR}）普法第1号")

    pane.moves._next.click()
    both = {"registrar_id": "登记员周某", "reviewed_on": f"{YEAR}-12-09"}
    asked(pane, **both, reviewer_id="登记员周某")
    assert pane.record.state == "held", "nobody looks over an event of their own"
    asked(pane, reviewer_id="审核员吴某")
    assert pane.record.state == "reviewed"

    sheet = form("event_record")
    number = pane.record_id
    paper = PaperWindow(
        window, window.database, sheet, number, draft(window.database, sheet, number)
    )
    qtbot.addWidget(paper)
    assert not paper.paper.missing
    paper.sign(PASSWORD)
    qtbot.waitUntil(lambda: paper.paper.signed, timeout=20_000)
    assert PLACE not in paper.paper.pdf
    with pypdfium2.PdfDocument(paper.paper.pdf) as document:
        kind = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
        shown = [one for page in document for one in page.get_objects(filter=kind)]
        sizes = {one.get_px_size() for one in shown}
    assert len(sizes) == 2

    window.pages.turn_to(LAW_PLAN)
    qtbot.waitUntil(lambda: any(row.events for row in plan.found or ()), timeout=10_000)
    with window.database.read() as session:
        year = (date(YEAR, 1, 1), date(YEAR, 12, 31))
        assert counted(window.database, "education.reach", *year).behind == (("law_event", number),)
        told = figures.outlook(session, YEAR, date(YEAR, 12, 31))
        left = {row.theme.name for row in told if row.standing is not figures.Standing.HELD}
        assert "国家宪法日" not in left
        assert "宪法宣传周" in left
        kept = session.get(LawEvent, number)
        assert kept.registrar_id != kept.reviewer_id
        assert len(photos_of(session, "law_event", number)) == 2
        assert session.query(Paper).one().about_id == number
    assert check(window.database).sound
