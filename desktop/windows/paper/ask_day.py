"""Asks as of which day, or for which year, a form over a whole register is printed."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.documents.forms import subject_of
from desktop.windows.parts import look, memory
from desktop.windows.parts.foot import Foot

if TYPE_CHECKING:
    from desktop.documents.form import Form


class AskDay(QDialog):
    """``day`` once it was accepted: the day, or any day of the year."""

    def __init__(self, form: "Form", parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.day: date | None = None
        self.setWindowTitle(form.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        yearly = form.over == "year"
        label = look.mark(QLabel("哪一年" if yearly else "截至哪一天"), "label")
        self.line = QLineEdit(memory.word(self._place) or _default(form))
        self.line.setPlaceholderText(f"如 {_default(form)}")
        self.line.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 16)
        self.line.selectAll()
        label.setBuddy(self.line)
        rows.addWidget(label)
        rows.addWidget(self.line)
        self._said = look.mark(QLabel(), "problem")
        self._said.setWordWrap(True)
        self._said.hide()
        rows.addWidget(self._said)
        rows.addSpacing(look.GAP)
        rows.addWidget(Foot(self, "预览", self.take))

    def take(self) -> None:
        """Read the line and close; what cannot be read is said."""
        text = self.line.text().strip()
        if self._form.over == "day" and text in ("今", "今天", "t", "T"):
            text = date.today().isoformat()
        try:
            self.day = subject_of(self._form, text)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            self._said.show()
            self.adjustSize()
        else:
            memory.keep(self._place, "" if text == _default(self._form) else text)
            self.accept()

    @property
    def _place(self) -> str:
        return f"roll/{self._form.code}"


def _default(form: "Form") -> str:
    """This day; the year that a report would be about now: until March the one that has ended."""
    today = date.today()
    return str(today.year - (today.month <= 3)) if form.over == "year" else today.isoformat()
