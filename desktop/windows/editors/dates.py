"""The editor for a day: typed in any usual way, or picked from a small calendar."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from desktop.windows.editors.texts import TextEditor
from desktop.windows.icons import icon

_TODAY = ("今", "今天", "t", "T")


class DateEditor(TextEditor):
    """A line for a day; 今 or t stands for today, Alt+Down opens the calendar."""

    def build(self) -> QWidget:
        """The line with a calendar at its end."""
        widget = super().build()
        self.line.setPlaceholderText("如 2024-06-05")
        self._pick = QAction(icon("calendar"), "日历 (Alt+↓)", self.line)
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
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = QDate.fromString(self.line.text().strip(), "yyyy-MM-dd")
        if shown.isValid():
            calendar.setSelectedDate(shown)

        def picked(day: QDate) -> None:
            self.line.setText(day.toString("yyyy-MM-dd"))
            menu.close()
            self._left()

        calendar.clicked.connect(picked)
        calendar.activated.connect(picked)
        holder = QWidget()
        QVBoxLayout(holder).addWidget(calendar)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus()
