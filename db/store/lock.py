"""One program at a time on one store, decided by the operating system."""

import contextlib
from pathlib import Path

from filelock import FileLock, Timeout

from db.store.trouble import Trouble


class StoreLock:
    """Held while a store is open; falls by itself when the program dies."""

    def __init__(self, store: Path) -> None:
        path = store.with_name(store.name + ".lock")
        self._lock = FileLock(path, thread_local=False)  # the program holds it, not one thread

    def take(self) -> None:
        """Take the lock at once.

        Raises:
            Trouble: another program holds it, or the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Trouble("枫桥已经打开着这个仓库：请切换到已打开的窗口，或先关闭它") from None
        except OSError as error:
            raise Trouble(
                "仓库所在的文件夹不能写入：请检查U盘有没有写保护、文件夹有没有权限，或换一个位置"
            ) from error

    def take_again(self) -> None:
        """After the disk came back: what was held on it fell.

        Raises:
            Trouble: another program took it meanwhile.
        """
        with contextlib.suppress(OSError):
            self._lock.release()
        self.take()

    @property
    def held(self) -> bool:
        """Whether we hold it."""
        return bool(self._lock.is_locked)

    def release(self) -> None:
        """Let others in."""
        self._lock.release()
