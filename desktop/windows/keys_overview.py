"""Ctrl+F1: every key of the main window on one page."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.help.keys import KEYS
from desktop.windows.parts import look, memory


class KeysOverview(QDialog):
    """Keys and what they do: everywhere and while filling in, then lists and tables.

    Large text has no room for all of them on a small screen: they scroll, the button stays.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("键盘一览")
        both = QWidget()
        sides = QHBoxLayout(both)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(2 * look.GAP_LARGE)
        for part in (KEYS[:2], KEYS[2:]):
            column = QVBoxLayout()
            column.setSpacing(look.GAP)
            for title, keys in part:
                column.addWidget(look.mark(QLabel(title), "heading"))
                column.addLayout(self._table(keys))
                column.addSpacing(look.GAP)
            column.addStretch(1)
            sides.addLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("键盘一览")
        area.setWidget(both)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        rows.addWidget(area)
        rows.addWidget(buttons)
        beside = area.verticalScrollBar().sizeHint().width()
        below = rows.spacing() + buttons.sizeHint().height()
        whole = both.sizeHint().grownBy(rows.contentsMargins()) + QSize(beside, below)
        self.resize(whole.boundedTo(memory.room(self)))
        close.setFocus()

    def _table(self, keys: Iterable[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_LARGE)
        grid.setVerticalSpacing(2)
        width = self.fontMetrics().horizontalAdvance("Ctrl+Shift+A　Ctrl+D 000")
        grid.setColumnMinimumWidth(0, width)
        grid.setColumnStretch(1, 1)
        for row, (key, meaning) in enumerate(keys):
            grid.addWidget(look.mark(QLabel(key), "key"), row, 0)
            grid.addWidget(QLabel(meaning), row, 1)
        return grid
