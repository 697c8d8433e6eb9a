"""Last page of a hand-over: whether the stick may be pulled out, the short codes, the slip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.store.blobs import in_megabytes
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.drives.eject import Ejected
    from desktop.exchange.handing import HandedOver

_SHOWN = 6


class DonePage(QWidget):
    """``again`` to eject once more, ``printed`` for the slip, ``left`` when people are done."""

    again = Signal()
    printed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP_WIDE)
        self.verdict = QLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.codes = QLabel()
        self.codes.setWordWrap(True)
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self.verdict, self.sentence, look.line(), self.codes):
            rows.addWidget(part)
        hint = look.mark(
            QLabel("短码印在交接单上：接收方逐组核对，即知拿到的是不是这一份。"), "quiet"
        )
        rows.addWidget(hint)
        rows.addStretch(1)
        foot = QHBoxLayout()
        slip = QPushButton(icon("print"), "交接单…")
        slip.clicked.connect(self.printed)
        self.eject = QPushButton("弹出")
        self.eject.clicked.connect(self.again)
        leave = look.mark(QPushButton("完成"), "primary")
        leave.clicked.connect(self.left)
        leave.setDefault(True)
        foot.addWidget(slip)
        foot.addStretch(1)
        foot.addWidget(self.eject)
        foot.addWidget(leave)
        rows.addLayout(foot)

    def show_done(self, database: "Database", done: "HandedOver", answer: "Ejected") -> None:
        """Green only when the system has let go of the stick."""
        self.verdict.setText("可以拔出了" if answer.done else "已写好并核对")
        good = answer.done or not done.drive.device
        look.mark(self.verdict, "verdict-good" if good else "verdict-warning")
        count, size = len(done.files), in_megabytes(sum(one.size for one in done.files))
        words = f"{count} 个文件，{size}，已从“{done.drive.name}”读回，与原件逐字节一致。"
        self.sentence.setText(words if answer.done else f"{words}\n{answer.sentence}。")
        self.eject.setVisible(bool(done.drive.device) and not answer.done)
        self.codes.setText("\n".join(_codes(database, done)))


def _codes(database: "Database", done: "HandedOver") -> list[str]:
    """“短码　文件名” of the first few files."""
    from db.registers import ExportLog

    with database.read() as session:
        entries = [session.get_one(ExportLog, number) for number in done.entries[:_SHOWN]]
        lines = [f"{one.short_code}　　{one.file}" for one in entries]
    more = len(done.entries) - _SHOWN
    return [*lines, f"……另有 {more} 个，见交接单"] if more > 0 else lines
