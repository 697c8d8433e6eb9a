"""F1: help for what people have before them, the field they are in or the page that is open."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.windows.help.field_panel import explain, field_at
from desktop.windows.views import (
    CARDS,
    LAW_PLAN,
    RECEIVING,
    REPORT,
    RISKS,
    STATISTICS,
    SUBSIDIES,
)

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow

CHAPTERS = {
    "home": "first-day",
    "dues": "first-day",
    "hits": "first-day",
    "bin": "backup",
    CARDS: "card",
    LAW_PLAN: "law_theme",
    SUBSIDIES: "subsidy_claim",
    RISKS: "risk_warning",
    STATISTICS: "statistics",
    REPORT: "annual-report",
    RECEIVING: "usb",
}
"""The chapter of each page that is no register; a register's own is called like its table."""


def help_here(window: "MainWindow") -> None:
    """Tell of the field people are in; elsewhere, or the second time, open the book."""
    from desktop.windows.help.window import open_help

    focus: QWidget | None = QApplication.focusWidget()
    asked = field_at(window.focusWidget() if focus is None else focus)
    if asked is None or not explain(asked):
        open_help(window, chapter_of(window.pages.name))


def chapter_of(page: str) -> str:
    """The key of the chapter that tells of a page."""
    return CHAPTERS.get(page, page)
