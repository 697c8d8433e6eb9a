"""Pictures of the main windows on an open store: for the demo, the README and whoever looks."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.main_window import MainWindow

_SIZE = (1366, 768)
"""The screen of an old office PC."""
_PAUSE = 250  # ms for what the worker brings to be painted


def take_pictures(database: "Database", folder: Path, year: int) -> list[tuple[Path, str]]:
    """Open the windows without a screen, and keep a PNG of each.

    Args:
        database: an open store with cases; it is not changed.
        folder: where to; must exist.
        year: the year that the first page shows.

    Returns:
        Each picture's path and what it shows.
    """
    with _nobody():
        shots = list(_windows(database, year))
    return [_save(folder, name, picture) for name, picture in shots]


@dataclass(frozen=True)
class Sight:
    """How the program is looked at.

    Attributes:
        theme: of ``look.PALETTES``.
        text: of ``look.TEXT_FACTORS``.
        width: of the main window, in device-independent pixels. ``height``: likewise.
        scale: of the screen, 1.0 is 100 %.
        only: titles of pages, empty for all pages and windows.
    """

    theme: str = "light"
    text: str = "standard"
    width: int = 1366
    height: int = 768
    scale: float = 1.0
    only: frozenset[str] = frozenset()


def take_every_picture(
    database: "Database", folder: Path, year: int, sight: Sight
) -> Iterator[tuple[Path, list[str]]]:
    """Keep a PNG of every page and window; gives each one's path and the words that are cut."""
    from desktop.windows.app import Desk, application
    from desktop.windows.gallery.every_window import Glance, every_window
    from desktop.windows.gallery.legible import cut
    from desktop.windows.parts import look

    if QApplication.instance() is None:
        os.environ["QT_SCALE_FACTOR"] = str(sight.scale)
    with _nobody():
        app = application()
        look.dress(app, sight.theme, sight.text)
        how = Glance(sight.width, sight.height, only=sight.only)
        for name, widget in every_window(Desk(database.path), database, year, how):
            yield _save(folder, name, widget.grab())[0], cut(widget)
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or all of it is dressed again
        look.dress(app)


@contextmanager
def _nobody() -> Iterator[None]:
    """Off screen, with nobody's remembered sizes."""
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    kept = os.environ.get("FENGQIAO_DATA")
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ["FENGQIAO_DATA"] = nowhere
        try:
            yield
        finally:
            os.environ.pop("FENGQIAO_DATA")
            if kept is not None:
                os.environ["FENGQIAO_DATA"] = kept


def _windows(database: "Database", year: int) -> Iterator[tuple[str, QPixmap]]:
    from desktop.windows.app import Desk, application
    from desktop.windows.main_window import MainWindow
    from desktop.windows.opening.setup_wizard import SetupWizard
    from desktop.windows.opening.unlock import UnlockWindow

    app = application()
    desk = Desk(database.path)
    for name, make in (("首次设置", SetupWizard), ("解锁", UnlockWindow)):
        yield name, _grabbed(make(desk), (900, 640))
    unlock = UnlockWindow(desk)
    unlock.rescue()
    yield "仓库打不开", _grabbed(unlock, (900, 640))
    window = MainWindow(desk, database)
    window.resize(*_SIZE)
    window.show()
    window.show_year(year)
    yield "首页", settled(window)
    yield from _register(window)
    yield from _others(window, year)
    window.let_go()
    window.hide()
    window.deleteLater()
    app.processEvents()


def _register(window: "MainWindow") -> Iterator[tuple[str, QPixmap]]:
    from db.registers import Case
    from desktop.documents.forms import form
    from desktop.documents.issue import draft
    from desktop.windows.paper.paper_window import PaperWindow
    from desktop.windows.record.history_view import HistoryView

    database, table = window.database, Case.__tablename__
    window.pages.open_record(table, 1)
    yield "人民调解", settled(window)
    page = window.pages.register_page(table)
    page.pane.form.enter("terms[0].text")
    yield "协议条款", settled(window)
    yield from _filed(window)
    window.pages.new_record(table)
    page.pane.form.enter("parties")
    yield "新登记", settled(window)
    page.pane.discard()
    window.pages.turn_to("mediator")
    window.pages.open_record("mediator", 1)
    yield "人民调解员", settled(window)
    yield "历史", _grabbed(HistoryView(database, Case, 1), (760, 560))
    agreement = form("agreement")
    paper = PaperWindow(window, database, agreement, 1, draft(database, agreement, 1))
    yield "打印预览", _grabbed(paper, (940, 760))


def _filed(window: "MainWindow") -> Iterator[tuple[str, QPixmap]]:
    """A case whose dossier was filed, if there is one, and how the register goes out."""
    from db.registers import Case
    from db.store.listing import Filter, Listing
    from desktop.windows.exporting.dialog import AskExport

    filed = Listing(Case, filters=(Filter("state", "=", "filed"),))
    with window.database.read() as session:
        newest = filed.page(session, 0, 1)
    page = window.pages.register_page(Case.__tablename__)
    for number in newest:
        window.pages.open_record(Case.__tablename__, number)
        settled(window)
        page.pane.form.enter_dossier()
        yield "卷宗", settled(window)
    yield "导出", _grabbed(AskExport(window.database, Listing(Case), window), (760, 560))


def _others(window: "MainWindow", year: int) -> Iterator[tuple[str, QPixmap]]:
    """The other registers, a record of each open, and the pages that look over them."""
    from desktop.windows.annual_report import AnnualReportPage
    from desktop.windows.overviews.law_plan import LawPlanPage
    from desktop.windows.overviews.subsidy_page import SubsidyPage
    from desktop.windows.statistics.page import StatisticsPage
    from desktop.windows.views import CARDS, DUES, LAW_PLAN, REPORT, RISKS, STATISTICS, SUBSIDIES

    for register in (
        "legal_aid",
        "consultation",
        "card",
        "law_event",
        "legal_guide",
        "person",
        "meeting",
    ):
        record = _newest(window, register)
        if record is not None:
            window.pages.open_record(register, record)
            picture = settled(window)
            yield window.pages.register_page(register).cls.title, picture
    views = (
        (CARDS, "持证情况"), (LAW_PLAN, "普法计划"), (SUBSIDIES, "集中申报"), (DUES, "到期事项"),
        (STATISTICS, "统计表"), (REPORT, "年度报告"), (RISKS, "风险预警"),
    )  # fmt: skip
    for view, title in views:
        window.pages.turn_to(view)
        page = window.pages.made[view]
        if isinstance(page, LawPlanPage):
            page.show_year(year)
        if isinstance(page, SubsidyPage):
            page.show_period(date(year, 12, 31))
        if isinstance(page, StatisticsPage):
            page.show_figure("mediation.total", date(year, 12, 31))
        if isinstance(page, AnnualReportPage):
            settled(window)
            page.choose("disputes.cases")
        yield title, settled(window)


def _newest(window: "MainWindow", table: str) -> int | None:
    from db.store.listing import Listing
    from db.store.record import register

    with window.database.read() as session:
        newest = Listing(register(table)).page(session, 0, 1)
    return newest[0] if newest else None


def settled(widget: QWidget) -> QPixmap:
    """The widget's picture once the worker is at rest and everything is painted."""
    from desktop.windows.gallery.every_window import Glance

    return Glance(pause=_PAUSE).settle(widget).grab()


def _grabbed(widget: QWidget, size: tuple[int, int]) -> QPixmap:
    widget.resize(*size)
    widget.show()
    picture = settled(widget)
    widget.hide()
    widget.deleteLater()
    return picture


def _save(folder: Path, name: str, picture: QPixmap) -> tuple[Path, str]:
    path = folder / f"{name}.png"
    if not picture.save(str(path)):
        raise OSError(path)
    return path, f"{name}的样子"
