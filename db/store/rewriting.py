"""The file written anew after a destruction: erased words linger in it otherwise."""

from pathlib import Path

from sqlcipher3.dbapi2 import DatabaseError

from db.store.engine import connect, spoken
from db.store.progress import Cancelled, Progress, unwatched

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
