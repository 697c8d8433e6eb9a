"""At the foot of a destruction: the backups that still hold what was destroyed, and their end."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop.windows.parts import tasks
from desktop.windows.parts.doubts import doubt, goes_on
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say
from desktop.windows.record.foot_panel import FootPanel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.registers.retention.copies import OldCopy
    from db.store.database import Database
    from db.store.progress import Progress

_MOST = 12


class OldCopies(FootPanel):
    """Hidden until the destruction is made."""

    def __init__(self, database: "Database") -> None:
        super().__init__(database)
        self._number: int | None = None
        self.here: Sequence[OldCopy] = ()
        self.remove = QPushButton()

    def show_record(self, record: Any) -> None:
        """Look up the copies of a destruction that was made."""
        from db.registers.retention.copies import beside, destroyed_at, entered

        self.clear()
        self.here, self._number = (), record.id
        done = record.state == "destroyed" and record.id is not None
        self.setVisible(done)
        if not done:
            return
        with self._database.read() as session:
            at = destroyed_at(session, record)
            away = entered(session, record)
        self.here = sorted(beside(self._database, at), key=lambda one: one.made_at) if at else ()
        self.begin("销毁以前的备份")
        if not self.here and not away:
            self.remark("没有，或者都已删除", "quiet")
        self._list("仓库旁边", self.here)
        self._list("交到别处的，请找出来删除，再勾选“销毁前的备份已删除”", away)
        if self.here and self._database.rights.head:
            self.remove = QPushButton(icon("bin"), "备份一份新的，再删除仓库旁边的旧备份(&D)…")
            self.remove.clicked.connect(self.ask)
            self._column.addWidget(self.remove)

    def ask(self) -> None:
        """Ask, then back up anew and delete the old ones."""
        if goes_on(deleting(self.window(), len(self.here))):
            self.delete()

    def delete(self) -> None:
        """Back up anew, and delete the copies beside the store once the new one is proven."""
        from desktop.windows.store.backing_up import back_up_now

        database, gone = self._database, tuple(self.here)

        def work(progress: "Progress") -> "Path":
            from db.store.backup import remove_copy

            fresh = back_up_now(database, database.backup_folder, progress)
            for one in gone:
                remove_copy(one.path)
            return fresh

        def done(fresh: "Path") -> None:
            say(self, f"已删除 {len(gone)} 份旧备份，新的备份是 {fresh.name}", "done")
            self._look_again()

        tasks.run(self, "正在备份", work, done)

    def _look_again(self) -> None:
        from db.registers import Destruction

        with self._database.read() as session:
            record = session.get(Destruction, self._number) if self._number else None
        if record is not None:
            self.show_record(record)

    def _list(self, heading: str, copies: "Sequence[OldCopy]") -> None:
        if not copies:
            return
        self.remark(f"{heading}（{len(copies)} 份）", "label")
        for one in copies[:_MOST]:
            self.remark(one.sentence)
        if len(copies) > _MOST:
            self.remark(f"另有 {len(copies) - _MOST} 份")


def deleting(parent: QWidget, number: int) -> QMessageBox:
    """The question before old backups are deleted."""
    words = f"先备份现在的仓库并核对，再删除 {number} 份旧备份？"
    reason = "删除以后，不能再恢复到销毁以前的样子。"
    return doubt(parent, words, "取消", "备份并删除", reason=reason)
