"""First page of a hand-over: what goes, for whom, and onto which of the sticks that are there."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.blobs import in_megabytes
from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.exchange.drives.drive import folder_as_drive
from desktop.exchange.drives.finding import Watch
from desktop.exchange.drives.put import leftovers
from desktop.exchange.outgoing import About
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say
from desktop.windows.stick.stick_list import StickList, file_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.database import Database
    from desktop.exchange.drives.drive import Drive
    from desktop.exchange.outgoing import Outgoing
    from desktop.exchange.stick_doubts import Before, Doubt

_EVERY = 1000  # ms between two looks
_EMPTY = "请插入U盘，插好后会出现在这里"


class _Known(NamedTuple):
    """Of a drive: why it will not do, doubts, pieces left on it, and what the register says."""

    problem: Trouble | None
    doubts: "list[Doubt]"
    parts: list[Path]
    before: "Before | None"


class ChoosePage(QWidget):
    """``chosen`` when people want it written to ``drive``."""

    chosen = Signal()
    left = Signal()

    def __init__(self, database: "Database", files: "Sequence[Outgoing]", about: About) -> None:
        super().__init__()
        self._database, self._files = database, files
        self._watch, self._looking = Watch(), False
        self._doubts: list[Doubt] = []
        self._parts: list[Path] = []
        self._before: Before | None = None
        self._fits = False
        self.sticks = StickList()
        self.sticks.picked.connect(self._ask)
        self.empty = look.mark(QLabel(_EMPTY), "drop")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(self.sticks.height_of(3))
        self.receiver = QLineEdit(about.receiver or memory.word("stick/receiver"))
        self.receiver.setPlaceholderText("如：平坝区司法局")
        self.purpose = QLineEdit(about.purpose)
        self.purpose.setPlaceholderText("如：报送季度统计（印在交接单上，记入导出登记）")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.agreed = QCheckBox("我已看过，仍要写入")
        self.agreed.toggled.connect(lambda _on: self._show())
        self.tidy = look.mark(QPushButton("删去这些残片"), "")
        self.tidy.clicked.connect(self._remove_parts)
        self.been = look.mark(QPushButton("这个U盘上有过什么"), "link")
        self.been.clicked.connect(self._show_before)
        self.go = look.mark(QPushButton("写到U盘"), "primary")
        self.go.clicked.connect(self._choose)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look_again)
        self._show()

    @property
    def drive(self) -> "Drive | None":
        """The one that is chosen."""
        return self.sticks.drive

    @property
    def about(self) -> About:
        """For whom and why."""
        return About(self.receiver.text().strip(), self.purpose.text().strip())

    def watch(self, *, on: bool) -> None:
        """Look for sticks every second, or stop that; what is written to needs no looks."""
        if on:
            self.look_again()
            self._timer.start()
        else:
            self._timer.stop()

    def look_again(self) -> None:
        """See which sticks there are, behind the window: one that is dying answers late."""
        if not self._looking:
            self._looking = True
            tasks.run(self, "正在查看U盘", self._look, self._looked, self._not_looked)

    def _look(self, _progress: Progress) -> bool:
        return self._watch.changed()

    def _looked(self, changed: bool) -> None:
        self._looking = False
        if changed:
            self.sticks.show_drives(self._watch.drives)
            self._show()

    def _not_looked(self, trouble: Trouble) -> None:
        self._looking = False
        say(self, trouble.sentence, "problem")

    def take_folder(self, folder: Path) -> None:
        """A plain folder in a stick's place."""
        try:
            self.sticks.add_folder(folder_as_drive(folder))
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        self._show()

    def _choose_folder(self) -> None:
        start = memory.word("stick/folder") or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, "写到文件夹", start)
        if folder:
            memory.keep("stick/folder", folder)
            self.take_folder(Path(folder))

    def _ask(self) -> None:
        """What is to be known of the stick that was picked."""
        from desktop.exchange.stick_doubts import been_on, doubts, unfit

        drive = self.drive
        self._doubts, self._parts, self._before, self._fits = [], [], None, False
        self.said.setText("")
        self.agreed.setChecked(False)
        self._show()
        if drive is None:
            return

        def work(_progress: Progress) -> _Known:
            found = doubts(self._database, drive, self._files)
            before = been_on(self._database, drive)
            return _Known(unfit(drive, self._files), found, leftovers(drive.root), before)

        tasks.run(self, "正在查看U盘", work, lambda answer: self._answered(drive, answer))

    def _answered(self, drive: "Drive", answer: _Known) -> None:
        if drive != self.drive:
            return  # another one was picked meanwhile
        problem, found, parts, self._before = answer
        self._doubts, self._parts = found, parts
        lines = [problem.sentence] if problem else [one.sentence for one in found]
        if parts:
            names = "、".join(part.name for part in parts)
            lines.append(f"U盘上有没写完的残片：{names}")
        lines += [self._before.sentence] if self._before else []
        serious = problem is not None or any(one.grave for one in found)
        look.mark(self.said, "problem" if serious else "warning" if found or parts else "quiet")
        self.said.setText("\n".join(lines))
        self._fits = problem is None
        self._show()

    def _show(self) -> None:
        grave = self._fits and any(one.grave for one in self._doubts)
        none = not self.sticks.drives
        self.empty.setVisible(none)
        self.sticks.setVisible(not none)
        self.said.setVisible(bool(self.said.text()))
        self.agreed.setVisible(grave)
        self.tidy.setVisible(bool(self._parts))
        self.been.setVisible(self._before is not None)
        agreed = self.agreed.isChecked() or not grave
        self.go.setEnabled(self.drive is not None and self._fits and agreed)

    def _remove_parts(self) -> None:
        from desktop.exchange.drives import sentences

        for part in self._parts:
            try:
                part.unlink(missing_ok=True)
            except OSError as error:
                say(self, sentences.not_written(part.name, error).sentence, "problem")
                break
        self._ask()

    def _show_before(self) -> None:
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        if self._before:
            show_paper(self, self._database, form("stick_history"), self._before.entry)

    def _choose(self) -> None:
        memory.keep("stick/receiver", self.about.receiver)
        self.chosen.emit()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        total = in_megabytes(sum(one.size for one in self._files))
        rows.addWidget(look.mark(QLabel("交到U盘"), "heading"))
        rows.addWidget(look.mark(QLabel(f"要写的文件：{len(self._files)} 个，{total}"), "label"))
        rows.addWidget(file_table([(one.safe_name, one.size) for one in self._files]))
        rows.addSpacing(look.GAP)
        head = QHBoxLayout()
        head.addWidget(look.mark(QLabel("写到哪个U盘"), "label"), 1)
        folder = look.mark(QPushButton(icon("folder"), "改为文件夹…"), "quiet")
        folder.clicked.connect(self._choose_folder)
        head.addWidget(folder)
        rows.addLayout(head)
        for part in (self.empty, self.sticks, self.said):
            rows.addWidget(part)
        choice = QHBoxLayout()
        choice.addWidget(self.agreed)
        choice.addWidget(self.tidy)
        choice.addWidget(self.been)
        choice.addStretch(1)
        rows.addLayout(choice)
        rows.addSpacing(look.GAP)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_WIDE)
        grid.setVerticalSpacing(look.GAP)
        for row, (word, line) in enumerate(
            (("接收单位或人", self.receiver), ("用途", self.purpose))
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
        grid.setColumnStretch(1, 1)
        rows.addLayout(grid)
        rows.addStretch(1)
        rows.addSpacing(look.GAP)
        foot = QHBoxLayout()
        foot.addStretch(1)
        leave = QPushButton("取消")
        leave.clicked.connect(self.left)
        foot.addWidget(leave)
        foot.addWidget(self.go)
        rows.addLayout(foot)
        for button in (folder, self.tidy, self.been, leave):
            button.setAutoDefault(False)
        self.go.setDefault(True)
