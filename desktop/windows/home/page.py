"""The first page: what is due and unfinished, the quarter and the year, what was opened lately."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.home import sections
from desktop.windows.home.due_line import LONG_LATE, DueLine, grouped, shares
from desktop.windows.home.part import HomePart
from desktop.windows.home.quarter_view import QuarterView
from desktop.windows.overviews.due_page import DoubtLine
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.rows import Line, Section
from desktop.windows.parts.wrapped import Wrapped

if TYPE_CHECKING:
    from db.figures.deadlines import Due
    from desktop.windows.home.facts import Facts

_TWO_COLUMNS = 880  # device-independent pixels
_WEEKDAYS = "一二三四五六日"
_DUE_SHOWN = 8
_MOMENT = 0.015  # seconds: a frame at 60 Hz


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
        self._facts: Facts | None = None
        self._waiting: list[HomePart] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._go_on)
        self._parts = self._all_parts()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()

    def show_facts(self, facts: "Facts") -> None:
        """Tell how things stand, once the page is to be seen."""
        self._facts = facts
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """What was told meanwhile."""
        super().showEvent(event)
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def busy(self) -> bool:
        """Whether parts are still to be made."""
        return bool(self._waiting)

    def _renew(self) -> None:
        facts = self._facts
        if facts is not None:
            self._waiting = [part for part in self._parts if part.differs(facts)]
            self._go_on()

    def _go_on(self) -> None:
        """Make parts for a moment; the others once the window has heard what people do."""
        end = monotonic() + _MOMENT
        while self._waiting and self._facts is not None:
            self._waiting.pop(0).show_facts(self._facts)
            if monotonic() > end:
                break
        if self._waiting:
            self._soon.start()

    def _lay_out(self) -> None:
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(32, look.GAP_LARGE, 32, look.GAP_LARGE)
        outer.setSpacing(look.GAP_LARGE)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (outer, self._parts[:2]),
            (left, self._parts[2:5]),
            (right, self._parts[5:]),
        ):
            column.setSpacing(look.GAP_LARGE)
            for part in parts:
                column.addWidget(part)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(48)
        for column, share in ((left, 2), (right, 1)):
            column.addStretch(1)
            self._columns.addLayout(column, share)
        outer.addLayout(self._columns)
        outer.addStretch(1)
        self.setWidget(page)

    def _all_parts(self) -> list[HomePart]:
        """Head and safety over both columns, three parts at the left, three at the right."""
        ask = self.figure_asked.emit
        return [
            HomePart(lambda f: (f.today, f.office), self._fill_head),
            HomePart(lambda f: f.safety.sentence(), _fill_danger),
            HomePart(lambda f: (f.due, f.begun), self._fill_due),
            HomePart(
                lambda f: [(one.register, one.what, one.number) for one in f.unfinished],
                lambda c, f: sections.list_unfinished(c, f, self.unfinished_asked.emit),
            ),
            HomePart(lambda f: (f.recent,), lambda c, f: sections.list_recent(c, f, self._open)),
            HomePart(lambda f: (f.quarters,), self._fill_quarter),
            HomePart(
                lambda f: (f.year, f.brief, f.today),
                lambda c, f: sections.list_year(c, f, ask, self.year_asked.emit),
            ),
            HomePart(
                sections.backups,
                lambda c, f: sections.list_backups(c, f, self.page_asked.emit),
            ),
        ]

    def _fill_due(self, column: QVBoxLayout, facts: "Facts") -> None:
        if facts.due or "mediation" in facts.begun:
            self._list_due(column, facts)
        else:
            sections.list_first_steps(column, facts, self._new)

    def _fill_quarter(self, column: QVBoxLayout, facts: "Facts") -> None:
        quarter = QuarterView(facts.quarters)
        quarter.asked.connect(self.figure_asked)
        column.addWidget(quarter)

    def _arrange(self) -> None:
        side_by_side = self.viewport().width() >= _TWO_COLUMNS
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)

    def _fill_head(self, column: QVBoxLayout, facts: "Facts") -> None:
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
            colour = look.current().on_accent if place == 0 else None
            button.setIcon(icon(picture, colour))
            if place == 0:
                look.mark(button, "primary")
            button.clicked.connect(lambda _checked=False, name=register: self._new(name))
            buttons.append(button)
        quick = Wrapped(to_right=True)
        quick.show_parts(buttons)
        row.addWidget(quick, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

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
            words = name if number == len(members) else f"{name}　{len(members):,} 项"
            heading = look.mark(QLabel(words), "section")
            column.addWidget(heading)
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


def _fill_danger(column: QVBoxLayout, facts: "Facts") -> None:
    if words := facts.safety.sentence():
        danger = look.mark(QLabel(words), "problem")
        danger.setWordWrap(True)
        column.addWidget(danger)


def _due_words(facts: "Facts") -> str:
    parts = []
    if facts.late:
        parts.append(f"共逾期 {facts.late:,} 项")
    if facts.due_today:
        parts.append(f"今日 {facts.due_today} 项")
    return "　".join(parts)
