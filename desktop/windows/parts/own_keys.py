"""Keys of the program that a line of text takes for itself on some systems."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

_OURS = (Qt.Key.Key_E,)
"""With Ctrl: on X11, as on Kylin and UOS, Ctrl+E goes to the end of a line."""


class OwnKeys(QObject):
    """Keeps them for the program; it looks at nothing but what has the cursor."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._at: QWidget | None = None
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody claims such a key before the shortcuts have it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            return with_control and event.key() in _OURS
        return super().eventFilter(watched, event)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._at is not None and isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = now if isinstance(now, QLineEdit | QComboBox) else None
        if self._at is not None:
            self._at.installEventFilter(self)
