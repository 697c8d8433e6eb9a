"""The names of the pages, and those that look over the registers of their heading."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from desktop.windows.record.begun import new_event
from desktop.windows.sidebar_group import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PySide6.QtWidgets import QWidget

    from db.store.rights import Rights
    from desktop.windows.pages import Pages

    Making = Generator[None, None, QWidget]

HOME, DUES, HITS, BIN, VERIFY = "home", "dues", "hits", "bin", "verify"
CARDS, LAW_PLAN, SUBSIDIES, RISKS = "card_status", "law_plan", "subsidies", "risks"
STATISTICS, REPORT, RECEIVING = "statistics", "report", "receiving"


@runtime_checkable
class Typing(Protocol):
    """A page in which something may be typed that is not saved yet."""

    def can_leave(self) -> bool:
        """Whether the page lets go, once it kept or asked."""


class View(NamedTuple):
    """A page: its entry in the sidebar, what makes it at first use, and what it looks over.

    It is made in steps: to import a page and what it is about takes as long as to make it.

    Who may not look at one of these registers (by table) is not offered the page; pages over the
    figures of all registers leave out what is hidden themselves (``db.figures.asking``).
    """

    entry: Entry
    make: "Callable[[Pages], Making]"
    over: tuple[str, ...] = ()


def _imported(*names: str) -> "Generator[None, None, None]":
    for name in names:
        import_module(name)
        yield


def _cards(pages: "Pages") -> "Making":
    from desktop.windows.overviews.card_status import CardStatusPage

    yield
    return CardStatusPage(pages.database, pages.open_record)


def _law_plan(pages: "Pages") -> "Making":
    from desktop.windows.overviews.law_plan import LawPlanPage

    yield
    plan = LawPlanPage(pages.database, pages.open_record)
    plan.new_event_asked.connect(lambda theme: new_event(pages, theme))
    return plan


def _subsidies(pages: "Pages") -> "Making":
    from desktop.windows.overviews.subsidy_page import SubsidyPage

    yield
    return SubsidyPage(pages.database, pages.open_record)


def _risks(pages: "Pages") -> "Making":
    from desktop.windows.overviews.risk_page import RiskPage

    yield
    return RiskPage(pages.database, pages.open_record)


def _statistics(pages: "Pages") -> "Making":
    room = "desktop.windows.statistics"
    yield from _imported("db.figures.tables", f"{room}.sheet", f"{room}.acts")
    from desktop.windows.statistics.page import StatisticsPage

    yield
    page = StatisticsPage(pages.database, pages.show_behind, pages.open_return, whole=False)
    yield from page.make_in_turns()
    yield
    return page


def _report(pages: "Pages") -> "Making":
    yield from _imported("db.figures.annual_report.template", "db.figures.annual_report.composed")
    from db.figures.annual_report.template import templates

    templates()
    yield
    from desktop.windows.annual_report import AnnualReportPage

    yield
    page = AnnualReportPage(pages.database, pages.show_behind, pages.open_record, whole=False)
    yield from page.make_in_turns()
    yield
    return page


def _receiving(pages: "Pages") -> "Making":
    yield from _imported("db.figures.tables")
    from desktop.windows.receiving.page import ReceivingPage

    yield
    return ReceivingPage(pages.database, pages.open_record)


VIEWS = (
    View(Entry(CARDS, "持证情况", "check_store", "执法"), _cards, ("card", "staff")),
    View(Entry(LAW_PLAN, "普法计划", "calendar", "普法"), _law_plan, ("law_event", "law_theme")),
    View(Entry(SUBSIDIES, "集中申报", "check", "补贴"), _subsidies, ("subsidy_claim", "mediation")),
    View(Entry(RISKS, "风险预警", "warning", "监督"), _risks, ("risk_warning",)),
    View(Entry(STATISTICS, "统计表", "figures", "统计"), _statistics, ("statistics_return",)),
    View(Entry(REPORT, "编写年度报告", "edit", "统计"), _report, ("annual_report",)),
    View(Entry(RECEIVING, "接收报送", "inward", "统计"), _receiving, ("parcel", "received_table")),
)


def hidden_from(rights: "Rights", name: str) -> bool:
    """Whether the page of that name looks over a register that the person may not see."""
    over = next((one.over for one in VIEWS if one.entry.name == name), ())
    return not all(map(rights.may_see_table, over))
