"""What stands on the first page beside the due list: each line opens what it tells."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.figures.brief import exact
from db.store.record import register
from desktop.windows.footer import spoken_day
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.rows import Elided, Line, Section

if TYPE_CHECKING:
    from desktop.windows.home.facts import Facts

_RECENT_SHOWN = 8
_FIRST_STEPS = {
    "place": ("登记村居和单位", "纠纷和调委会都按它归口"),
    "mediator": ("登记人民调解员", "姓名、任职、证号"),
    "mediation": ("登记第一件纠纷", "受理时自动编案号，协议书可直接打印"),
}
_BACKUPS = "backup_log"


def list_first_steps(column: QVBoxLayout, facts: "Facts", begin: Callable[[str], None]) -> None:
    """Where an office begins; what is done has a tick."""
    _head(column, "从这里开始")
    for number, (table, (words, why)) in enumerate(_FIRST_STEPS.items(), 1):
        done = table in facts.begun
        sign = look.mark(QLabel("✓" if done else str(number)), "good" if done else "quiet")
        what = look.mark(QLabel(words), "quiet" if done else "strong")
        line = Line(sign, what, look.mark(Elided(why), "quiet"), shares=(0, 0, 1))
        line.clicked.connect(lambda _checked=False, name=table: begin(name))
        column.addWidget(line)


def list_unfinished(column: QVBoxLayout, facts: "Facts", show: Callable[[object], None]) -> None:
    """What was begun and not finished, register by register."""
    if facts.unfinished:
        _head(column, "没有办完的")
    for one in facts.unfinished:
        what = look.mark(Elided(one.what), "quiet")
        what.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number = QLabel(f"{one.number:,} {one.unit}")
        line = Line(QLabel(register(one.register).title), what, number, shares=(0, 1))
        line.clicked.connect(lambda _checked=False, it=one: show(it))
        column.addWidget(line)


def list_recent(
    column: QVBoxLayout, facts: "Facts", open_record: Callable[[str, int], None]
) -> None:
    """What was opened last."""
    if facts.recent:
        _head(
            column, "最近打开", "其余的按 Ctrl+K 列出" if len(facts.recent) > _RECENT_SHOWN else ""
        )
    for one in facts.recent[:_RECENT_SHOWN]:
        line = Line(Elided(one.caption), look.mark(QLabel(one.title), "quiet"))
        line.clicked.connect(lambda _checked=False, it=one: open_record(it.register, it.record_id))
        column.addWidget(line)


def list_year(
    column: QVBoxLayout,
    facts: "Facts",
    show: Callable[[object, object], None],
    turn: Callable[[int], None],
) -> None:
    """The year's mediation; pressing a number opens the records behind it."""
    if facts.brief:
        column.addWidget(Section(f"{facts.year}年人民调解", _years(facts, turn)))
        column.addWidget(look.line())
    for value in facts.brief:
        line = Line(look.mark(QLabel(value.figure.name), "quiet"), QLabel(exact(value)))
        line.setEnabled(bool(value.number))
        line.clicked.connect(lambda _checked=False, v=value: show(v.figure, v.period))
        column.addWidget(line)


def backups(facts: "Facts") -> list[tuple[str, str]]:
    """How the copies stand, in words."""
    safety, drill = facts.safety, facts.safety.drill
    passed = ("通过" if drill.sound else "没有通过") if drill else ""
    return [
        ("上次备份", spoken_day(facts.backed_up, facts.today)),
        ("第二处备份", str(safety.elsewhere or "从未")),
        ("恢复演练", f"{drill.made_on} {passed}" if drill else "还没有做过"),
    ]


def list_backups(column: QVBoxLayout, facts: "Facts", turn_to: Callable[[str], None]) -> None:
    """The newest copies and the newest drill; they open their log."""
    _head(column, "备份")
    for name, value in backups(facts):
        line = Line(look.mark(QLabel(name), "quiet"), QLabel(value))
        line.clicked.connect(lambda _checked=False: turn_to(_BACKUPS))
        column.addWidget(line)


def _head(column: QVBoxLayout, title: str, beside: str = "") -> None:
    column.addWidget(Section(title, look.mark(QLabel(beside), "small")))
    column.addWidget(look.line())


def _years(facts: "Facts", turn: Callable[[int], None]) -> QWidget:
    """Back and forth by one year, no further than today's."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for step, picture, word in ((-1, "left", "前一年"), (1, "right", "后一年")):
        button = look.mark(QToolButton(), "quiet")
        button.setIcon(icon(picture, look.current().quiet))
        button.setToolTip(word)
        button.setAccessibleName(word)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        year = facts.year + step
        button.setEnabled(year <= facts.today.year)
        button.clicked.connect(lambda _checked=False, to=year: turn(to))
        row.addWidget(button)
    return both
