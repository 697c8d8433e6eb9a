"""This quarter beside the last: each figure, the same days of the quarter before, the months."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.figures.brief import exact
from desktop.windows.home.month_bars import MonthBars
from desktop.windows.parts import look
from desktop.windows.parts.rows import Line, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.brief import Compared
    from db.figures.period import Period

_NOTHING = "本季和上季还没有登记。登记了纠纷、法律援助或普法活动，这里就有数字。"


class QuarterView(QWidget):
    """``asked`` carries a figure and the period whose records are to be opened."""

    asked = Signal(object, object)

    def __init__(self, compared: "Sequence[Compared]") -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        beside = "空心是上季" if any(map(_told, compared)) else ""
        rows.addWidget(Section("本季与上季", look.mark(QLabel(beside), "small")))
        rows.addWidget(look.line())
        shown = [one for one in compared if _told(one)]
        for one in shown:
            self._show(rows, one)
        if not shown:
            words = look.mark(QLabel(_NOTHING), "quiet")
            words.setWordWrap(True)
            rows.addWidget(words)

    def _show(self, rows: QVBoxLayout, one: "Compared") -> None:
        name = look.mark(QLabel(one.now.figure.name), "quiet")
        number = look.mark(QLabel(exact(one.now)), "strong")
        before = look.mark(QLabel(f"上季同期 {exact(one.before)}"), "small")
        line = Line(name, number, before, shares=(1,))
        line.setToolTip(f"{_span(one.now.period)}；上季同期是{_span(one.before.period)}")
        line.clicked.connect(lambda _=False, v=one.now: self.asked.emit(v.figure, v.period))
        rows.addWidget(line)
        bars = MonthBars(one)
        bars.asked.connect(lambda month, f=one.now.figure: self.asked.emit(f, month))
        rows.addWidget(bars)


def _told(one: "Compared") -> bool:
    return any(number for _, number in one.months)


def _span(period: "Period") -> str:
    first, last = period.first, period.last
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
