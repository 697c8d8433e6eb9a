"""Where the cursor goes when it is put into a page: the first of its parts that can take it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Entering(QObject):
    """Hands the cursor on from ``page`` to a part of it.

    Instead of a focus proxy: Tab stops at a page by the rules of its proxy, and where that one is
    hidden or disabled at the moment the cursor stays where it was, so that Tab never comes past.
    """

    def __init__(self, page: QWidget, *parts: QWidget) -> None:
        super().__init__(page)
        self._page, self.parts = page, list(parts)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page got the cursor."""
        if watched is self._page and event.type() == QEvent.Type.FocusIn:
            for part in self.parts:
                if part.isVisible() and part.isEnabled():
                    part.setFocus()
                    break
        return super().eventFilter(watched, event)
