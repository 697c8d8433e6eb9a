"""Where people type what the list shall hold; its hint names the key where there is room."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.windows.parts.emptying import with_cross

_HINT, _SHORT = "查找（Ctrl+F）", "查找"
_PAUSE = 150  # ms after a key before the list is searched
_SIDES = 40
"""Device-independent pixels of border, padding and the line's own margin, both sides."""


class SearchLine(QLineEdit):
    """The search of one list; ``pause`` runs out a moment after the last key.

    People type what they look for now: whoever comes back from another page finds the whole list.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._left = page, False
        page.installEventFilter(self)
        self.setPlaceholderText(_HINT)
        self.setToolTip("Ctrl+F")
        with_cross(self)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.textChanged.connect(lambda _: self.pause.start(_PAUSE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another page took the place of the list's; or the list is back. Minimising is neither."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._left = True
        elif event.type() == QEvent.Type.Show and self._left:
            self._left = False
            if self.text():
                self.clear()
                self.pause.start(0)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the line; where nothing is in it, the cursor goes into the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self._page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole hint, or its first word."""
        super().resizeEvent(event)
        room = self.fontMetrics().horizontalAdvance(_HINT) + _SIDES
        self.setPlaceholderText(_HINT if self.width() >= room else _SHORT)
