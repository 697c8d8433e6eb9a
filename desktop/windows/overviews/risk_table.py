"""The table of enforcement risks: a row for each, how far it has come in front."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView

from desktop.windows.parts import look
from desktop.windows.parts.rows import plain_table, widen
from desktop.windows.parts.titled_rows import Index, TitledRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.warnings import Listed

COLUMNS = (("办理", 7), ("风险种类", 13), ("具体情况", 0), ("涉及部门", 14), ("出现日期", 7))
"""Titles and widths in characters; 0 takes what room is left."""
_Role = Qt.ItemDataRole
GONE = "原因已消除"


class RiskModel(TitledRows):
    """One row for each risk."""

    titles = COLUMNS
    rows: "Sequence[Listed]"

    def line(self, row: int) -> "Listed | None":
        """What stands in a row; None for no row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def place_of(self, line: "Listed | None") -> int | None:
        """Where the same risk stands now, else the first; None when there is none."""
        for row, other in enumerate(self.rows):
            if line is not None and _same(other, line):
                return row
        return 0 if self.rows else None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's text, the law on hovering, and the colour of what is still to be fed back."""
        line = self.line(index.row())
        if line is None:
            return None
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return _texts(line)[index.column()]
        if role == _Role.ToolTipRole:
            return f"<p>{line.sentence}</p><p>{line.basis}</p>"
        if role == _Role.ForegroundRole and index.column() == 0:
            colours = look.current()
            colour = colours.green if line.gone else colours.quiet
            return QColor(colour if line.tracked else colours.red)
        return None


def _same(one: "Listed", other: "Listed") -> bool:
    if one.key or other.key:
        return one.key == other.key
    return (one.table, one.record_id) == (other.table, other.record_id)


def _texts(line: "Listed") -> tuple[str, ...]:
    standing = GONE if line.gone else line.state or "待反馈"
    since = line.since.isoformat() if line.since else ""
    return (standing, line.what, line.sentence, line.department, since)


def risk_table(model: RiskModel) -> QTableView:
    """The table, dressed."""
    table = QTableView()
    table.setModel(model)
    plain_table(table, "风险预警")
    widen(table, COLUMNS)
    return table
