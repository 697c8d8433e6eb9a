"""Asks for what opens sealed parcels: the pin of our receiving key, pass phrases."""

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.merging.unsealing import Secrets
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot


class AskSecrets(QDialog):
    """``secrets`` is what was typed; only what the files need is asked for."""

    def __init__(self, parent: QWidget, *, key: bool, phrase: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("打开报送包")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        self.pin, self.phrases = QLineEdit(), QPlainTextEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrases.setTabChangesFocus(True)
        self.phrases.setPlaceholderText("每行一句，逐句去试")
        self.phrases.setFixedHeight(look.row_height(self.phrases) * 3)
        for wanted, word, part in (
            (key, "接收证书的口令(&P)", self.pin),
            (phrase, "报送单位电话告知的口令(&W)", self.phrases),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            part.setAccessibleName(word.partition("(")[0])
            for widget in (label, part):
                widget.setVisible(wanted)
                rows.addWidget(widget)
        rows.addSpacing(look.GAP)
        rows.addWidget(Foot(self, "打开(&O)", self.accept))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)

    @property
    def secrets(self) -> Secrets:
        """What was typed."""
        lines = self.phrases.toPlainText().splitlines()
        return Secrets(self.pin.text(), tuple(line for line in lines if line.strip()))
