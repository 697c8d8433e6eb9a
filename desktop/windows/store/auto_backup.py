"""What the program does by itself: a backup after changes, a restore drill each month."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, SignalInstance

from desktop.windows.parts import memory, tasks
from desktop.windows.parts.notices import say
from desktop.windows.store.backing_up import back_up_now, changed_since

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.store.database import Database
    from db.store.drill import Drill
    from db.store.progress import Progress
    from db.store.trouble import Trouble

MINUTES = 30
"""From the first change to the backup that holds it; ``backup/minutes`` in window.ini overrides."""
_DRILL_DAYS = 30
_SETTLED = 120_000  # ms: not while people begin their work


class AutoBackup(QObject):
    """Backs up half an hour after a change, and tries a restore once a month.

    Args:
        window: where people are told when it fails.
        database: the open store.
        heard: tells of every change, in the window's thread.
    """

    def __init__(self, window: "QWidget", database: "Database", heard: SignalInstance) -> None:
        super().__init__(window)
        self._window, self._database = window, database
        heard.connect(self.changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(memory.number("backup/minutes", MINUTES) * 60_000)
        self._soon.timeout.connect(self.back_up)
        self._once = QTimer(self)
        self._once.setSingleShot(True)
        self._once.timeout.connect(self.drill_if_due)
        self._once.start(_SETTLED)

    def changed(self, _tables: object = None) -> None:
        """Something was kept: the clock begins, unless it runs already."""
        if not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """The store is being closed."""
        self._soon.stop()
        self._once.stop()

    def back_up(self) -> None:
        """Back up now, if something changed since the last one."""
        database = self._database

        def work(progress: "Progress") -> None:
            if changed_since(database):
                back_up_now(database, database.backup_folder, progress)

        tasks.run(self._window, "正在自动备份", work, lambda _none: None, self._failed)

    def drill_if_due(self) -> None:
        """Try the newest backup when the last drill is a month old."""
        database = self._database
        tasks.run(self._window, "正在做恢复演练", _drill(database), self._drilled)

    def _failed(self, trouble: "Trouble") -> None:
        say(self._window, f"自动备份没有成功：{trouble.sentence}", "problem")

    def _drilled(self, drill: "Drill | None") -> None:
        if drill is not None and not drill.sound:
            say(self._window, f"恢复演练：{drill.sentence()}。请立即另做一份备份", "problem")


def _drill(database: "Database") -> "Callable[[Progress], Drill | None]":
    def work(progress: "Progress") -> "Drill | None":
        from datetime import date

        from db.registers.backup_log import DRILL, enter_drill, newest
        from db.store.backup import copies_of
        from db.store.drill import drill

        with database.read() as session:
            last = newest(session, DRILL)
        if last is not None and (date.today() - last.made_on).days < _DRILL_DAYS:
            return None
        if not any(copies_of(database.backup_folder, database.keyring.store_id)):
            return None
        done = drill(database, None, progress)
        enter_drill(database, done)
        return done

    return work
