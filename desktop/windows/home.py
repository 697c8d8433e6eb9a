"""The first page: what is due, how the year stands, what was entered lately, where to begin."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.due_line import DueLine, grouped, shares
from desktop.windows.due_page import DoubtLine
from desktop.windows.icons import icon
from desktop.windows.rows import Elided, Line, Section
from desktop.windows.wrapped import Wrapped

if TYPE_CHECKING:
    from db.figures.deadlines import Due
    from desktop.windows.facts import Facts, Latest

_TWO_COLUMNS = 880  # device-independent pixels
_WEEKDAYS = "一二三四五六日"
_DUE_SHOWN = 8
_FIRST_STEPS = (
    ("place", "登记村居和单位", "纠纷和调委会都按它归口"),
    ("mediator", "登记人民调解员", "姓名、任职、证号"),
    ("mediation", "登记第一件纠纷", "受理时自动编案号，协议书可直接打印"),
)


class HomePage(QScrollArea):
    """Shows Facts; what is pressed is opened by the window.

    Args:
        open_record: opens a record of a register.
        new_record: begins a record in a register.
        quick: (register, title, icon) of the buttons for quick entry.
    """

    year_asked = Signal(int)
    all_due_asked = Signal()

    def __init__(
        self,
        open_record: Callable[[str, int], None],
        new_record: Callable[[str], None],
        quick: Iterable[tuple[str, str, str]],
    ) -> None:
        super().__init__()
        self._open, self._new, self._quick = open_record, new_record, tuple(quick)
        self._columns: QBoxLayout | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_facts(self, facts: "Facts") -> None:
        """Lay the page out anew; where people had scrolled to stays."""
        place = self.verticalScrollBar().value()
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
        for column in (left, right):
            column.setSpacing(4)
        if facts.due or "mediation" in facts.begun:
            self._list_due(left, facts)
        else:
            self._list_first_steps(left, facts)
        if facts.latest:
            left.addSpacing(look.GAP_LARGE)
            self._list_latest(left, facts.latest)
        self._list_year(right, facts)
        for column in (left, right):
            column.addStretch(1)
        columns.addLayout(left, 2)
        columns.addLayout(right, 1)
        outer.addLayout(columns)
        outer.addStretch(1)
        self._arrange()
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)

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
        shown = shares([len(members) for _, members in groups], _DUE_SHOWN)
        for (name, members), number in zip(groups, shown, strict=True):
            words = name if number == len(members) else f"{name}　{len(members)} 项"
            column.addWidget(look.mark(QLabel(words), "section"))
            for item in members[:number]:
                column.addWidget(self._due_line(item))
        if not facts.due:
            column.addWidget(look.mark(QLabel("没有到期的事项"), "quiet"))
        elif len(facts.due) > sum(shown):
            every = Line(look.mark(QLabel(f"全部 {len(facts.due)} 项…"), "quiet"))
            every.clicked.connect(self.all_due_asked)
            column.addWidget(every)

    def _due_line(self, item: "Due") -> Line:
        line = DueLine(item)
        line.clicked.connect(lambda: self._open(item.register, item.record_id))
        return line

    def _list_latest(self, column: QVBoxLayout, latest: "list[Latest]") -> None:
        column.addWidget(Section("最近登记"))
        column.addWidget(look.line())
        for item in latest:
            title = look.mark(QLabel(item.title), "quiet")
            at = look.mark(QLabel(f"{item.at:%m-%d %H:%M}"), "quiet")
            line = Line(Elided(item.caption), title, at)
            line.clicked.connect(
                lambda _checked=False, it=item: self._open(it.register, it.record_id)
            )
            column.addWidget(line)

    def _list_year(self, column: QVBoxLayout, facts: "Facts") -> None:
        brief = facts.brief
        column.addWidget(Section(f"{brief.year} 年人民调解", self._years(facts)))
        column.addWidget(look.line())
        rate = "—" if brief.rate is None else f"{brief.rate * 100:.1f} %"
        figures = [
            ("受理", f"{brief.accepted} 件"),
            ("达成协议", f"{brief.agreed} 件"),
            ("调解不成", f"{brief.failed} 件"),
            ("正在办理", f"{brief.open} 件"),
            ("化解率", rate),
            ("协议金额", f"{brief.amount / 100:,.2f} 元"),
        ]
        for name, value in figures:
            column.addLayout(_figure(name, value))
        if facts.states:
            column.addSpacing(look.GAP_LARGE)
            column.addWidget(Section("当年登记的案件现在"))
            column.addWidget(look.line())
            for _code, name, number in facts.states:
                column.addLayout(_figure(name, f"{number} 件"))
        column.addSpacing(look.GAP_LARGE)
        column.addWidget(Section("备份"))
        column.addWidget(look.line())
        safety = facts.safety
        drill = safety.drill
        passed = ("通过" if drill.sound else "没有通过") if drill else ""
        for name, value in (
            ("第二处备份", str(safety.elsewhere or "从未")),
            ("恢复演练", f"{drill.made_on} {passed}" if drill else "还没有做过"),
        ):
            column.addLayout(_figure(name, value))

    def _years(self, facts: "Facts") -> QWidget:
        """Back and forth by one year, no further than today's."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for step, picture, word in ((-1, "left", "前一年"), (1, "right", "后一年")):
            button = look.mark(QToolButton(), "quiet")
            button.setIcon(icon(picture, look.current().quiet))
            button.setIconSize(QSize(16, 16))
            button.setToolTip(word)
            button.setAccessibleName(word)
            year = facts.brief.year + step
            button.setEnabled(year <= facts.today.year)
            button.clicked.connect(lambda _checked=False, to=year: self.year_asked.emit(to))
            row.addWidget(button)
        return both

    def _list_first_steps(self, column: QVBoxLayout, facts: "Facts") -> None:
        column.addWidget(Section("从这里开始"))
        column.addWidget(look.line())
        for number, (register, words, why) in enumerate(_FIRST_STEPS, 1):
            done = register in facts.begun
            sign = look.mark(QLabel("✓" if done else str(number)), "good" if done else "quiet")
            what = look.mark(QLabel(words), "quiet" if done else "strong")
            line = Line(sign, what, look.mark(Elided(why), "quiet"), shares=(0, 0, 1))
            line.clicked.connect(lambda _checked=False, name=register: self._new(name))
            column.addWidget(line)


def _figure(name: str, value: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(look.GAP, 4, look.GAP, 4)
    row.addWidget(look.mark(QLabel(name), "quiet"))
    row.addStretch(1)
    row.addWidget(QLabel(value))
    return row


def _due_words(facts: "Facts") -> str:
    parts = []
    if facts.late:
        parts.append(f"已逾期 {facts.late}")
    if facts.due_today:
        parts.append(f"今日 {facts.due_today}")
    return "　".join(parts)
