"""The preview of an import: what becomes of each record, and why some cannot be taken."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.store.problems import Level
from desktop.exchange.importing.outcome import Fate, Outcome, Row
from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen
from desktop.windows.parts.titled_rows import Index, TitledRows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HEADS = (("行", 6), ("结果", 7), ("记录", 22), ("说明", 0))
"""Titles and widths in characters; 0 takes what room is left."""
_SHOWN: "tuple[tuple[str, Callable[[Row], bool]], ...]" = (
    ("全部", lambda _row: True),
    ("有错误", lambda row: row.fate is Fate.FAULTY),
    ("请核对", lambda row: row.fate is not Fate.FAULTY and bool(row.of(Level.WARN))),
    ("更新", lambda row: row.fate is Fate.CHANGED),
    ("新登记", lambda row: row.fate is Fate.NEW),
)


class Results(TitledRows):
    """The rows of an outcome that pass the filter."""

    titles = _HEADS
    rows: "Sequence[Row]"

    def data(self, index: Index, role: int = 0) -> Any:
        """Text and tone of a cell."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (_lines(row), row.fate.value, row.caption, _short(row))[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, 3):
            palette = look.current()
            if row.fate is Fate.FAULTY:
                return QColor(palette.red)
            return QColor(palette.amber) if row.of(Level.WARN) else None
        return None


class PreviewPage(QWidget):
    """``again`` when the import is to be tried anew, with other settings."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outcome: Outcome | None = None
        self._unit = ""
        self.model = Results()
        self.said = look.mark(QLabel(), "strong")
        self.said.setWordWrap(True)
        self.shown = QComboBox()
        self.make = QCheckBox("没有登记过的村居、调解员等，按名称一并登记(&M)")
        self.table = QTableView()
        self.table.setModel(self.model)
        plain_table(self.table, "各行的结果")
        widen(self.table, _HEADS)
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setAccessibleName("这一行的全部说明")
        self._lay_out()
        self.shown.currentIndexChanged.connect(lambda _: self._narrow())
        self.make.toggled.connect(lambda _: self.again.emit())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now))

    def show_outcome(self, outcome: Outcome, unit: str) -> None:
        """Show what would become of the rows; the faulty ones alone where there are some."""
        self.outcome, self._unit = outcome, unit
        self.said.setText(outcome.sentence(unit))
        self.shown.blockSignals(True)
        self.shown.clear()
        for word, passes in _SHOWN:
            self.shown.addItem(f"{word}（{sum(map(passes, outcome.rows)):,}）")
        self.shown.setCurrentIndex(1 if outcome.faulty else 0)
        self.shown.blockSignals(False)
        self._narrow()

    def _narrow(self) -> None:
        if self.outcome is not None:
            passes = _SHOWN[max(self.shown.currentIndex(), 0)][1]
            self.model.show_rows([row for row in self.outcome.rows if passes(row)])
            self.detail.clear()
            if self.model.rows:
                self.table.selectRow(0)

    def _tell(self, now: Index) -> None:
        if now.isValid():
            self.detail.setPlainText("\n".join(_told(self.model.rows[now.row()])))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        rows.addWidget(self.said)
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        label = look.mark(QLabel("只看(&F)"), "label")
        label.setBuddy(self.shown)
        line.addWidget(label)
        line.addWidget(self.shown)
        line.addStretch(1)
        line.addWidget(self.make)
        rows.addLayout(line)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(self.detail)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        look.mark(both, "apart").setHandleWidth(look.GAP)
        rows.addWidget(both, 1)


def _lines(row: Row) -> str:
    if not row.lines:
        return "附表"
    first, last = row.lines[0], row.lines[-1]
    return str(first) if first == last else f"{first}–{last}"


def _short(row: Row) -> str:
    """The gravest remark, or the first change, and how many more there are."""
    said = [remark.told() for level in Level for remark in row.of(level)]
    if row.fate is Fate.CHANGED and not row.of(Level.WARN):
        said = [f"{label}：{before or '空白'} → {after}" for label, before, after in row.changes]
    elif row.fate is not Fate.FAULTY and not row.of(Level.WARN):
        return f"待补 {len(said)} 项" if said else ""
    return f"{said[0]}（共 {len(said)} 处）" if len(said) > 1 else said[0] if said else ""


def _told(row: Row) -> list[str]:
    said = [f"{label}：{before or '（空白）'} → {after}" for label, before, after in row.changes]
    for level in (Level.STOP, Level.WARN, Level.MISSING):
        for remark in row.of(level):
            at = f"{remark.at} " if remark.at else ""
            said.append(f"【{level.value}】{at}{remark.told()}")
    return list(dict.fromkeys(said)) or ["没有需要说明的。"]
