"""The two tables of 集中申报: cases that may be claimed, to be ticked, and those that may not."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from db.store.codes import codes
from db.store.kinds.money import MoneyKind
from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen
from desktop.windows.parts.titled_rows import RIGHT, Index, TitledRows

if TYPE_CHECKING:
    from db.figures.subsidies import Barred, Offer

OFFERED = (
    ("申报", 3), ("案号", 13), ("纠纷", 0), ("结案日期", 6), ("结果", 5), ("等级", 4),
    ("金额（元）", 6), ("调解员（元）", 15),
)  # fmt: skip
"""Titles and widths in characters; 0 takes what room is left."""
BARRED = (("案号", 13), ("纠纷", 0), ("调委会", 12), ("不能申报的原因", 22))
_AMOUNT = 6
_NAME = 9  # characters at least for a dispute's name
_Role = Qt.ItemDataRole


class OfferModel(TitledRows):
    """The offers; those without a doubt are ticked at first. ``ticked`` when that changes."""

    titles = OFFERED
    rows: "Sequence[Offer]"
    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chosen: set[int] = set()

    def show_offers(self, offers: "Sequence[Offer]") -> None:
        """Show these; what people had decided about a case stays."""
        known = {offer.case_id for offer in self.rows}
        new = {one.case_id for one in offers if one.case_id not in known and not one.doubts}
        self._chosen = (self._chosen | new) & {one.case_id for one in offers}
        self.show_rows(offers)
        self.ticked.emit()

    def chosen(self) -> "list[Offer]":
        """Those that are ticked, in their order."""
        return [offer for offer in self.rows if offer.case_id in self._chosen]

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick rows, or take the ticks away."""
        numbers = {self.rows[row].case_id for row in rows}
        self._chosen = self._chosen | numbers if on else self._chosen - numbers
        if self.rows:
            last = self.index(len(self.rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [_Role.CheckStateRole])
        self.ticked.emit()

    def is_chosen(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self.rows[row].case_id in self._chosen

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        tick = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag(0)
        return super().flags(index) | tick

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """A tick by the mouse."""
        if role != _Role.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text, its tick, the reason on hovering, and amber where there is a doubt."""
        offer, column = self.rows[index.row()], index.column()
        on = offer.case_id in self._chosen
        if column == 0 and role in (_Role.CheckStateRole, _Role.AccessibleTextRole):
            said = ("已勾选", Qt.CheckState.Checked) if on else ("未勾选", Qt.CheckState.Unchecked)
            return said[role == _Role.CheckStateRole]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return _texts(offer)[column]
        if role == _Role.ToolTipRole:
            return "".join(f"<p>{words}</p>" for words in told(offer))
        if role == _Role.ForegroundRole and offer.doubts:
            return QColor(look.current().amber)
        if role == _Role.TextAlignmentRole and column == _AMOUNT:
            return RIGHT
        return None


class BarredModel(TitledRows):
    """The cases that may not be claimed, each with its reasons."""

    titles = BARRED
    rows: "Sequence[Barred]"

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text; whole on hovering."""
        if role not in (_Role.DisplayRole, _Role.ToolTipRole):
            return None
        one = self.rows[index.row()]
        return (one.number, one.name, one.committee, "；".join(one.why))[index.column()]


class CaseTable(QTableView):
    """Either of the two: Enter opens the case, Space ticks it; ``opened`` carries the row."""

    opened = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, name: str, columns: Sequence[tuple[str, int]], spare: int
    ) -> None:
        """``spare`` is the column that goes where the disputes' names find no room."""
        super().__init__()
        self._spare = spare
        em = self.fontMetrics().horizontalAdvance("枫")
        self._wanted = sum(width * em + look.GAP_WIDE for _, width in columns) + _NAME * em
        self.setModel(model)
        plain_table(self, name)
        widen(self, columns, beside=look.GAP_WIDE)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a column go as far as the disputes' names need its room."""
        super().resizeEvent(event)
        self.setColumnHidden(self._spare, self.viewport().width() < self._wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space work wherever in the row the cursor stands."""
        row, model = self.currentIndex().row(), self.model()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Space and isinstance(model, OfferModel):
            model.tick([row], on=not model.is_chosen(row))
        else:
            super().keyPressEvent(event)


def told(offer: "Offer") -> list[str]:
    """Why this grade, and all that should be looked at."""
    return [f"{offer.found.grade}，{offer.found.reason}", *offer.found.notes, *offer.doubts]


def _texts(offer: "Offer") -> tuple[str, ...]:
    found = offer.found
    return (
        "",
        offer.number,
        offer.name,
        offer.closed_on.isoformat(),
        codes("subsidy_result").name(found.result),
        found.grade,
        MoneyKind().format(found.amount),
        offer.whom,
    )
