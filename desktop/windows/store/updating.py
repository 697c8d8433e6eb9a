"""The dialog that takes a newer program from a stick, or goes back to the one before."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.program import OURS, version_of
from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.store.backing_up import back_up_now

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.exchange.updating.installed import Installed
    from desktop.exchange.updating.offer import Offer

_HOW = (
    "更新包是发布者给的 zip 文件，用U盘拷来。程序先查验发布者的签名和每一个文件，备份仓库，"
    "把新程序放在旧程序旁边并让它自检；都通过了，关闭枫桥后才换上。旧程序保留一版，可以退回。"
)


class UpdateWindow(QDialog):
    """Says at every moment what is there, what comes, and the one next step.

    Args:
        parent: the main window.
        database: the open store; it is backed up first.
        at_end: is given what must be done when the program has ended (``Desk.at_end``).
    """

    def __init__(
        self, parent: QWidget, database: "Database", at_end: list[Callable[[], None]]
    ) -> None:
        super().__init__(parent)
        self._database, self._at_end = database, at_end
        self._here: Installed | None = None
        self._offer: Offer | None = None
        self.setWindowTitle("更新程序")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        column.addWidget(Notices())
        column.addWidget(look.mark(QLabel(f"现在是枫桥 {version_of(OURS)}"), "heading"))
        how = look.mark(QLabel(_HOW), "quiet")
        self.sentence = look.mark(QLabel(), "strong")
        for words in (how, self.sentence):
            words.setWordWrap(True)
            column.addWidget(words)
        self.next = look.mark(QPushButton("选择更新包…"), "primary")
        self.next.clicked.connect(self._go)
        self.back = look.mark(QPushButton("退回上一版"), "quiet")
        self.back.clicked.connect(self._go_back)
        buttons = QDialogButtonBox()
        buttons.addButton(self.next, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.back.hide()  # the box shows what is put into it
        column.addStretch(1)
        column.addWidget(buttons)
        self._act: Callable[[], None] = self.choose
        self.resize(self.fontMetrics().averageCharWidth() * 52, self.fontMetrics().height() * 14)
        self._look_around()

    def _look_around(self) -> None:
        from desktop.exchange.updating.installed import installed

        try:
            self._here = installed()
        except Trouble as trouble:
            self.sentence.setText(trouble.sentence)
            self.next.setEnabled(False)
            return
        if older := self._here.older():
            self.back.setText(f"退回上一版（{older}）")
            self.back.show()

    def _go(self) -> None:
        self._act()

    def choose(self) -> None:
        """Let people choose the file, starting at the stick that is plugged in."""
        from desktop.exchange.drives.finding import drives

        sticks = [str(drive.root) for drive in drives()]
        start = sticks[0] if sticks else str(Path.home())
        path, _ = QFileDialog.getOpenFileName(self, "选择更新包", start, "枫桥更新包 (*.zip)")
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Judge a package, and offer to install it."""
        from desktop.exchange.updating.offer import judge

        here = self._here
        if here:
            hush(self)  # what was said of the package before
            self.next.setEnabled(False)
            tasks.run(self, "正在查验更新包", lambda _p: judge(path, here), self._judged, self._no)

    def _judged(self, offer: "Offer") -> None:
        self._offer = offer
        self._ask(
            f"更新包完好，有发布者签名：{offer.version} 版（{offer.manifest.built} 制作）",
            f"备份仓库并准备 {offer.version} 版",
            self.install,
        )

    def install(self) -> None:
        """Back the store up, and put the new program beside the old one."""
        here, offer = self._here, self._offer
        if here is None or offer is None:
            return

        def work(progress: "Progress") -> "Offer":
            from desktop.exchange.updating.replacing import prepare

            back_up_now(self._database, self._database.backup_folder, progress)
            prepare(offer, here, progress)
            return offer

        self.next.setEnabled(False)
        tasks.run(self, "正在准备新程序", work, self._prepared, self._no)

    def _prepared(self, offer: "Offer") -> None:
        self._at_the_end(offer.version)
        self._ask(
            f"{offer.version} 版已备好并通过自检：关闭枫桥后换上，下次打开就是新版",
            "现在关闭枫桥",
            self._leave,
        )

    def _go_back(self) -> None:
        here = self._here
        if here is None:
            return
        self.back.setEnabled(False)
        self._at_the_end(here.older())
        self._ask(
            f"关闭枫桥后退回 {here.older()} 版。如果仓库已被新版本升级，旧版本打不开它："
            "请在旧版本里用“从备份恢复”选更新前的备份",
            "现在关闭枫桥",
            self._leave,
        )

    def _at_the_end(self, version: str) -> None:
        from desktop.exchange.updating.replacing import switch

        here = self._here
        if here is not None:  # the last wish counts
            self._at_end[:] = [lambda: switch(here, version)]

    def _leave(self) -> None:
        window = self.parentWidget()
        self.accept()
        if window is not None:
            window.close()

    def _ask(self, sentence: str, word: str, act: Callable[[], None]) -> None:
        self.sentence.setText(sentence)
        self.next.setText(word)
        self.next.setEnabled(True)
        self.next.setFocus()
        self._act = act

    def _no(self, trouble: Trouble) -> None:
        self._ask("", "选择更新包…", self.choose)
        say(self, trouble.sentence, "problem")
