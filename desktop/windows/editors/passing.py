"""A list offered under a line: Enter ends it and goes on, as in a line without one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ANEW = "＋"
"""How the entry of a list begins that makes a new record; it opens a window of its own."""


class Passing(QObject):
    """Gives the line what Qt ends with the list.

    Without a choice Enter and Tab are the line's own at once; with one Enter chooses, then goes on.
    """

    def __init__(self, completer: "QCompleter", line: "QLineEdit") -> None:
        super().__init__(completer)
        self._completer = completer
        box: QWidget | None = line.focusProxy()
        self._place: QWidget = line if box is None else box  # a combo box has it for its line
        self._popup: QAbstractItemView | None = None
        self._place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key for the list; it is made when people first come here: that takes 2 ms."""
        if self._popup is None and event.type() == QEvent.Type.FocusIn:
            self._popup = look.mark(self._completer.popup(), "popup")
            self._popup.installEventFilter(self)
        key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        popup = self._popup
        if popup is not None and watched is popup and key and isinstance(event, QKeyEvent):
            chosen = popup.currentIndex()
            ends = event.key() in _ENTER
            if not chosen.isValid() and (ends or event.key() == Qt.Key.Key_Tab):
                popup.hide()
                self._pass_on(event)
                return True
            if ends and not str(chosen.data()).startswith(ANEW):
                self._pass_on(event)
        return super().eventFilter(watched, event)

    def _pass_on(self, event: QKeyEvent) -> None:
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        later(self._place, 0, lambda: self._send(again))

    def _send(self, key: QKeyEvent) -> None:
        if self._place.hasFocus():
            QApplication.sendEvent(self._place, key)
