"""Where people type what the list shall hold; its hint names the key where there is room."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

_HINT, _SHORT = "查找（Ctrl+F）", "查找"
_PAUSE = 150  # ms after a key before the list is searched
_SIDES = 40
"""Device-independent pixels of border, padding and the line's own margin, both sides."""


class SearchLine(QLineEdit):
    """The search of one list; ``pause`` runs out a moment after the last key."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_HINT)
        self.setToolTip("Ctrl+F")
        self.setClearButtonEnabled(True)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(_PAUSE)
        self.textChanged.connect(lambda _: self.pause.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole hint, or its first word."""
        super().resizeEvent(event)
        room = self.fontMetrics().horizontalAdvance(_HINT) + _SIDES
        self.setPlaceholderText(_HINT if self.width() >= room else _SHORT)
