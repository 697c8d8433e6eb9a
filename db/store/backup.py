"""Backups: copied by SQLite's own means, opened again and compared before they count."""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.engine import Damaged, connect, spoken
from db.store.keys import Keyring, keyring_path
from db.store.lock import StoreLock
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import settle, write_whole

if TYPE_CHECKING:
    from db.store.database import Database

_NAME = re.compile(r"^枫桥备份-(?P<at>\d{8}-\d{6}).*\.db$")
_FORMER = re.compile(r"\.(?P<at>\d{8}-\d{6})-\d{6}\.前$")
_STAMP = "%Y%m%d-%H%M%S"
_PAGES = 512  # about 2 MB between two looks at the clock and the cancel button


def back_up(
    database: "Database", folder: Path, why: str = "", progress: Progress = unwatched
) -> Path:
    """Copy the store and its keyring into ``folder`` and prove the copy.

    Args:
        database: the open store; it stays usable meanwhile.
        folder: where to; made if missing.
        why: a word for the file's name, e.g. 升级前.
        progress: told of pages; may cancel.

    Returns:
        The copy's path.

    Raises:
        Trouble: no room, no right, or the copy does not equal the store.
    """
    _room(database.path, folder)
    target = folder / f"枫桥备份-{_free_second(folder)}{'-' + why if why else ''}.db"
    part = target.with_name(target.name + ".part")
    try:
        with spoken():
            _copy(database, part, progress)
        write_whole(keyring_path(target), database.keyring.path.read_bytes())
        part.replace(target)  # last: with this name it counts
        settle(folder)
        for old in thinned(copies_of(folder, database.keyring.store_id)):
            remove_copy(old)
    except OSError as error:
        raise Trouble(f"备份写不进 {folder}：请检查空间和权限") from error
    finally:
        _remove(part)
        if not target.exists():
            _remove(keyring_path(target))
    return target


def thinned(paths: Iterable[Path]) -> list[Path]:
    """Which copies may go: kept are the newest 10, one a day for 30 days, one a month for ever."""
    newest = sorted(paths, key=_stamp, reverse=True)
    keep = set(newest[:10])
    days: set[str] = set()
    months: set[str] = set()
    for path in newest:
        day, month = _stamp(path)[:8], _stamp(path)[:6]
        if month not in months or (day not in days and len(days) < 30):
            keep.add(path)
        days.add(day)
        months.add(month)
    return [path for path in newest if path not in keep]


def copies_of(folder: Path, store_id: str | None) -> Iterator[Path]:
    """Copies of this store, newest first; on a shared stick those of other stores are not ours.

    None for the store: every copy that has its keyring. A folder that is not there has none.
    """
    for path in sorted(folder.iterdir() if folder.is_dir() else (), key=_stamp, reverse=True):
        if _NAME.match(path.name):
            with contextlib.suppress(Trouble):
                if store_id in (None, Keyring.load(keyring_path(path)).store_id):
                    yield path


def copied_at(path: Path) -> datetime | None:
    """When a backup was made, or a store moved aside by a restore, as its name says."""
    found = _NAME.match(path.name) or _FORMER.search(path.name)
    return datetime.strptime(found["at"], _STAMP) if found else None


def former_stores(store: Path) -> list[Path]:
    """Stores that restoring moved aside."""
    return sorted(store.parent.glob(f"{store.name}.*.前"))


def remove_copy(copy: Path) -> None:
    """Delete a backup, or a store moved aside, with its keyring.

    Raises:
        Trouble: the disk refuses.
    """
    try:
        _remove(copy)
        keyring_path(copy).unlink(missing_ok=True)
    except OSError as error:
        raise Trouble(f"删不了 {copy}，请检查它是否被占用、是否有权限") from error


def restore(copy: Path, store: Path, password: str) -> Path | None:
    """Put a backup in the store's place; what stood there is moved aside, never deleted.

    The copy is proven beside the store and takes its place from there. Cut short at any moment,
    the store is still the old one, or opening it finishes the change (``finish_restore``).

    Returns:
        Where the former store lies now, None when there was none.

    Raises:
        Trouble: the backup does not open with the password, is damaged, or the store is in use.
    """
    if not copy.exists():
        raise Trouble(f"找不到备份文件 {copy}", wrong_input=True)
    ring = Keyring.load(keyring_path(copy))
    key, _ = ring.open(password)
    _room(copy, store.parent)
    lock = StoreLock(store)
    lock.take()
    part = store.with_name(store.name + ".part")
    try:
        shutil.copyfile(copy, part)
        with spoken():
            _prove(part, key, None)
        _flush(part)
        write_whole(keyring_path(_waiting(store)), keyring_path(copy).read_bytes())
        part.replace(_waiting(store))  # from here on the restored store is the store
        settle(store.parent)
        return finish_restore(store)
    except Damaged as error:
        raise Trouble("这份备份有损坏，没有恢复，原来的仓库没有动；请换一份备份") from error
    except OSError as error:
        if _waiting(store).exists():
            raise Trouble(
                "备份已经核对过，还没有换上；请检查空间和权限，下次打开仓库时会自己换上"
            ) from error
        raise Trouble(f"恢复时写不进 {store.parent}，请检查空间和权限后再恢复一次") from error
    finally:
        _remove(part)
        if not _waiting(store).exists():
            _remove(keyring_path(_waiting(store)))
        lock.release()


def finish_restore(store: Path) -> Path | None:
    """Give a restored copy the store's place; every opening of a store begins with it.

    The caller holds the lock.

    Returns:
        Where the former store lies now, None when there was none or nothing was waiting.
    """
    waiting = _waiting(store)
    if not waiting.exists():
        return None
    at = datetime.fromtimestamp(waiting.stat().st_mtime).strftime(f"{_STAMP}-%f")
    aside = store.with_name(f"{store.name}.{at}.前")
    ours = keyring_path(waiting)
    for ending in ("", "-wal", "-shm") + ((".keys",) if ours.exists() else ()):
        old = store.with_name(store.name + ending)
        if old.exists():
            old.replace(aside.with_name(aside.name + ending))
    if ours.exists():
        ours.replace(keyring_path(store))
    waiting.replace(store)
    settle(store.parent)
    return aside if aside.exists() else None


def _waiting(store: Path) -> Path:
    return store.with_name(store.name + ".restored")


def _copy(database: "Database", part: Path, progress: Progress) -> None:
    part.touch()  # so that a folder that cannot be written says so itself
    source = connect(database.path, database.key)
    target = connect(part, database.key, new=True)
    try:
        _sound(source)
        target.execute("PRAGMA journal_mode = DELETE")
        source.execute("BEGIN")  # one moment, whatever is saved meanwhile
        last = _last_chain(source)
        source.backup(
            target, pages=_PAGES, progress=lambda _state, left, total: progress(total - left, total)
        )
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
        source.close()
    _prove(part, database.key, last)
    _flush(part)


def _prove(path: Path, key: bytes, last: str | None) -> None:
    copy = connect(path, key)
    try:
        copy.execute("PRAGMA journal_mode = DELETE")
        _sound(copy)
        if last is not None and _last_chain(copy) != last:
            raise Trouble("备份与仓库不一致，请重新备份")
    finally:
        copy.close()


def _sound(connection: Any) -> None:
    answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise Damaged("仓库文件有损坏，这次没有备份；请从最近的好备份恢复")


def _last_chain(connection: Any) -> str:
    row = connection.execute("SELECT chain FROM step ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def _free_second(folder: Path) -> str:
    """Now, as names tell it; the next second where this one has a copy: none takes its place."""
    while any(folder.glob(f"枫桥备份-{(now := datetime.now()).strftime(_STAMP)}*")):
        time.sleep(1 - now.microsecond / 10**6)
    return now.strftime(_STAMP)


def _room(source: Path, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Trouble(f"{folder} 不能写入，请换一个位置") from error
    need = int(source.stat().st_size * 1.1) + 1_000_000
    if free < need:
        room = f"需要 {need // 10**6} MB，只剩 {free // 10**6} MB"
        raise Trouble(f"{folder} 空间不足：{room}；请删去不要的文件，或换一个位置")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _stamp(path: Path) -> str:
    match = _NAME.match(path.name)
    return match["at"] if match else ""
