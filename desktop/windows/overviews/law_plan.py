"""普法计划: a year's themes month by month with their events; what was missed first, in red."""

from datetime import date
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.figures.education import Outlook, Standing, ThemeEvent, outlook
from db.registers.education import propose
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.icons import icon
from desktop.windows.parts.long_column import LongColumn
from desktop.windows.parts.notices import say
from desktop.windows.parts.page_head import page_head, page_rows
from desktop.windows.parts.rows import Elided, Line, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from db.registers import LawTheme
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.parts.long_column import Part

_TABLES = {"law_theme", "law_event", "law_event_theme"}
_NEXT = 5  # themes without an event that are named before the months
_TONES = {Standing.MISSED: "problem", Standing.OPEN: "warning", Standing.PLANNED: "quiet"}
_EVENT_STEP = 28  # device-independent pixels that an event stands to the right of its theme
_DAYS, _WIDEST = "12月31日至12月31日", "10 场，10,000 人次"  # what their columns hold at the most


class LawPlanPage(QWidget):
    """``new_event_asked`` carries a theme for which people want to enter an event.

    Args:
        database: the store.
        open_record: opens a record of a register.
        today: the day by which themes are past; today's, if none.
    """

    new_event_asked = Signal(object)

    def __init__(
        self,
        database: "Database",
        open_record: "Callable[[str, int], None]",
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._database, self._open = database, open_record
        self._today = today or date.today()
        self.year = self._today.year
        self.found: list[Outlook] | None = None  # not yet told
        self._years: list[int] = []
        self._title = look.mark(QLabel(), "title")
        self._count = look.mark(QLabel(), "quiet")
        self._make = QPushButton(icon("calendar"), "按日历生成主题")
        self._print = QPushButton(icon("print"), "打印年度计划")
        for button in (self._make, self._print):
            button.hide()
        self._area = LongColumn()
        self._empty: Empty | None = None
        self._themes: dict[int, LawTheme] = {}
        self._lay_out()
        listen_while_seen(self, database, self._changed)
        self.refresh()

    def show_year(self, year: int) -> None:
        """Turn to another year."""
        self.year, self.found = year, None
        self._area.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Look at the store again, behind the window."""
        database, year, today = self._database, self.year, self._today

        def work(_progress: "Progress") -> "tuple[list[Outlook], list[int]]":
            from sqlalchemy import select

            from db.registers import LawTheme

            with database.read() as session:
                known = select(LawTheme.year).where(LawTheme.deleted_at.is_(None)).distinct()
                years = sorted(number for number in session.scalars(known) if number)
                return outlook(session, year, today), years

        tasks.run(self, "正在读取", work, lambda told: self._told(year, *told))

    def make_themes(self) -> None:
        """Add what the calendar has for the year and the office has not."""
        with self._database.read() as session:
            made = propose(session, self.year)
        if not made:
            say(self, f"日历里的主题{self.year}年都已有了")
            return
        with self._database.step(f"按日历生成{self.year}年普法主题") as session:
            session.add_all(made)
        words = f"已生成 {len(made)} 个主题；日期和内容请按本地安排核对"
        say(self, words, "done", ("撤销", self._undo))

    def print_plan(self) -> None:
        """Show the year's plan as it will be printed."""
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        day = self._today if self._today.year == self.year else date(self.year, 12, 31)
        show_paper(self, self._database, form("law_plan"), day)

    def _undo(self) -> None:
        from db.store.trouble import Trouble

        try:
            say(self, self._database.undo())
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def _changed(self, tables: object) -> None:
        if isinstance(tables, set | frozenset | list | tuple) and _TABLES & set(tables):
            self.refresh()

    def _told(self, year: int, found: list[Outlook], years: list[int]) -> None:
        if year != self.year:  # another one was asked meanwhile
            return
        self.found, self._years = found, years
        self._themes = {row.theme.id: row.theme for row in found}
        self._title.setText(f"{year}年普法计划")
        missed = sum(row.standing is Standing.MISSED for row in found)
        parts = (
            f"{len(found)} 个主题" if found else "",
            f"{missed} 个已过没有活动" if missed else "",
        )
        self._count.setText("，".join(filter(None, parts)))
        self._print.setVisible(bool(found))
        self._make.setVisible(bool(found))
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = None if found else self._nothing()
        if self._empty is not None:
            self._rows.addWidget(self._empty, 1)
        self._area.setVisible(bool(found))
        self._area.show_parts(self._months(found))

    # what is shown

    def _months(self, found: "Sequence[Outlook]") -> "Iterator[Part]":
        missed = [row for row in found if row.standing is Standing.MISSED]
        coming = [row for row in found if row.standing is Standing.OPEN][:_NEXT]
        sections = [("已过，没有活动", missed), ("接下来要安排", coming)]
        sections = [(title, rows) for title, rows in sections if rows]
        ahead = len(sections)
        for month, of_month in groupby(found, lambda row: row.theme.starts_on.month):
            sections.append((f"{month}月", list(of_month)))
        for place, (title, rows) in enumerate(sections):
            kind = "problem" if rows is missed else ""
            yield (title, kind, place == 0), partial(_heading, title, kind, first=place == 0)
            for row in rows:
                theme = row.theme
                key = (theme.id, _days(theme), theme.name, theme.laws, row.standing, _standing(row))
                yield key, partial(self._theme, row)
                for event in row.events if place >= ahead else ():
                    yield (event, self._is_past(event)), partial(self._event, event)

    def _theme(self, row: Outlook) -> QWidget:
        theme = row.theme
        days = _width(look.mark(QLabel(_days(theme)), "quiet"), _DAYS)
        standing = look.mark(QLabel(_standing(row)), _TONES.get(row.standing, "good"))
        _width(standing, _WIDEST)
        standing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        laws = look.mark(Elided(theme.laws or ""), "quiet")
        line = Line(days, Elided(theme.name), laws, standing, shares=(0, 3, 4, 0))
        line.clicked.connect(lambda: self._open("law_theme", theme.id))
        add = _add_button()
        add.setToolTip(f"为“{theme.name}”登记一场活动")
        add.setAccessibleName(f"为{theme.name}登记一场活动")
        add.clicked.connect(lambda: self.new_event_asked.emit(self._themes[theme.id]))
        return _beside(line, add)

    def _event(self, event: ThemeEvent) -> QWidget:
        day = look.mark(QLabel(f"{event.starts_on.month}月{event.starts_on.day}日"), "quiet")
        _width(day, _DAYS)
        past = self._is_past(event)
        words = f"{event.audience or 0:,} 人次" if event.held else "计划"
        state = QLabel("日期已过，还没有登记举办" if past else words)
        look.mark(state, "warning" if past else "quiet")
        line = Line(day, look.mark(Elided(event.name), "quiet"), state, shares=(0, 1, 0))
        line.clicked.connect(lambda: self._open("law_event", event.id))
        line.layout().setContentsMargins(_EVENT_STEP, 0, 0, 0)
        room = QWidget()
        room.setFixedWidth(_add_button().sizeHint().width())
        return _beside(line, room)

    def _is_past(self, event: ThemeEvent) -> bool:
        return not event.held and event.starts_on < self._today

    def _nothing(self) -> Empty:
        make = look.mark(QPushButton(f"按日历生成{self.year}年主题"), "primary")
        make.clicked.connect(self.make_themes)
        buttons = [make]
        for year in self._years[-2:]:
            turn = look.mark(QPushButton(f"看{year}年"), "link")
            turn.clicked.connect(lambda _=False, to=year: self.show_year(to))
            buttons.append(turn)
        said = f"{self.year}年还没有普法主题。\n按主题日历生成以后，每个主题都可以一键登记活动。"
        return Empty("calendar", said, *buttons)

    def _step(self, by: int, picture: str, word: str) -> QToolButton:
        button = look.mark(QToolButton(), "quiet")
        button.setIcon(icon(picture, look.current().quiet))
        button.setToolTip(word)
        button.setAccessibleName(word)
        button.clicked.connect(lambda: self.show_year(self.year + by))
        return button

    def _lay_out(self) -> None:
        rows = self._rows = page_rows(self)
        steps = [self._step(*step) for step in ((-1, "left", "前一年"), (1, "right", "后一年"))]
        head = page_head(self._title, *steps, self._count)
        self._make.setToolTip("把主题日历里这一年还没有的主题补上")
        self._make.clicked.connect(self.make_themes)
        self._print.clicked.connect(self.print_plan)
        head.addWidget(self._make)
        head.addWidget(self._print)
        rows.addLayout(head)
        rows.addWidget(look.line())
        rows.addWidget(self._area, 1)


def _heading(title: str, kind: str, *, first: bool) -> QWidget:
    """Over its hairline; all but the first stand apart from what is above them."""
    holder = QWidget()
    both = QVBoxLayout(holder)
    both.setContentsMargins(0, 0 if first else look.GAP_WIDE, 0, 0)
    both.setSpacing(2)
    section = Section(title)
    if kind:
        look.mark(section.title, kind)
    both.addWidget(section)
    both.addWidget(look.line())
    return holder


def _add_button() -> QPushButton:
    return look.mark(QPushButton(icon("plus"), "活动"), "quiet")


def _beside(line: Line, part: QWidget) -> QWidget:
    """A line and what stands at its right."""
    holder = QWidget()
    both = QHBoxLayout(holder)
    both.setContentsMargins(0, 0, 0, 0)
    both.setSpacing(look.GAP)
    both.addWidget(line, 1)
    both.addWidget(part)
    return holder


def _width(label: QLabel, widest: str) -> QLabel:
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest))
    return label


def _days(theme: "LawTheme") -> str:
    first, last = theme.starts_on, theme.last_day() or theme.starts_on
    words = f"{first.month}月{first.day}日"
    return words if first == last else f"{words}至{last.month}月{last.day}日"


def _standing(row: Outlook) -> str:
    if row.standing is not Standing.HELD:
        return str(row.standing.value)
    held = [event for event in row.events if event.held]
    return f"{len(held)} 场，{sum(event.audience or 0 for event in held):,} 人次"
