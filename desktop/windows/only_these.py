"""Over a list: which records it is narrowed to and the way back; what stands there for none."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.icons import icon
from desktop.windows.rows import Elided


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


class Nothing(QWidget):
    """What stands there instead of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.words = look.mark(QLabel(), "quiet")
        self.widen = look.mark(QPushButton("清除条件"), "link")
        rows = QVBoxLayout(self)
        rows.setSpacing(look.GAP)
        rows.addStretch(2)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        for part in (self.words, self.widen):
            rows.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)

    def tell(self, cls: Any, *, narrowed: bool, fixed: bool) -> None:
        """Say why nothing is there, and what people can do; nothing, where they only look."""
        self.widen.setVisible(narrowed)
        if narrowed:
            self.words.setText("没有符合条件的记录。")
        elif cls.written_by_program and cls.__tablename__ != "certificate":
            self.words.setText("还没有记录：由程序自动登记，不用填写。")
        elif fixed:
            self.words.setText("还没有登记。")
        else:
            self.words.setText(f"还没有登记。按 Ctrl+N 登记第一{cls.unit}。")
