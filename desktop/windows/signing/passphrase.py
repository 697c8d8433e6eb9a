"""Asks for the signing passphrase once, in words, and keeps it no longer than the signing."""

from datetime import datetime

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot


class AskPassphrase(QDialog):
    """One field; ``passphrase`` is what was typed. ``doubt`` is what speaks against the clock."""

    def __init__(
        self, parent: QWidget, paper: str, certificate: str, *, token: bool, doubt: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("电子签名")
        word = "PIN 码" if token else "签名口令"
        said = QLabel(
            f"将用证书“{certificate}”给《{paper}》签名。签名后文书登记在册，任何改动都能查出来。"
        )
        said.setWordWrap(True)
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(word)
        label = look.mark(QLabel(f"{word}(&P)"), "label")
        label.setBuddy(self._field)
        words = doubt or f"现在是 {datetime.now():%Y-%m-%d %H:%M}，请先看看对不对"
        clock = QLabel(f"签名时间取自这台电脑的时钟。{words}。")
        look.mark(clock, "problem" if doubt else "small")
        clock.setWordWrap(True)
        foot = Foot(self, "签名(&S)", self.accept)
        sign = foot.go
        sign.setEnabled(False)
        self._field.textChanged.connect(lambda text: sign.setEnabled(bool(text)))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        for widget in (said, label, self._field, clock, foot):
            rows.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._field.text()
