"""The line over a record's rows: what they are called, and the ways to add some."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.store.hints import Hint
from db.store.problems import Problem
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.record.field_cell import TONES, Question

_LONG = 8  # characters of a name that need not be said again: it stands before the button


class RowsHead:
    """The line of ``title``, ``add`` and ``paste``; Ctrl+Shift+A anywhere in ``place`` adds.

    ``usual`` stands beside them where the latest record alike can be repeated; ``told`` is what
    is written of the rows.
    """

    def __init__(self, label: str, place: QWidget, told: Hint, *, usual: bool) -> None:
        self.title = look.mark(QLabel(label), "strong")
        words = "添加" if len(label) > _LONG else f"添加{label}"
        self.add = look.mark(QPushButton(icon("plus"), words), "quiet")
        self.add.setToolTip("Ctrl+Shift+A")
        self.add.setAccessibleName(f"添加{label}")
        more = QShortcut(QKeySequence("Ctrl+Shift+A"), place, self.add.click)
        more.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste = look.mark(QPushButton(icon("inward"), "粘贴表格"), "quiet")
        self.paste.setToolTip("在 WPS、Excel 里连表头一起复制，再按这里；或站在一行上按 Ctrl+V")
        self.buttons = [self.add, self.paste]
        self.usual: QPushButton | None = None
        if usual:
            self.usual = look.mark(QPushButton(icon("history"), "照上次列出"), "quiet")
            self.usual.setToolTip("照同类的上一件列出，已经列了的不再列；列出后可以逐行改")
            self.buttons.append(self.usual)
        self.said = look.mark(QLabel(), "problem")
        self.said.setWordWrap(True)
        self.said.hide()
        line = QHBoxLayout()
        for part in (self.title, *self.buttons):
            line.addWidget(part)
        if told.write:
            self.title.setToolTip(told.write)
            self.add.setAccessibleDescription(told.spoken)
            line.addWidget(Question(place))  # last: the name is not always there
        line.addStretch(1)
        self.whole = QVBoxLayout()
        self.whole.setSpacing(0)
        self.whole.addLayout(line)
        self.whole.addWidget(self.said)

    def lock(self, *, locked: bool) -> None:
        """Nothing is added to what people only look at."""
        for button in self.buttons:
            button.setVisible(not locked)

    def tell(self, words: list[str], problem: Problem | None) -> None:
        """What stands before the buttons, and what is wrong with the rows as a whole, below."""
        self.title.setText("　".join(words))
        self.title.setVisible(bool(words))
        look.mark(self.add, "quiet" if words else "flush").updateGeometry()  # its sides differ
        self.said.setText(problem.sentence if problem else "")
        self.said.setVisible(problem is not None)
        look.mark(self.said, TONES[problem.level] if problem else "problem")
