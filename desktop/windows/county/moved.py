"""What a new template changed: each mapped cell that moved or is gone; nothing is filled before."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.rows import plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.exchange.county.moved import Finding

_HEADS = ("原来的格", "填什么", "结果", "说明")


class MovedDialog(QDialog):
    """Accepted when people agree to the new places; those that are gone are left out."""

    def __init__(self, found: "Sequence[Finding]", parent: QWidget) -> None:
        super().__init__(parent)
        from desktop.exchange.county.moved import Fate

        changed = sorted(
            (one for one in found if one.fate is not Fate.SAME), key=lambda one: one.fate.name
        )
        self.setWindowTitle("模板和对照对不上")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        gone = sum(one.fate is Fate.GONE for one in changed)
        said = (
            f"{len(found) - len(changed)} 格没有动，{len(changed) - gone} 格移动了，"
            f"{gone} 格找不到。认可后移动的按新位置填，找不到的要重新对照；现在什么也没有填。"
        )
        label = look.mark(QLabel(said), "strong")
        label.setWordWrap(True)
        rows.addWidget(label)
        self.table = _table(changed)
        rows.addWidget(self.table, 1)
        rows.addWidget(Foot(self, "认可新位置", self.accept, leave="不用这个模板"))
        em = self.fontMetrics().horizontalAdvance("枫")
        self.resize(54 * em, 24 * em)


def _table(changed: "Sequence[Finding]") -> QTableWidget:
    from desktop.exchange.county.moved import Fate

    table = QTableWidget(len(changed), len(_HEADS))
    table.setHorizontalHeaderLabels(list(_HEADS))
    plain_table(table, "移动的和找不到的格")
    palette = look.current()
    for row, one in enumerate(changed):
        words = one.cell.words or one.cell.code
        place = f"{one.cell.sheet}!{one.cell.address}"
        for column, text in enumerate((place, words, one.fate.value, one.why)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 2:
                tone = palette.red if one.fate is Fate.GONE else palette.amber
                item.setForeground(QColor(tone))
            table.setItem(row, column, item)
    em = table.fontMetrics().horizontalAdvance("枫")
    for column, wide in enumerate((9, 16, 6)):
        table.setColumnWidth(column, wide * em + look.GAP)
    head = table.horizontalHeader()
    head.setStretchLastSection(True)
    return table
