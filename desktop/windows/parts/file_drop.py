"""Files dropped anywhere on a part of the window, also on its text fields."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from desktop.windows.parts import look


class FileDrop(QObject):
    """``dropped`` carries the paths.

    A text field under the cursor would take a file's address as text. So the window's own events
    are heard before it hands them to any of its parts; of these there are few, where a filter on
    every field would slow down each key.
    """

    dropped = Signal(object)

    def __init__(self, place: QWidget, words: str) -> None:
        super().__init__(place)
        self._place = place
        self._window: QWindow | None = None
        self.veil = look.mark(QLabel(words, place), "drop")
        self.veil.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.veil.hide()
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags of the window while the place is seen."""
        kind = event.type()
        if watched is self._place:
            if kind == QEvent.Type.Show:
                self._listen(self._place.window().windowHandle())
            elif kind == QEvent.Type.Hide:
                self._listen(None)
        elif kind == QEvent.Type.DragLeave:
            self.veil.hide()
        elif isinstance(event, QDropEvent):  # entering and moving are kinds of it
            return self._dragged(event)
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not self._window:
            if self._window is not None and isValid(self._window):  # it closed
                self._window.removeEventFilter(self)
            self._window = window
            if window is not None:
                window.installEventFilter(self)
        self.veil.hide()

    def _dragged(self, event: QDropEvent) -> bool:
        paths = paths_of(event.mimeData().urls())
        spot = self._place.mapFrom(self._place.window(), event.position().toPoint())
        here = bool(paths) and self._place.rect().contains(spot)
        drop = event.type() == QEvent.Type.Drop
        self.veil.setVisible(here and not drop)
        if here:
            self.veil.setGeometry(self._place.rect().adjusted(8, 8, -8, -8))
            self.veil.raise_()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if drop:
                self.dropped.emit(paths)
        return here


def paths_of(urls: list[QUrl]) -> list[Path]:
    """The local files among addresses that were dropped or pasted."""
    found = (url.toLocalFile() for url in urls)
    return [Path(name) for name in found if name]
