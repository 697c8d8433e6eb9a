"""Over a list: which records it is narrowed to, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.rows import Elided


class OnlyThese(QWidget):
    """The records behind a number; ``lifted`` when the list is a whole one again."""

    lifted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ids: frozenset[int] | None = None
        self._back: Callable[[], object] | None = None
        self.words = look.mark(Elided(), "strong")
        self.back = QPushButton(icon("left"), "返回")
        self.back.setToolTip("回到刚才的数字（Alt+Left）")
        self.back.clicked.connect(self._go_back)
        self.all = look.mark(QPushButton("看全部"), "link")
        self.all.clicked.connect(self.lift)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
        row.setSpacing(look.GAP_WIDE)
        row.addWidget(self.back)
        row.addWidget(self.words, 1)
        row.addWidget(self.all)
        keys = QShortcut(QKeySequence("Alt+Left"), self, self._go_back)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        self.hide()

    def show_these(self, title: str, ids: frozenset[int], back: Callable[[], object]) -> None:
        """Say which records; the list asks for ``ids``."""
        self.ids, self._back = ids, back
        self.words.setText(title)
        self.show()

    def lift(self) -> None:
        """The whole list again."""
        if self.ids is not None:
            self.ids, self._back = None, None
            self.hide()
            self.lifted.emit()

    def _go_back(self) -> None:
        if self._back is not None:
            self._back()
