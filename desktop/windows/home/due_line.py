"""What is due, as the first page shows it: in groups, a line or two for each."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.store.record import register
from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided, Line

if TYPE_CHECKING:
    from db.figures.deadlines import Due

_SOON = 5  # days left from which a line is amber
_WEEK = 7
_YEAR = 365  # days late after which a line only adds to the wall of red
LONG_LATE = "一年以前逾期"
"""The group that the first page folds into one line."""


def grouped(items: "Iterable[Due]") -> "list[tuple[str, list[Due]]]":
    """已逾期, 今天到期, 一周内, 以后, 一年以前逾期; groups without anything are left out.

    Of what is late the latest comes first: there the most can still be done.
    """
    groups: dict[str, list[Due]] = {
        name: [] for name in ("已逾期", "今天到期", "一周内", "以后", LONG_LATE)
    }
    for item in items:
        groups[_group(item.days_left)].append(item)
    for late in ("已逾期", LONG_LATE):
        groups[late].sort(key=lambda item: item.due_on, reverse=True)
    return [(name, members) for name, members in groups.items() if members]


def _group(left: int) -> str:
    if left < -_YEAR:
        return LONG_LATE
    if left <= 0:
        return "已逾期" if left else "今天到期"
    return "以后" if left > _WEEK else "一周内"


def shares(sizes: Sequence[int], room: int) -> list[int]:
    """How many of each group are shown in a little room: two of each first, then from the top."""
    given = [min(size, 2) for size in sizes]
    for place, size in enumerate(sizes):
        given[place] += max(0, min(size - given[place], room - sum(given)))
    return given


def days(left: int) -> str:
    """逾期 3 天, 今天到期, 还有 3 天."""
    if left < 0:
        return f"逾期 {-left} 天"
    return "今天到期" if left == 0 else f"还有 {left} 天"


def day(item: "Due") -> str:
    """2026-12-03, or 2027-02-09（推算） while the holidays of that year are not announced."""
    return f"{item.due_on.isoformat()}{'' if item.certain else '（推算）'}"


def tone(left: int) -> str:
    """How the days left are marked: problem, warning or quiet."""
    if left < 0:
        return "problem"
    return "warning" if left <= _SOON else "quiet"


def title(item: "Due") -> str:
    """The name of its register."""
    return register(item.register).title


class DueLine(Line):
    """What and of which record; below it register, person and rule; days and day at the right."""

    def __init__(self, item: "Due") -> None:
        rule = "，".join(filter(None, (item.length, item.basis)))
        below = "　".join(filter(None, (title(item), item.whose, rule)))
        left = _pair(Elided(f"{item.what}　{item.caption}"), Elided(below))
        when = look.mark(QLabel(days(item.days_left)), tone(item.days_left))
        until = QLabel(day(item))
        right = _pair(when, until)
        for label in (when, until):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        super().__init__(left, right)
        words = (item.what, item.caption, days(item.days_left), day(item), below)
        self.setAccessibleName("，".join(words))
        self.setToolTip(f"<p>{item.rule}</p>")  # as rich text it is wrapped

    def sizeHint(self) -> QSize:
        """Two lines of text."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Two lines of text, as narrow as they allow."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        return look.row_height(self) + self.fontMetrics().height()


def _pair(upper: QLabel, lower: QLabel) -> QWidget:
    both = QWidget()
    rows = QVBoxLayout(both)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addWidget(upper)
    rows.addWidget(look.mark(lower, "small"))
    return both
