"""F1: help for what people have before them, the field they are in or the page that is open."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.windows.help.field_panel import explain, field_at
from desktop.windows.record.field_cell import FieldCell
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


class Asking(QObject):
    """The field with the cursor shows its question mark: one in a form, not sixty."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._at: FieldCell | None = None
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:  # another program is in front
            return
        asked = field_at(now)
        cell = asked.place if asked is not None else None
        if cell is self._at:
            return
        if self._at is not None and isValid(self._at):
            self._at.ask(shown=False)
        self._at = cell if isinstance(cell, FieldCell) else None
        if self._at is not None:
            self._at.ask(shown=True)


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
