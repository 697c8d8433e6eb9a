"""Whether an open store still lies where it lay: a stick that was pulled reads like a damaged file.

SQLCipher calls a page that the disk did not give "malformed", and who is told so restores a backup
over a store that only wants to be plugged in again. So the disk is asked first.
"""

import contextlib
import os
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from db.store.keys import keyring_path
from db.store.lock import StoreLock
from db.store.trouble import Trouble

_GONE = "仓库所在的U盘或磁盘读不到了，这一步没有做成：请插好后再试一次，窗口先不要关"
_BACK = "仓库所在的U盘或磁盘刚才断开过，这一步没有做成：请再试一次"
_OF_THE_DISK = ("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_CANTOPEN", "SQLITE_NOTADB")
_PIECE = 4096


class Whereabouts:
    """Where the file of an open store lies, looked at anew when the database meets a fault.

    Args:
        path: the store's file.
        lock: held on it; taken anew where the disk came back, since it fell with the disk.
    """

    def __init__(self, path: Path, lock: StoreLock) -> None:
        self._path, self._lock = path, lock
        self._known: tuple[int, int] | None = None
        self._lost, self._looking = False, Lock()

    def watch(self, engine: Engine) -> None:
        """Tell people of a lost disk instead of a damaged file, and let go of its connections."""

        @event.listens_for(engine, "handle_error")
        def _fault(context: ExceptionContext) -> Trouble | None:
            name = str(getattr(context.original_exception, "sqlite_errorname", ""))
            ours = context.engine is engine  # heard by all engines that share a dialect
            if self._known is None or not ours or not name.startswith(_OF_THE_DISK):
                return None
            now = _mark(self._path)
            if now == self._known:
                return None
            self._lost = True
            context.is_disconnect = True
            engine.dispose()  # none of them comes back, also not with the disk
            return Trouble(_BACK if now else _GONE)

    def confirm(self) -> None:
        """Before a connection is asked for.

        Raises:
            Trouble: the disk is still away, or another program took the store meanwhile.
        """
        if self._known is not None and not self._lost:
            return
        with self._looking:
            now = _mark(self._path)
            if self._lost:
                if now is None:
                    raise Trouble(_GONE)
                self._lock.take_again()
            self._known, self._lost = now, False


def _mark(path: Path) -> tuple[int, int] | None:
    """Disk and place of the file there; None where the disk does not answer.

    The keyring beside it is read, never the file itself: to close that would drop the locks that
    SQLite holds on it (fcntl(2)).
    """
    try:
        about = path.stat()
        with contextlib.suppress(FileNotFoundError), keyring_path(path).open("rb") as file:
            if hasattr(os, "posix_fadvise"):  # what the system still remembers proves nothing
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            file.read(_PIECE)
    except OSError:
        return None
    return about.st_dev, about.st_ino
