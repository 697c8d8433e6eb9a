"""The ways into a store: made new, by a password, by the recovery code, by a start code."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db.store import schema
from db.store.backup import back_up, finish_restore
from db.store.engine import connect, spoken
from db.store.keys import Keyring, keyring_path
from db.store.lock import StoreLock
from db.store.progress import Progress, unwatched
from db.store.relinking import link_all, nothing_shared
from db.store.rewriting import finish_erasing
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.database import Database

_D = TypeVar("_D", bound="Database")

Unlock = Callable[[Keyring], tuple[bytes, str]]
"""What opens a keyring: gives the data key and who opened it."""

_FILES = ("", "-wal", "-shm", ".keys")
"""What a store consists of, by the endings of its name."""


def create(cls: type[_D], path: Path, user: str, password: str) -> tuple[_D, str]:
    """See ``Database.create``."""
    if path.exists() or keyring_path(path).exists():
        raise Trouble(f"{path} 已经存在，不会覆盖它；请换一个位置", wrong_input=True)
    keyring, key, code = Keyring.create(keyring_path(path), user, password)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"建不了文件夹 {path.parent}，请换一个位置") from error
    lock = StoreLock(path)
    lock.take()
    database = cls(path, keyring, key, user, lock)
    try:
        keyring.save()
        connect(path, key, new=True).close()
        with spoken():
            schema.bring_up(database.engine, None)
            database.define()
            database.index()
    except BaseException:
        database.close()
        for ending in _FILES:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise
    return database, code


def open_by(cls: type[_D], path: Path, unlock: Unlock, progress: Progress = unwatched) -> _D:
    """Open what lies there, brought up to today's shape.

    Raises:
        Trouble: the store is missing, damaged, in use, or newer than the program, or does not
            open so.
    """
    if not path.parent.is_dir():
        raise _missing(path)
    lock = StoreLock(path)
    lock.take()
    try:
        keyring, key, user = _unlocked(path, unlock)
    except BaseException:
        lock.release()
        raise
    database = cls(path, keyring, key, user, lock)
    try:
        with spoken():
            _bring_up(database, progress)
    except BaseException:
        database.close()
        raise
    return database


def open_anew(cls: type[_D], path: Path, new_password: str, unlock: Unlock) -> _D:
    """Open by a code, and give whom it belongs to a new password."""

    def opened(ring: Keyring) -> tuple[bytes, str]:
        key, who = unlock(ring)
        ring.set_password(who, new_password, key)
        return key, who

    database = open_by(cls, path, opened)
    try:
        database.keyring.save()  # only once the key is proven
    except BaseException:
        database.close()
        raise
    return database


def _unlocked(path: Path, unlock: Unlock) -> tuple[Keyring, bytes, str]:
    """The keyring, the data key proven on the file, and who opens."""
    finish_restore(path)
    if not path.exists():
        raise _missing(path)
    keyring = Keyring.load(keyring_path(path))
    key, user = unlock(keyring)
    finish_erasing(path, key)
    return keyring, key, user


def _bring_up(database: "Database", progress: Progress) -> None:
    older = schema.bring_up(
        database.engine, lambda: back_up(database, database.backup_folder, "升级前")
    )
    database.define()
    database.index(progress, anew=older)
    if older or nothing_shared(database):  # the latter: killed between the two
        link_all(database)
    database.learn_rights()


def _missing(path: Path) -> Trouble:
    return Trouble(f"找不到仓库 {path}，请检查位置，或用 init 新建一个", wrong_input=True)
