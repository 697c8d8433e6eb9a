"""A list offered under a line: Enter ends it and goes on, as in a line without one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCompleter, QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ANEW = "＋"
"""How the entry of a list begins that makes a new record; it opens a window of its own."""


class Passing(QObject):
    """Gives the line what Qt ends with the list.

    Without a choice Enter and Tab are the line's own at once; with one Enter chooses, then goes on.
    """

    def __init__(self, completer: "QCompleter", line: "QLineEdit") -> None:
        super().__init__(completer)
        self._popup, self._line = completer.popup(), line
        self._popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key for the list."""
        key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self._popup and key and isinstance(event, QKeyEvent):
            chosen = self._popup.currentIndex()
            ends = event.key() in _ENTER
            if not chosen.isValid() and (ends or event.key() == Qt.Key.Key_Tab):
                self._popup.hide()
                self._pass_on(event)
                return True
            if ends and not str(chosen.data()).startswith(ANEW):
                self._pass_on(event)
        return super().eventFilter(watched, event)

    def _pass_on(self, event: QKeyEvent) -> None:
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        later(self._line, 0, lambda: self._send(again))

    def _send(self, key: QKeyEvent) -> None:
        box: QWidget | None = self._line.focusProxy()  # a combo box has the cursor for its line
        place = self._line if box is None else box
        if place.hasFocus():
            QApplication.sendEvent(place, key)
