"""Second page of a hand-over: how far it is, how fast, how long still, and the way to stop."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from db.store.blobs import in_megabytes
from desktop.exchange.drives.pace import Pace
from desktop.exchange.drives.put import Phase
from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.exchange.drives.drive import Drive
    from desktop.exchange.outgoing import Outgoing

_STEPS = ("写入", "读回核对", "弹出")


class GoingPage(QWidget):
    """``stopped`` when people want no more of it."""

    stopped = Signal()

    def __init__(self, files: "Sequence[Outgoing]") -> None:
        super().__init__()
        self._files = files
        self._pace, self._of = Pace(), (-1, Phase.WRITING)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP_WIDE)
        self._title = look.mark(QLabel(), "heading")
        rows.addWidget(self._title)
        strip = QHBoxLayout()
        strip.setSpacing(look.GAP)
        self._steps = [QLabel(word) for word in _STEPS]
        for step in self._steps:  # as wide as the one in its box, so that none of them jumps
            step.setAlignment(Qt.AlignmentFlag.AlignCenter)
            step.setMinimumWidth(step.fontMetrics().horizontalAdvance(step.text()) + look.GAP_LARGE)
            strip.addWidget(step)
        strip.addStretch(1)
        rows.addLayout(strip)
        self.file = QLabel()
        self.file.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.speed = look.mark(QLabel(), "quiet")
        for part in (self.file, self.bar, self.speed):
            rows.addWidget(part)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(look.mark(QLabel("请不要拔出U盘"), "warning"), 1)
        self.stop = QPushButton("取消")
        self.stop.clicked.connect(self._stop)
        foot.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        rows.addLayout(foot)

    def begin(self, drive: "Drive") -> None:
        """Nothing is written yet."""
        self._title.setText(f"正在写到 {drive.name}")
        self._of = (-1, Phase.WRITING)
        self.stop.setEnabled(True)
        self.file.setText("正在准备…")
        self.speed.setText("")
        self.bar.setRange(0, 0)
        self._mark(0)

    def hear(self, number: int, phase: Phase, done: int, total: int) -> None:
        """So many bytes of a file are written, or read back."""
        if self._of != (number, phase):
            self._pace, self._of = Pace(), (number, phase)
            self._mark(0 if phase is Phase.WRITING else 1)
        self._pace.told(done, total)
        count = f"第 {number + 1} 个，共 {len(self._files)} 个：" if len(self._files) > 1 else ""
        self.file.setText(f"{phase.value}　{count}{self._files[number].safe_name}")
        self.bar.setRange(0, 1000)
        self.bar.setValue(done * 1000 // total if total else 1000)
        of = f"{in_megabytes(done)} / {in_megabytes(total)}"
        self.speed.setText("　".join(filter(None, (of, self._pace.words))))

    def eject(self) -> None:
        """All is written and proven; the drive is being let go."""
        self._mark(2)
        self.stop.setEnabled(False)
        self.file.setText("正在弹出U盘，请再等一等…")
        self.speed.setText("")
        self.bar.setRange(0, 0)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.file.setText("正在取消…")
        self.stopped.emit()

    def _mark(self, now: int) -> None:
        for place, step in enumerate(self._steps):
            kind = "past" if place < now else "now" if place == now else "ahead"
            look.mark(step, f"step-{kind}")
