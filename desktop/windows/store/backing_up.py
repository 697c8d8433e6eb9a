"""Backups as people meet them: when the last was made, and the one made on leaving."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from db.store.progress import Cancelled, Progress, unwatched
from db.store.trouble import Trouble
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.notices import Notices

if TYPE_CHECKING:
    from db.store.database import Database


def chain_head(database: "Database") -> str:
    """The end of the history chain; empty in a store without history."""
    from db.store import history

    with database.read() as session:
        return history.chain_head(session) or ""


def last_backup(database: "Database") -> datetime | None:
    """When the last backup was made, by hand or before an import; None when none is known.

    The store knows it itself, so that it is known where the store was carried to as well.
    """
    from db.registers.backup_log import last_copied
    from db.store.backup import copied_at, copies_of

    newest = next(copies_of(database.backup_folder, database.keyring.store_id), None)
    beside = copied_at(newest) if newest else None
    with database.read() as session:
        entered = last_copied(session)
    return max(filter(None, (entered, beside)), default=None)


def changed_since(database: "Database") -> bool:
    """Whether something was changed since the last backup."""
    return memory.word(_head(database)) != chain_head(database)


def back_up_now(database: "Database", folder: Path, progress: Progress = unwatched) -> Path:
    """Back up and remember that it was done; for the worker.

    Raises:
        Trouble: see db.store.backup.
    """
    from db.registers.backup_log import enter_backup
    from db.store.backup import back_up

    head = chain_head(database)
    copy = back_up(database, folder, progress=progress)
    clean = head == chain_head(database)  # else what came meanwhile is in no copy yet
    enter_backup(database, copy, head or None)
    memory.keep(_head(database), chain_head(database) if clean else head)
    return copy


def close_behind(window: QWidget, database: "Database") -> None:
    """After locking: back up what changed, then close the store, in the worker."""

    def work(progress: Progress) -> None:
        try:
            if changed_since(database):
                back_up_now(database, database.backup_folder, progress)
        finally:
            database.close()

    tasks.run(window, "正在备份", work, lambda _none: None)


class LeavingWindow(QWidget):
    """Small and in the middle: “正在备份…” while the program is being closed."""

    def __init__(
        self,
        database: "Database",
        gone: Callable[[], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        super().__init__()
        self._gone, self._failed = gone, failed
        self.setWindowTitle("枫桥")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        look.mark(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        column.addWidget(look.mark(QLabel("正在备份…"), "heading"))
        column.addWidget(look.mark(QLabel("备份完成后程序自行关闭，请稍候。"), "quiet"))
        self._notices = Notices()
        column.addWidget(self._notices)
        skip = look.mark(QPushButton("不等备份，直接关闭"), "link")
        skip.clicked.connect(self._skip)
        column.addWidget(skip, 0, Qt.AlignmentFlag.AlignRight)
        self._task = tasks.run(
            self,
            "正在备份",
            lambda progress: back_up_now(database, database.backup_folder, progress),
            self._backed_up,
            self._refused,
        )

    def _skip(self) -> None:
        self._task.cancel()

    def _backed_up(self, _copy: Path) -> None:
        self._end(self._gone)

    def _refused(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled):
            self._end(self._gone)
        else:
            self._end(lambda: self._failed(trouble))

    def _end(self, then: Callable[[], None]) -> None:
        then()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """It closes by itself."""
        if self.isVisible() and event.spontaneous():
            event.ignore()


def _head(database: "Database") -> str:
    """Under what name is remembered how far the last backup goes."""
    return f"backup/{database.keyring.store_id}/head"
