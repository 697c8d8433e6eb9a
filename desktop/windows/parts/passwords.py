"""Fields for passwords: one to type, and a pair to set a new one, judged by its length."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.store.common_passwords import SHORTEST_PASSWORD, against
from desktop.windows.parts import look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class PasswordField(QLineEdit):
    """A password; tells when Caps Lock seems to be on."""

    caps = Signal(bool)

    def __init__(self, name: str = "密码") -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Qt has no word for Caps Lock: a capital without Shift, or the reverse, gives it away."""
        from PySide6.QtCore import Qt  # see look._set

        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)


class NewPassword(QWidget):
    """A new password, typed twice; says in a sentence what is still wrong with it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = PasswordField("新密码"), PasswordField("再输一遍")
        self._judged = look.mark(QLabel(), "small")
        self._problem = look.mark(QLabel(), "problem")
        self._problem.setWordWrap(True)
        shown = QCheckBox("显示密码(&X)")
        shown.toggled.connect(self.first.show_letters)
        shown.toggled.connect(self.second.show_letters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        for word, field, said in (
            ("新密码(&P)", self.first, self._judged),
            ("再输一遍(&R)", self.second, self._problem),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(field)
            for part in (label, field, said):
                column.addWidget(part)
            field.textChanged.connect(self._changed)
        column.addWidget(shown)
        self._changed()

    def value(self) -> str | None:
        """The password, None while it cannot be taken; then the sentence is shown."""
        said = self.problem()
        self._problem.setText(said)
        look.tell(self.first if against(self.first.text()) else self.second, _tone(said))
        return None if said else self.first.text()

    def enter(self) -> None:
        """Put the cursor where something is wrong."""
        (self.first if against(self.first.text()) else self.second).setFocus()

    def problem(self) -> str:
        """What is wrong, empty when nothing is."""
        if sentence := against(self.first.text()):
            return sentence
        if self.first.text() != self.second.text():
            return "两次输入的密码不一样，请再输一遍"
        return ""

    def _changed(self) -> None:
        self._judged.setText(judged(self.first.text()))
        self._problem.setText("")
        for field in (self.first, self.second):
            look.tell(field, "")
        self.changed.emit()


def judged(password: str) -> str:
    """The strength in words. Length decides: a Chinese character counts for two."""
    length = sum(1 if letter.isascii() else 2 for letter in password)
    if len(password) < SHORTEST_PASSWORD:
        return f"至少 {SHORTEST_PASSWORD} 个字符；一句好记的话比一串符号更安全"
    if against(password):
        return "强度：太常见，别人会先试到"
    if length < 12 or len(set(password)) < 5:
        return "强度：一般，再长一些更好"
    return "强度：好" if length < 18 else "强度：很好"


def _tone(said: str) -> str:
    return "problem" if said else ""
