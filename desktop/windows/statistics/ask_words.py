"""Asks for a sentence: a comment, an explanation, a reason, with the passphrase if need be."""

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot

_LINES = 4


class AskWords(QDialog):
    """``words`` and ``secret`` once it was accepted; neither is empty then.

    Args:
        parent: the window that asks.
        title: of the dialog. ``about``: what it is about, in a sentence.
        go: the word on the button.
        words: what stands there already.
        secret: what the passphrase is called, where one is asked for.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        about: str,
        *,
        go: str = "写上",
        words: str = "",
        secret: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        said = QLabel(about)
        said.setWordWrap(True)
        self.field = QPlainTextEdit(words)
        self.field.setAccessibleName(title)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + look.GAP_LARGE)
        rows.addWidget(said)
        heading = look.mark(QLabel(title), "label")
        heading.setBuddy(self.field)
        rows.addWidget(heading)
        rows.addWidget(self.field)
        self.hidden = QLineEdit()
        self.hidden.setEchoMode(QLineEdit.EchoMode.Password)
        self._asks = bool(secret)
        if secret:
            label = look.mark(QLabel(f"{secret}(&P)"), "label")
            label.setBuddy(self.hidden)
            self.hidden.setAccessibleName(secret)
            rows.addWidget(label)
            rows.addWidget(self.hidden)
        foot = Foot(self, go, self.accept)
        self.go = foot.go
        rows.addSpacing(look.GAP)
        rows.addWidget(foot)
        self.field.textChanged.connect(self._look)
        self.hidden.textChanged.connect(self._look)
        self._look()
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 30)

    @property
    def words(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    @property
    def secret(self) -> str:
        """The passphrase."""
        return self.hidden.text()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.words) and (not self._asks or bool(self.secret)))
