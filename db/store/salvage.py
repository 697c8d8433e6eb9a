"""Salvage: what can still be read of a damaged store goes into a new one, table by table.

A page that cannot be read takes its rows along, and nothing else. What lies lost in a table is told
by the history, and what lies lost in the history by the newest backup; so mostly nothing is lost.
"""

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store import schema
from db.store.backup import copies_of
from db.store.blobs import BLOB
from db.store.check import REPLAYED, check, replayed
from db.store.damaged import Damaged
from db.store.defining import tables_of
from db.store.engine import connect
from db.store.history import CHANGE, STEP, told_tables
from db.store.history_values import restored
from db.store.keys import Keyring, keyring_path
from db.store.lock import StoreLock
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import write_whole

if TYPE_CHECKING:
    from db.store.database import Database

_BLOCK = 4096


@dataclass
class Salvaged:
    """What was saved, by table name, and what the check says of the new store.

    Attributes:
        read: rows read from the damaged file.
        told: rows that were lost there and that the history told.
        copied: rows that were lost there and that the newest backup had.
        findings: what the check finds in the new store; what is lost is among it.
    """

    read: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    copied: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """What people read."""
        rows, told, copied = (sum(n.values()) for n in (self.read, self.told, self.copied))
        more = f"，按历史补回 {told} 条" if told else ""
        more += f"，从最近的备份补回 {copied} 条" if copied else ""
        lost = f"；还有 {len(self.findings)} 处补不回来" if self.findings else "，核对无误"
        return f"读出 {rows} 条{more}{lost}"


def salvage(damaged: Path, target: Path, password: str, progress: Progress = unwatched) -> Salvaged:
    """Make a new store of what can be read; the damaged file is only read.

    Args:
        damaged: the store that does not open; its own keyring, or that of a backup, opens it.
        target: the new store; nothing may lie there.
        password: a user's, as in the keyring.
        progress: of tables; may cancel.

    Raises:
        WrongPassword: it opens no keyring.
        Trouble: no keyring is left, nothing at all can be read, or the place is taken.
    """
    from db.store.database import Database

    if target.exists() or keyring_path(target).exists():
        raise Trouble(f"{target} 已经存在，不会覆盖它；请换一个位置", wrong_input=True)
    if not damaged.exists():
        raise Trouble(f"找不到文件 {damaged}", wrong_input=True)
    ring = usable_keyring(damaged, password)
    key, _ = ring.open(password)
    report = Salvaged()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="salvage-") as folder:
            source = Path(folder) / "damaged.db"
            for ending in ("", "-wal"):
                _copied(Path(f"{damaged}{ending}"), Path(f"{source}{ending}"))
            write_whole(keyring_path(target), ring.path.read_bytes())
            connect(target, key, new=True).close()
            _fill(_empty(target, key), source, newest_copies(damaged), report, progress)
        with Database.open(target, password) as new:
            report.findings = check(new, progress).findings
    except BaseException:
        for ending in ("", "-wal", "-shm", ".keys", ".lock"):
            with suppress(PermissionError):  # Windows gives no lock away that somebody still holds
                target.with_name(target.name + ending).unlink(missing_ok=True)
        raise
    return report


def _copied(path: Path, to: Path) -> None:
    """Copy block by block; what the disk does not give back any more becomes zeros."""
    if not path.exists():
        return
    with path.open("rb") as source, to.open("wb") as target:
        for place in range(0, path.stat().st_size, _BLOCK):
            try:
                source.seek(place)
                target.write(source.read(_BLOCK))
            except OSError:
                target.write(bytes(_BLOCK))


def _empty(target: Path, key: bytes) -> "Database":
    """The new store, with all tables and nothing in them."""
    from db.store.database import Database

    lock = StoreLock(target)
    lock.take()
    new = Database(target, Keyring.load(keyring_path(target)), key, "抢救", lock)
    schema.bring_up(new.engine, None)
    return new


def usable_keyring(store: Path, password: str) -> Keyring:
    """The store's keyring; where it is missing or damaged, that of its newest backup.

    Raises:
        Trouble: there is none that the password opens.
    """
    places = [store, *newest_copies(store)]
    trouble: Trouble | None = None
    for place in places:
        try:
            ring = Keyring.load(keyring_path(place))
            ring.open(password)
        except Trouble as error:
            trouble = trouble or error
            continue
        return ring
    raise trouble or Trouble("找不到密钥文件")


def newest_copies(store: Path) -> list[Path]:
    """The backups beside a store, the newest first; of whichever store they are."""
    folder = store.parent / "backups"
    if not folder.is_dir():
        return []
    return sorted(copies_of(folder, None), key=lambda path: path.name, reverse=True)


def _fill(
    new: "Database", source: Path, copies: list[Path], report: Salvaged, progress: Progress
) -> None:
    key = new.key
    target = connect(new.path, key)
    try:
        target.execute("PRAGMA foreign_keys = OFF")
        tables = [STEP, CHANGE, BLOB, *told_tables()]
        with Damaged(source, key) as damaged:
            _take(target, damaged, tables, report.read, progress)
            if not report.read:
                raise Trouble("这个文件里一条也读不出来：请改用最近一份好的备份")
            _from_copies(target, copies, key, report)
            _from_history(target, told_tables(), report)
            new.define()  # the registers that the office made have tables only now
            own = tables_of(new.own.every)
            _take(target, damaged, own, report.read, progress)
            _from_history(target, own, report)
    finally:
        target.close()
        new.close()


def _take(
    target: Any, source: Damaged, tables: Iterable[Any], into: dict[str, int], progress: Progress
) -> None:
    """Copy each table's readable rows."""
    tables = list(tables)
    for number, table in enumerate(tables):
        progress(number, len(tables))
        names = source.columns(table)
        count = _put(target, table.name, names, source.rows(table.name, names))
        if count:
            into[table.name] = into.get(table.name, 0) + count


def _put(target: Any, table: str, names: list[str], rows: Iterable[Any]) -> int:
    if not names:
        return 0
    asked = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    sql = f'INSERT OR IGNORE INTO "{table}" ({asked}) VALUES ({marks})'  # noqa: S608
    before = target.total_changes
    target.execute("BEGIN")
    target.executemany(sql, rows)
    target.execute("COMMIT")
    return int(target.total_changes - before)


def _from_copies(target: Any, copies: list[Path], key: bytes, report: Salvaged) -> None:
    """History and contents never change once written: what is lost here stands in a backup.

    Only the newest that opens with the store's key is asked; the others hold nothing more.
    """
    for copy in copies:
        with Damaged(copy, key) as source:
            if source.columns(STEP):
                _take(target, source, [STEP, CHANGE, BLOB], report.copied, unwatched)
                return


def _from_history(target: Any, tables: Iterable[Any], report: Salvaged) -> None:
    """Rows that their table lost, as the history tells them."""
    for table in tables:
        changes = target.execute(REPLAYED, (table.name,)).fetchall()
        there = {row[0] for row in target.execute(f'SELECT id FROM "{table.name}"')}  # noqa: S608
        names = [column.name for column in table.columns]
        lost = [
            [_raw(column, content.get(column.key)) for column in table.columns]
            for row_id, content in replayed(changes)
            if content is not None and row_id not in there
        ]
        count = _put(target, table.name, names, lost)
        if count:
            report.told[table.name] = report.told.get(table.name, 0) + count


def _raw(column: Any, value: Any) -> Any:
    """A value of the history as the file holds it."""
    kept = restored(column, value)
    return str(kept) if isinstance(kept, date) else kept
