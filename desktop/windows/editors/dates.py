"""The editor for a day: typed in any usual way, or picked from a small calendar."""

import re
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from db.store.kinds import DateKind
from db.store.kinds.basic import narrow
from db.store.outline import past
from desktop.windows.editors.texts import TextEditor
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon

_TODAY = ("今", "今天", "t", "T")
_NO_YEAR = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")


class DateEditor(TextEditor):
    """A line for a day; 今 or t stands for today, Alt+Down opens the calendar.

    A day without its year is the latest there was, of a day that may lie ahead the nearest one.
    """

    def build(self) -> QWidget:
        """The line with a calendar at its end."""
        widget = super().build()
        kind: Any = self.spec.kind
        self.line.setPlaceholderText(f"如 {kind.sample()}")
        self._pick = QAction(icon("calendar"), "日历（Alt+↓）", self.line)
        self._pick.triggered.connect(self._open_calendar)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        keys = QShortcut(QKeySequence("Alt+Down"), self.line, self._open_calendar)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        return widget

    def value(self) -> Any:
        """The day."""
        text = self.line.text().strip()
        if text in _TODAY:
            return date.today()
        short = _NO_YEAR.fullmatch(narrow(text).replace(" ", ""))
        if short and type(self.spec.kind) is DateKind:
            return self._in_a_year(int(short[1]), int(short[2])) or super().value()
        return super().value()

    def _in_a_year(self, month: int, day: int) -> date | None:
        """That day of the year people mean; None where no such day is near."""
        today = date.today()
        found = []
        for year in (today.year - 1, today.year, today.year + 1):
            with suppress(ValueError):  # 30 February, and 29 in most years
                found.append(date(year, month, day))
        if past(self.spec):
            return max((one for one in found if one <= today), default=None)
        return min(found, key=lambda one: abs(one - today), default=None)

    def lock(self, *, locked: bool) -> None:
        """No calendar either."""
        super().lock(locked=locked)
        self._pick.setVisible(not locked)

    def _open_calendar(self) -> None:
        if self.line.isReadOnly():
            return
        menu = QMenu(self.line)
        calendar = _calendar()
        shown = QDate.fromString(self.line.text().strip(), "yyyy-MM-dd")
        if shown.isValid():
            calendar.setSelectedDate(shown)

        def picked(day: QDate) -> None:
            self.line.setText(day.toString("yyyy-MM-dd"))
            menu.close()
            self._left()

        calendar.clicked.connect(picked)
        calendar.activated.connect(picked)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus()


def _calendar() -> QCalendarWidget:
    """A month in Chinese, weekends as quiet as other days."""
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    colours = look.current()
    for days, colour in (((1, 2, 3, 4, 5), colours.ink), ((6, 7), colours.quiet)):
        words = QTextCharFormat()
        words.setForeground(QColor(colour))
        for day in days:
            calendar.setWeekdayTextFormat(Qt.DayOfWeek(day), words)
    heading = QTextCharFormat()
    heading.setForeground(QColor(colours.quiet))
    heading.setBackground(QColor(colours.surface))
    calendar.setHeaderTextFormat(heading)
    for part, name in (("prevmonth", "left"), ("nextmonth", "right")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{part}")
        if isinstance(button, QToolButton):
            button.setIcon(icon(name))
    em = calendar.fontMetrics().horizontalAdvance("枫")
    calendar.setMinimumSize(22 * em, 18 * em)
    return calendar
