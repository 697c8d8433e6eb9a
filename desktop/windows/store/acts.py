"""What people do to the store as a whole: undo, back up, check, change the password."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from db.store.trouble import Trouble
from desktop.windows.parts import memory, tasks
from desktop.windows.parts.notices import say
from desktop.windows.store.backing_up import back_up_now

if TYPE_CHECKING:
    from db.store.check import Report
    from db.store.database import Database

_FINDINGS_SHOWN = 20


class StoreActs:
    """Acts on one store, told in one window.

    Args:
        window: where people are told.
        database: the store.
        may_act: whether a form that is being filled lets go.
    """

    def __init__(self, window: QWidget, database: "Database", may_act: Callable[[], bool]) -> None:
        self._window, self._database, self._may_act = window, database, may_act
        database.erased = self.rewrite

    def undo(self) -> None:
        """Take back the newest step, and offer to do it again."""
        if self._may_act():
            tasks.run(self._window, "正在撤销", lambda _p: self._database.undo(), self._undone)

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._may_act():
            tasks.run(self._window, "正在重做", lambda _p: self._database.redo(), self._redone)

    def _undone(self, name: str) -> None:
        say(self._window, f"已{name}", "done", ("重做", self.redo))

    def _redone(self, name: str) -> None:
        say(self._window, f"已{name}", "done", ("撤销", self.undo))

    def rewrite(self) -> None:
        """Write the file anew after a destruction, with progress."""
        tasks.run(
            self._window,
            "正在清除仓库文件里的痕迹",
            self._database.rewrite,
            lambda _none: say(self._window, "已销毁，仓库文件已重写，痕迹已清除"),
            self._not_rewritten,
        )

    def _not_rewritten(self, trouble: Trouble) -> None:
        words = "记录已经销毁；文件里的痕迹还没有清除，下次打开仓库时自动清除"
        say(self._window, f"{words}（{trouble.sentence}）", "warning")

    def back_up(self) -> None:
        """A backup beside the store, at once."""
        self._back_up(self._database.backup_folder)

    def back_up_to(self) -> None:
        """A backup to a folder of people's choosing, mostly a stick."""
        start = memory.word("backup/folder") or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self._window, "备份到…", start)
        if folder:
            memory.keep("backup/folder", folder)
            self._back_up(Path(folder))

    def back_up_to_stick(self) -> None:
        """A backup beside the store, then the same one onto a stick, read back and ejected."""
        tasks.run(
            self._window,
            "正在备份",
            lambda progress: back_up_now(self._database, self._database.backup_folder, progress),
            self._hand_over,
        )

    def _hand_over(self, copy: Path) -> None:
        from db.registers.backup_log import WHOLE
        from db.store.keys import keyring_path
        from desktop.exchange.outgoing import About, Outgoing
        from desktop.windows.stick.window import hand_over

        files = [  # the keyring first: a store without it cannot be opened
            Outgoing(path.name, path, title, extent="全部数据（加密）")
            for path, title in ((keyring_path(copy), "备份的密钥文件"), (copy, WHOLE))
        ]
        hand_over(self._window, self._database, files, About(purpose="备份"))

    def _back_up(self, folder: Path) -> None:
        tasks.run(
            self._window,
            "正在备份",
            lambda progress: back_up_now(self._database, folder, progress),
            lambda copy: say(self._window, f"已备份并核对：{copy}"),
        )

    def check(self, codes: Sequence[str] = ()) -> None:
        """Prove the history and every record; by the codes that stand on paper, too."""
        from db.store.check import check

        tasks.run(
            self._window,
            "正在检查仓库",
            lambda progress: check(self._database, progress, codes),
            self._checked,
        )

    def check_codes(self) -> None:
        """Ask for the codes of papers, and check by them."""
        asked = "纸上印的校验码（有几个的用空格隔开）："
        typed, wanted = QInputDialog.getText(self._window, "核对校验码", asked)
        if wanted and typed.split():
            self.check(typed.split())

    def _checked(self, report: "Report") -> None:
        told = "。".join((*report.proof.codes, report.proof.sentence))
        if report.sound:
            counted = f"{report.steps:,} 步操作、{report.changes:,} 处改动、{report.rows:,} 条记录"
            say(self._window, f"仓库完好：核对了 {counted}。{told}", "info")
            return
        shown = "；".join(report.findings[:_FINDINGS_SHOWN])
        more = len(report.findings) - _FINDINGS_SHOWN
        rest = f"；还有 {more} 处" if more > 0 else ""
        say(
            self._window,
            f"发现 {len(report.findings)} 处问题：{shown}{rest}。"
            "请先备份现状，再从最近一份好的备份恢复",
            "problem",
        )

    def change_password(self) -> None:
        """A new password for the person who opened the store."""
        from desktop.windows.store.change_password import ChangePassword

        dialog = ChangePassword(self._window, self._database)
        if dialog.exec():
            say(self._window, "密码已修改，下次用新密码打开；旧备份仍用旧密码")

    def show_keys(self) -> None:
        """All keys at a glance."""
        from desktop.windows.keys_overview import KeysOverview

        KeysOverview(self._window).exec()

    def show_about(self) -> None:
        """The program, its version, where the store lies."""
        from desktop.windows.about import About

        About(self._window, self._database).exec()
