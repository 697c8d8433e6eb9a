"""A store's file before it is open, and written anew: what needs no session."""

from collections.abc import Callable
from pathlib import Path

from db.store.engine import connect, spoken
from db.store.keys import Keyring, keyring_path
from db.store.trouble import Trouble

Unlock = Callable[[Keyring], tuple[bytes, str]]
"""What opens a keyring: gives the data key and who opened it."""


def rewrite(path: Path, key: bytes) -> None:
    """Write the file anew: erased words linger in the free room of its pages otherwise.

    The temporary file is encrypted like the store (measured), and spares the memory.
    """
    with spoken():
        raw = connect(path, key)
        try:
            raw.execute("PRAGMA temp_store = FILE")
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()


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
    connect(path, key).close()
    return keyring, key, user


def missing(path: Path) -> str:
    """The sentence that no store is there."""
    return f"找不到仓库 {path}，请检查位置，或用 init 新建一个"
