"""The two tables of 接收报送: the files with what becomes of each, and the cells that change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from desktop.exchange.merging.deciding import OURS, THEIRS
from desktop.exchange.merging.outcome import Fate, Outcome, Verdict
from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen
from desktop.windows.parts.titled_rows import RIGHT, Index, TitledRows

if TYPE_CHECKING:
    from db.figures.received import CellChange
    from db.figures.tables.filled import Number
    from desktop.exchange.merging.deciding import Decisions

PARCELS = (("单位", 9), ("序号", 3), ("统计期间", 8), ("结果", 5), ("说明", 0), ("文件", 14))
"""Titles and widths in characters; 0 takes what room is left."""
CHANGES = (("统计表", 13), ("所在格", 0), ("原报", 5), ("现报", 5), ("本单位更正", 6), ("采用", 7))
_FATE, _CHOICE = 3, 5
_Role = Qt.ItemDataRole


class Changed(NamedTuple):
    """One line of the lower table; ``choice`` is OURS, THEIRS or None while nobody decided."""

    parcel: str
    table: str
    title: str
    change: "CellChange"
    choice: str | None

    @property
    def may_stay(self) -> bool:
        """Whether there is a number here that could count instead."""
        kept = self.change.ours if self.change.corrected else self.change.before
        return kept is not None


class ParcelModel(TitledRows):
    """The files; ``done`` once they were taken in."""

    titles = PARCELS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.done = False

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text, red where nothing is taken, amber where people should look."""
        one: Verdict = self.rows[index.row()]
        texts = (
            one.office,
            str(one.sequence or ""),
            one.period,
            said_of(one.fate, done=self.done),
            "；".join((one.sentence, *one.doubts)),
            one.name,
        )
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return texts[index.column()]
        if role == _Role.ForegroundRole and index.column() >= _FATE:
            if one.fate is Fate.REFUSED:
                return QColor(look.current().red)
            if one.doubts or one.fate is Fate.WAITS:
                return QColor(look.current().amber)
        return None


class ChangeModel(TitledRows):
    """The cells of one file that are otherwise than before."""

    titles, numbers = CHANGES, (2, 3, 4)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text; amber while a decision is wanted."""
        one: Changed = self.rows[index.row()]
        change = one.change
        texts = (
            one.title,
            change.place,
            _said(change.before),
            _said(change.now),
            _said(change.ours) if change.corrected else "",
            {OURS: "留用原数", THEIRS: "用新报的", None: "请决定"}[one.choice],
        )
        if role in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return texts[index.column()]
        if role == _Role.TextAlignmentRole and index.column() in self.numbers:
            return RIGHT
        if role == _Role.ForegroundRole and index.column() == _CHOICE and one.choice is None:
            return QColor(look.current().amber)
        return None


class Lines(QTableView):
    """Either table; ``pressed_on`` carries the row on Enter, Space or a double click."""

    pressed_on = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, name: str, columns: Sequence[tuple[str, int]]
    ) -> None:
        super().__init__()
        self.setModel(model)
        plain_table(self, name)
        widen(self, columns, beside=look.GAP_WIDE)
        self.doubleClicked.connect(lambda index: self.pressed_on.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space work wherever in the row the cursor stands."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.currentIndex().isValid() and event.key() in keys:
            self.pressed_on.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def said_of(fate: Fate, *, done: bool) -> str:
    """What becomes, or became, of a file."""
    if done:
        return {Fate.TAKEN: "已收下", Fate.FILED: "已登记"}.get(fate, fate.value)
    return {Fate.TAKEN: "可以收", Fate.FILED: "可以登记"}.get(fate, fate.value)


def summary_of(outcome: Outcome, *, done: bool) -> str:
    """How many of each fate, and which offices are missing."""
    words = {
        Fate.TAKEN: "已收下" if done else "可以收",
        Fate.FILED: "回执",
        Fate.WAITS: "等待决定",
        Fate.REFUSED: "没有收",
    }
    counted = {fate: len(outcome.those(fate)) for fate in words}
    parts = [f"{word} {counted[fate]} 个" for fate, word in words.items() if counted[fate]]
    lacking = [f"{one.period}还没有报来的：{'、'.join(one.offices)}" for one in outcome.missing]
    return "\n".join(["，".join(parts), *lacking])


def changes_of(verdict: Verdict, decisions: "Decisions") -> list[Changed]:
    """The lower table of a file: those that wait for a decision first."""
    found = [
        Changed(
            verdict.digest,
            table.values.table,
            table.values.title,
            change,
            decisions.of(verdict.digest, table.values.table, change),
        )
        for table in verdict.tables
        for change in table.changes
    ]
    return sorted(found, key=lambda one: not one.change.corrected)


def _said(number: "Number | None") -> str:
    return "空" if number is None else str(number)
