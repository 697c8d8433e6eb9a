"""What stands in a small window: the window grows with it, and where the screen ends it scrolls."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.windows.parts.memory import room


class Tall(QScrollArea):
    """Fills a window with ``column``, in which its content is laid out."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        whole = QVBoxLayout(window)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter goes from field to field, too: the one with the cursor is always seen."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """More content than there is room for, or a long sentence, makes the window higher."""
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            window, most = self.window(), room(self.window()).height()
            wanted = self.column.totalHeightForWidth(self.viewport().width())
            if wanted > window.height():
                window.resize(window.width(), min(wanted, most))
        return done
