"""Giving a receiving certificate to those who send: its file, its fingerprint, what they do."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from db.store.trouble import Trouble
from db.store.whole_file import file_name, write_whole
from desktop.exchange.outgoing import About, Outgoing
from desktop.windows.parts import look
from desktop.windows.parts.notices import rows_under_notices, say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from db.registers import ReceivingKey
    from db.store.database import Database

_STEPS = """1. 把证书文件交给每个报送单位：拷到U盘，或者存成文件再发。\
文件里只有公开的部分，别人看到也无妨。
2. 报送单位在“接收单位”里登记本单位，选这个文件作证书。
3. 第一次用之前，请对方打电话来，逐位核对上面的指纹；对不上就不能用。"""
_GROUP, _GROUPS = 4, 8  # characters in a group, groups in a line: as it is read out


class GiveReceiving(QDialog):
    """The public half leaves the office, the key never does."""

    def __init__(self, parent: QWidget, database: "Database", record: "ReceivingKey") -> None:
        super().__init__(parent)
        self.setWindowTitle("接收证书交给报送单位")
        self._database, self._record = database, record
        self.fingerprint = look.mark(QLabel(read_out(record.fingerprint)), "code")
        self.fingerprint.setAccessibleName(f"证书指纹 {record.fingerprint}")
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = look.mark(QPushButton("复制指纹(&C)"), "quiet")
        self.stick = look.mark(QPushButton("交到U盘(&U)…"), "primary")
        self.save = QPushButton("存为文件(&S)…")
        self.leave = QPushButton("关闭")
        for button, act in (
            (self.copy, self.copy_fingerprint),
            (self.stick, self.hand_over),
            (self.save, self.ask_file),
            (self.leave, self.accept),
        ):
            button.clicked.connect(act)
        self._lay_out()

    @property
    def name(self) -> str:
        """How the file is called."""
        return file_name(f"{self._record.subject}接收证书.pem")

    def copy_fingerprint(self) -> None:
        """Put it on the clipboard, to be sent beside the file."""
        QApplication.clipboard().setText(self._record.fingerprint)
        say(self, "已复制指纹")

    def hand_over(self) -> None:
        """Onto a stick, read back, entered among what left the office."""
        from desktop.windows.stick.window import hand_over

        one = Outgoing(self.name, self._record.certificate, "接收证书", extent="公开的证书")
        hand_over(self, self._database, [one], About(purpose="给报送单位加密报送包用"))

    def ask_file(self) -> None:
        """Into a file of a folder that people choose."""
        name = self.name.removesuffix(".pem")
        path = ask_where(self, "存接收证书", name, ".pem", "receiving/certificate")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the certificate alone."""
        try:
            write_whole(path, self._record.certificate)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        say(self, f"证书已存为 {path.name}")

    def _lay_out(self) -> None:
        rows = rows_under_notices(self, look.GAP)
        until = f"有效期 {self._record.valid_from} 至 {self._record.valid_to}"
        rows.addWidget(look.mark(QLabel(self._record.subject), "heading"))
        rows.addWidget(look.mark(QLabel(until), "quiet"))
        rows.addSpacing(look.GAP)
        rows.addWidget(look.mark(QLabel("指纹（SHA-256）"), "label"))
        line = QHBoxLayout()
        line.setSpacing(look.GAP_WIDE)
        line.addWidget(self.fingerprint)
        line.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addSpacing(look.GAP)
        for words in _STEPS.splitlines():
            step = QLabel(words)
            step.setWordWrap(True)
            rows.addWidget(step)
        rows.addSpacing(look.GAP_WIDE)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.GAP)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.stick)
        rows.addLayout(buttons)
        self.stick.setDefault(True)
        self.stick.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)


def read_out(fingerprint: str) -> str:
    """The fingerprint in groups, lines of eight."""
    groups = [fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP)]
    lines = [groups[at : at + _GROUPS] for at in range(0, len(groups), _GROUPS)]
    return "\n".join(map(" ".join, lines))
