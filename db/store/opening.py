"""A store's file before it is open, and written anew: what needs no session."""

from collections.abc import Callable
from pathlib import Path

from sqlcipher3.dbapi2 import DatabaseError

from db.store.engine import connect, spoken
from db.store.keys import Keyring, keyring_path
from db.store.progress import Cancelled, Progress, unwatched
from db.store.trouble import Trouble

Unlock = Callable[[Keyring], tuple[bytes, str]]
"""What opens a keyring: gives the data key and who opened it."""


_EVERY = 200_000  # of SQLite's steps: a few times in a second
MARK_ERASED = "PRAGMA user_version = 1"
"""In the step that erases: the file is still to be written anew, whatever happens meanwhile."""


def rewrite(path: Path, key: bytes, progress: Progress = unwatched) -> None:
    """Write the file anew: erased words linger in the free room of its pages otherwise.

    The temporary file is encrypted like the store (measured), and spares the memory. What was
    stopped, by people or by a power cut, is done when the store is opened next.

    Raises:
        Cancelled: through ``progress``; nothing was written anew.
        Trouble: no room on the disk.
    """
    stopped: list[Cancelled] = []

    def told() -> bool:
        try:
            progress(0, 0)
        except Cancelled as stop:
            stopped.append(stop)
        return bool(stopped)

    with spoken():
        raw = connect(path, key)
        try:
            raw.execute("PRAGMA temp_store = FILE")
            raw.set_progress_handler(told, _EVERY)
            try:
                raw.execute("VACUUM")
            except DatabaseError:
                if stopped:
                    raise stopped[0] from None
                raise
            raw.set_progress_handler(None, 0)
            raw.execute("PRAGMA user_version = 0")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()


def finish_erasing(path: Path, key: bytes) -> None:
    """Write the file anew where that was stopped after a destruction; part of every opening."""
    raw = connect(path, key)
    (marked,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    if marked:
        rewrite(path, key)


def unlocked(path: Path, unlock: Unlock) -> tuple[Keyring, bytes, str]:
    """The keyring, the data key proven on the file, and who opens.

    Raises:
        Trouble: there is no such file, or it does not open so.
    """
    from db.store.backup import finish_restore

    finish_restore(path)
    if not path.exists():
        raise Trouble(missing(path), wrong_input=True)
    keyring = Keyring.load(keyring_path(path))
    key, user = unlock(keyring)
    finish_erasing(path, key)
    return keyring, key, user


def missing(path: Path) -> str:
    """The sentence that no store is there."""
    return f"找不到仓库 {path}，请检查位置，或用 init 新建一个"
