"""Every page and the windows over it, one after the other on an open store, to be looked at.

The command ``screenshots`` keeps a picture of each; the tests measure whether words are cut and
whether every part has a name. Nothing in the store is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from db.registers import Case
from db.store.listing import Listing
from db.store.record import register
from desktop.windows.parts import tasks
from desktop.windows.parts.in_turns import InTurns

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.app import Desk
    from desktop.windows.main_window import MainWindow

Shot = tuple[str, QWidget]
"""What it is called, and the window: shown, painted, and hidden when the next is asked for."""


@dataclass(frozen=True)
class Glance:
    """How to look: the main window's size in device-independent pixels, and how long to wait.

    ``pause`` is in milliseconds, for what the worker brings to be painted; ``records`` whether the
    newest record of each register is opened; ``only`` the titles of the pages to walk, without
    the windows beside them; empty for all.
    """

    width: int = 1366
    height: int = 768
    pause: int = 50
    records: bool = True
    only: frozenset[str] = frozenset()

    def settle(self, widget: QWidget) -> QWidget:
        """Wait until the worker is at rest and everything is painted.

        Laying out comes last: on a busy machine the pause may end before it.
        """
        for _ in range(3):
            tasks.wait()
            found: Any = widget.findChildren(InTurns)
            for turns in found:
                turns.finish()
            loop = QEventLoop()
            QTimer.singleShot(self.pause, loop.quit)
            loop.exec()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return widget

    def show(self, name: str, widget: QWidget, width: int = 0, height: int = 0) -> Iterator[Shot]:
        """Show a window of its own until the next is asked for; at its own size if none is said."""
        if width:
            widget.resize(min(width, self.width), min(height, self.height))
        widget.show()
        yield name, self.settle(self.settle(widget))  # what is drawn small is drawn last
        widget.hide()
        widget.deleteLater()


def every_window(desk: "Desk", database: "Database", year: int, how: Glance) -> Iterator[Shot]:
    """The windows before the password, the main window with each page, and the dialogs.

    Args:
        desk: without a window of its own.
        database: an open store.
        year: which year the pages show that show one.
        how: size and patience.
    """
    from desktop.windows.gallery.every_dialog import every_dialog
    from desktop.windows.gallery.every_errand import every_errand
    from desktop.windows.main_window import MainWindow

    if not how.only:
        yield from before_the_password(desk, how)
    window = MainWindow(desk, database)
    window.resize(how.width, how.height)
    window.show()
    window.show_year(year)
    try:
        yield from every_page(window, year, how)
        if not how.only:
            for name, make, width, height in every_dialog(window):
                yield from how.show(name, make(), width, height)
            yield from every_errand(window, year, how)
    finally:
        window.let_go()
        window.hide()
        window.deleteLater()


def before_the_password(desk: "Desk", how: Glance) -> Iterator[Shot]:
    """The first day page by page, the password, and a store that does not open."""
    from desktop.windows.opening.recovery_sheet import RecoverySheet
    from desktop.windows.opening.setup_pages import RecoveryPage
    from desktop.windows.opening.setup_wizard import SetupWizard
    from desktop.windows.opening.unlock import UnlockWindow

    wizard = SetupWizard(desk)
    sheet = RecoverySheet("ABCDE-FGHIJ-KLMNP-QRSTU-VWXYZ", "测试镇司法所", desk.store)
    wizard.recovery = RecoveryPage(sheet)
    wizard.pages.addWidget(wizard.recovery)
    for place in range(wizard.pages.count()):
        wizard.turn_to(place)
        wizard.resize(900, 640)
        wizard.show()
        yield f"首次设置{place + 1}", how.settle(wizard)
    wizard.hide()
    wizard.deleteLater()
    yield from how.show("解锁", UnlockWindow(desk), 900, 640)
    for name, turn in (
        ("忘记密码", UnlockWindow.use_code),
        ("设置自己的密码", UnlockWindow.begin_anew),
        ("仓库打不开", UnlockWindow.rescue),
        ("从备份恢复", UnlockWindow.restore),
    ):
        unlock = UnlockWindow(desk)
        turn(unlock)
        yield from how.show(name, unlock, 900, 640)


def every_page(window: "MainWindow", year: int, how: Glance) -> Iterator[Shot]:
    """What the sidebar leads to, the newest record of each register, a new one, and the search."""
    from desktop.windows.sidebar_entries import entries
    from desktop.windows.views import VERIFY

    known = {entry.name: entry.title for entry in entries(window.pages.registers.values())}
    for name, title in known.items():
        if name == VERIFY or (how.only and title not in how.only):
            continue
        window.pages.turn_to(name)
        how.settle(window)
        _show_year(window.pages.made[name], year)
        yield title, how.settle(window)
        if how.records and name in window.pages.registers:
            yield from _record(window, name, title, how)
    if not how.only:
        window.pages.new_record(Case.__tablename__)
        yield "新登记", how.settle(window)
        window.pages.register_page(Case.__tablename__).pane.discard()
        window.pages.search("王")
        yield "搜索", how.settle(window)


def _record(window: "MainWindow", name: str, title: str, how: Glance) -> Iterator[Shot]:
    if register(name).single:
        return
    with window.database.read() as session:
        newest = Listing(register(name)).page(session, 0, 1)
    for record_id in newest:
        window.pages.open_record(name, record_id)
        yield f"{title} 记录", how.settle(window)
        if name == Case.__tablename__:
            pane = window.pages.register_page(name).pane
            pane.moves.go()
            if not pane.panel.isHidden():
                yield f"{title} 办理", how.settle(how.settle(window))  # it grows in steps
                pane.panel.cancel()


def _show_year(page: QWidget, year: int) -> None:
    """Lead a page that shows a period to that year."""
    from datetime import date

    from desktop.windows.annual_report import AnnualReportPage
    from desktop.windows.overviews.law_plan import LawPlanPage
    from desktop.windows.overviews.subsidy_page import SubsidyPage
    from desktop.windows.statistics.page import StatisticsPage

    last = date(year, 12, 31)
    if isinstance(page, LawPlanPage):
        page.show_year(year)
    elif isinstance(page, SubsidyPage):
        page.show_period(last)
    elif isinstance(page, StatisticsPage):
        page.show_figure("mediation.total", last)
    elif isinstance(page, AnnualReportPage):
        page.choose("disputes.cases")
