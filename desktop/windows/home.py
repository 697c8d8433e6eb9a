"""The first page: what is due and unfinished, the quarter and the year, what was opened lately."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import home_sections as sections
from desktop.windows import look
from desktop.windows.due_line import LONG_LATE, DueLine, grouped, shares
from desktop.windows.due_page import DoubtLine
from desktop.windows.icons import icon
from desktop.windows.quarter_view import QuarterView
from desktop.windows.rows import Line, Section
from desktop.windows.wrapped import Wrapped

if TYPE_CHECKING:
    from db.figures.deadlines import Due
    from desktop.windows.facts import Facts

_TWO_COLUMNS = 880  # device-independent pixels
_WEEKDAYS = "一二三四五六日"
_DUE_SHOWN = 8


class HomePage(QScrollArea):
    """Shows Facts; what is pressed is opened by the window.

    Args:
        open_record: opens a record of a register.
        new_record: begins a record in a register.
        quick: (register, title, icon) of the buttons for quick entry.
    """

    year_asked = Signal(int)
    due_asked = Signal(str)
    figure_asked = Signal(object, object)
    unfinished_asked = Signal(object)
    page_asked = Signal(str)

    def __init__(
        self,
        open_record: Callable[[str, int], None],
        new_record: Callable[[str], None],
        quick: Iterable[tuple[str, str, str]],
    ) -> None:
        super().__init__()
        self._open, self._new, self._quick = open_record, new_record, tuple(quick)
        self._columns: QBoxLayout | None = None
        self._facts: Facts | None = None
        self._shown: Facts | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_facts(self, facts: "Facts") -> None:
        """Tell how things stand; laid out when the page is to be seen."""
        self._facts = facts
        if self.isVisible():
            self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """What was told meanwhile."""
        super().showEvent(event)
        if self._facts is not None and self._facts is not self._shown:
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay the page out anew; where people had scrolled to and stood stays."""
        facts = self._shown = self._facts
        if facts is None:
            return
        place, stood = self.verticalScrollBar().value(), self._stands_on()
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(32, look.GAP_LARGE, 32, look.GAP_LARGE)
        outer.setSpacing(look.GAP_LARGE)
        outer.addLayout(self._head(facts))
        if words := facts.safety.sentence():
            danger = look.mark(QLabel(words), "problem")
            danger.setWordWrap(True)
            outer.addWidget(danger)
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(48)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._fill_left(left, facts)
        self._fill_right(right, facts)
        for column, share in ((left, 2), (right, 1)):
            column.setSpacing(4)
            column.addStretch(1)
            columns.addLayout(column, share)
        outer.addLayout(columns)
        outer.addStretch(1)
        self._arrange()
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)
        self._stand_on(stood)

    def _fill_left(self, column: QVBoxLayout, facts: "Facts") -> None:
        if facts.due or "mediation" in facts.begun:
            self._list_due(column, facts)
        else:
            sections.list_first_steps(column, facts, self._new)
        if facts.unfinished:
            column.addSpacing(look.GAP_LARGE)
            sections.list_unfinished(column, facts, self.unfinished_asked.emit)
        if facts.recent:
            column.addSpacing(look.GAP_LARGE)
            sections.list_recent(column, facts, self._open)

    def _fill_right(self, column: QVBoxLayout, facts: "Facts") -> None:
        quarter = QuarterView(facts.quarters)
        quarter.asked.connect(self.figure_asked)
        column.addWidget(quarter)
        if facts.brief:
            column.addSpacing(look.GAP_LARGE)
            turn = self.year_asked.emit
            sections.list_year(column, facts, self.figure_asked.emit, turn)
        column.addSpacing(look.GAP_LARGE)
        sections.list_backups(column, facts, self.page_asked.emit)

    def _stands_on(self) -> str:
        inside: QWidget | None = QApplication.focusWidget()
        here = inside is not None and self.isAncestorOf(inside)
        return inside.accessibleName() if here and inside is not None else ""

    def _stand_on(self, name: str) -> None:
        page = self.widget()
        if name and page is not None:
            parts = cast("list[QWidget]", page.findChildren(QWidget))
            same = (one for one in parts if one.accessibleName() == name)
            if found := next(same, None):
                found.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._columns:
            side_by_side = self.viewport().width() >= _TWO_COLUMNS
            direction = QBoxLayout.Direction
            self._columns.setDirection(
                direction.LeftToRight if side_by_side else direction.TopToBottom
            )

    def _head(self, facts: "Facts") -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(4)
        day = facts.today
        words.addWidget(
            look.mark(
                QLabel(f"{day.year}年{day.month}月{day.day}日　星期{_WEEKDAYS[day.weekday()]}"),
                "title",
            )
        )
        words.addWidget(look.mark(QLabel(facts.office), "quiet"))
        row.addLayout(words)
        row.addSpacing(look.GAP_LARGE)
        buttons = []
        for place, (register, title, picture) in enumerate(self._quick):
            button = QPushButton(f"新建{title}")
            if place == 0:
                look.mark(button, "primary")
            else:
                button.setIcon(icon(picture))
            button.clicked.connect(lambda _checked=False, name=register: self._new(name))
            buttons.append(button)
        quick = Wrapped(to_right=True)
        quick.show_parts(buttons)
        row.addWidget(quick, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _list_due(self, column: QVBoxLayout, facts: "Facts") -> None:
        column.addWidget(Section("到期事项", look.mark(QLabel(_due_words(facts)), "small")))
        doubt = DoubtLine(self._new)
        doubt.show_years(facts.due)
        column.addWidget(doubt)
        column.addWidget(look.line())
        groups = grouped(facts.due)
        folded = {name: len(members) for name, members in groups}.get(LONG_LATE, 0)
        groups = [(name, members) for name, members in groups if name != LONG_LATE]
        shown = shares([len(members) for _, members in groups], _DUE_SHOWN)
        for (name, members), number in zip(groups, shown, strict=True):
            words = name if number == len(members) else f"{name}　{len(members)} 项"
            column.addWidget(look.mark(QLabel(words), "section"))
            for item in members[:number]:
                column.addWidget(self._due_line(item))
        if not facts.due:
            column.addWidget(look.mark(QLabel("没有到期的事项"), "quiet"))
        elif len(facts.due) - folded > sum(shown):
            self._lead(column, f"全部 {len(facts.due):,} 项…", "")
        if folded:
            self._lead(column, f"{LONG_LATE} {folded:,} 项", LONG_LATE)

    def _lead(self, column: QVBoxLayout, words: str, group: str) -> None:
        line = Line(look.mark(QLabel(words), "quiet"))
        line.clicked.connect(lambda _checked=False: self.due_asked.emit(group))
        column.addWidget(line)

    def _due_line(self, item: "Due") -> Line:
        line = DueLine(item)
        line.clicked.connect(lambda: self._open(item.register, item.record_id))
        return line


def _due_words(facts: "Facts") -> str:
    parts = []
    if facts.late:
        parts.append(f"已逾期 {facts.late}")
    if facts.due_today:
        parts.append(f"今日 {facts.due_today}")
    return "　".join(parts)
