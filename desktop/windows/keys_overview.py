"""Ctrl+F1: every key of the main window on one page."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.help.keys import KEYS
from desktop.windows.parts import look


class KeysOverview(QDialog):
    """Keys and what they do: everywhere and while filling in, then lists and tables."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("键盘一览")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        sides = QHBoxLayout()
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
        rows.addLayout(sides)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)

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
