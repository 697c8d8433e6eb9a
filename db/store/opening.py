"""A store's file before it is open: what needs no session."""

from collections.abc import Callable
from pathlib import Path

from db.store.keys import Keyring, keyring_path
from db.store.rewriting import finish_erasing
from db.store.trouble import Trouble

Unlock = Callable[[Keyring], tuple[bytes, str]]
"""What opens a keyring: gives the data key and who opened it."""


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
