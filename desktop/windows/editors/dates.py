"""The editor for a day: typed in any usual way, or picked from a small calendar."""

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

from desktop.windows.editors.texts import TextEditor
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon

_TODAY = ("今", "今天", "t", "T")


class DateEditor(TextEditor):
    """A line for a day; 今 or t stands for today, Alt+Down opens the calendar."""

    def build(self) -> QWidget:
        """The line with a calendar at its end."""
        widget = super().build()
        kind: Any = self.spec.kind
        self.line.setPlaceholderText(f"如 {kind.sample}")
        self._pick = QAction(icon("calendar"), "日历（Alt+↓）", self.line)
        self._pick.triggered.connect(self._open_calendar)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        keys = QShortcut(QKeySequence("Alt+Down"), self.line, self._open_calendar)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        return widget

    def value(self) -> Any:
        """The day."""
        text = self.line.text().strip()
        return date.today() if text in _TODAY else super().value()

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
