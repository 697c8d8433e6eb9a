"""The button that prints blank numbered forms, for power cuts and field visits."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.registers.blank_form import MOST, BlankForm
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.form import Form

_USUAL = 10
_WORDS = "每张印有自己的编号，连续不跳号。编号一经给出就登记在“空白文书”里，写好后在那里补录。"


class BlankButton(QPushButton):
    """Not shown where a register has no form with a blank."""

    def __init__(self, database: "Database", cls: Any) -> None:
        from desktop.documents.forms import blanks_for

        super().__init__(icon("paper"), "印空白表…")
        look.mark(self, "quiet")
        self.setToolTip("印一批空白文书，停电或外出时手写")
        self._database = database
        self.forms = blanks_for(cls)
        if against := database.rights.against(BlankForm.__tablename__):
            self.setToolTip(against)
            self.setEnabled(False)
        if not self.forms:
            self.hide()
        self.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask for the form and how many, then number them and show them."""
        asked = AskBlanks(self.forms, self.window())
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.make(asked.form, asked.number.value())

    def make(self, form: "Form", count: int) -> None:
        """Number and render the blanks behind the window."""
        from desktop.documents.blank_sheets import make_blanks
        from desktop.windows.paper.batch_window import show_batch

        database = self._database
        show_batch(
            self,
            database,
            f"正在生成 {count} 张空白{form.title}",
            lambda progress: make_blanks(database, form, count, progress),
        )


class AskBlanks(QDialog):
    """``form`` and ``number`` once it was accepted."""

    def __init__(self, forms: "list[Form]", parent: QWidget) -> None:
        super().__init__(parent)
        self._forms = forms
        self.setWindowTitle("印空白表")
        self.which, self.number = QComboBox(), QSpinBox()
        self.which.addItems([form.title for form in forms])
        self.which.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 20)
        self.number.setRange(1, MOST)
        self.number.setValue(_USUAL)
        self.number.setSuffix(" 张")
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        for word, part in (("文书(&F)", self.which), ("印多少(&N)", self.number)):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            form.addRow(label, part)
        words = look.mark(QLabel(_WORDS), "quiet")
        words.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP_WIDE)
        rows.addLayout(form)
        rows.addWidget(words)
        rows.addWidget(Foot(self, "编号并预览", self.accept))

    @property
    def form(self) -> "Form":
        """Which form."""
        return self._forms[self.which.currentIndex()]
