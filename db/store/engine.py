"""The connection to an encrypted SQLite file (SQLCipher), and its faults in words."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.pool import QueuePool

from db.store.search.asked import begins, holds
from db.store.trouble import Trouble

_PAGE = 4096  # SQLCipher's; not even one page is no store
_READING, _WRITING = 4000, 32_000
"""kB of pages that a connection keeps. With 2 or 32 MB, looking takes the same time (measured with
100,000 cases: first page, any page, the order of all); a step that writes much stays in memory."""
_STATEMENTS = 3000
"""Kept as SQL once written: a year's figures ask over a thousand, the library keeps 500."""
_EMPTY = "仓库文件是空的：请从最近的备份恢复；如果是刚才建立时被打断，删去它再建一次"
_NO_TEXT = "仓库里有一处文字读不出来，像是绕过程序写进去的；请运行“检查仓库”，看是哪一条"
_FULL = "磁盘已满，这一步没有保存，原有数据完好；请腾出空间后再试"
_FOREIGN = "仓库打不开：文件已损坏，或密钥文件不属于它；请从备份恢复"
_BROKEN = "仓库文件有损坏，请立即停止录入并从最近的备份恢复"
_ROOM = 65536
"""Bytes: a disk without room for the 32 KiB that every look needs gives SQLite an I/O error."""
# SQLite's name for the fault, and its message: backup() raises without the name.
_SENTENCES = {
    ("SQLITE_FULL", "disk is full"): _FULL,
    ("SQLITE_READONLY", "readonly"): "仓库所在的磁盘或文件夹是只读的，不能保存",
    ("SQLITE_NOTADB", "not a database"): _FOREIGN,
    ("SQLITE_CORRUPT", "malformed"): _BROKEN,
    ("SQLITE_BUSY", "is locked"): "仓库正被另一个程序占用，请稍后再试",
    ("SQLITE_CANTOPEN", "unable to open"): "仓库文件打不开，请检查它是否还在、是否有权限",
    ("SQLITE_IOERR", "I/O error"): "磁盘读写出错，这一步没有保存；请检查磁盘或U盘",
}


class Damaged(Trouble):
    """The file is no store any more, or not this keyring's; said of the store, it may be a copy."""


def connect(path: Path, key: bytes, *, new: bool = False, torn: bool = False) -> Any:
    """One keyed connection; the key is proven before it is given out.

    WAL with synchronous=FULL: an acknowledged commit survives a power cut (measured, 0 of 40 lost).
    SQLite refuses a file that is shorter than its first page says, unless its schema may be
    written (lockBtree in btree.c): ``torn`` reads as far as the file goes.

    Raises:
        Trouble: the file is missing, damaged, or the key is not its key.
    """
    mode = "rwc" if new else "rw"
    if not new and path.exists() and path.stat().st_size < _PAGE:
        raise Trouble(_EMPTY)  # SQLite would fill it as a new store and throw its -wal away
    with spoken(path):
        raw = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            if torn:
                raw.execute("PRAGMA writable_schema = ON")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            raw.execute("PRAGMA journal_mode = WAL").fetchone()
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA temp_store = MEMORY")  # nothing readable in temporary files
            raw.execute(f"PRAGMA cache_size = -{_WRITING}")
            raw.create_function("holds", 4, holds, deterministic=True)
            raw.create_function("begins", 2, begins, deterministic=True)
        except BaseException:
            raw.close()
            raise
    return raw


def engine_for(path: Path, key: bytes) -> Engine:
    """An engine whose transactions begin when we say so, DDL included."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        query_cache_size=_STATEMENTS,
        pool_size=4,
        pool_use_lifo=True,  # the one whose pages and questions are there already
        max_overflow=4,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        known = connection.connection.info  # of the file's connection, whoever has it
        if known.get("reading") is not reading:  # it would make each question be planned anew
            connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
            size = _READING if reading else _WRITING
            connection.exec_driver_sql(f"PRAGMA cache_size = -{size}")
            known["reading"] = reading
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@contextlib.contextmanager
def spoken(path: Path | None = None) -> Iterator[None]:
    """Turn the database's own errors into Trouble; anything else passes through.

    Args:
        path: of the store, whose disk may be full.
    """
    try:
        yield
    except (sqlcipher.DatabaseError, DatabaseError, UnicodeEncodeError) as error:
        sentence = sentence_for(error, path)
        if sentence is None:
            raise
        raise (Damaged if sentence in (_FOREIGN, _BROKEN) else Trouble)(sentence) from error


def sentence_for(error: Exception, path: Path | None = None) -> str | None:
    """The sentence for a database error that people can do something about."""
    if isinstance(error, UnicodeEncodeError):
        return "文字里有不能保存的字符，请删去它（多在刚粘贴的地方）再试"
    inner = error.orig if isinstance(error, DatabaseError) else error
    if isinstance(error, IntegrityError) or isinstance(inner, sqlcipher.IntegrityError):
        return _integrity(str(inner))
    if not isinstance(inner, sqlcipher.DatabaseError):
        return None
    name, said = str(getattr(inner, "sqlite_errorname", "")), str(inner)
    for (start, words), sentence in _SENTENCES.items():
        if name.startswith(start) or (not name and words in said):
            return _FULL if start == "SQLITE_IOERR" and _is_full(path) else sentence
    return _NO_TEXT if said.startswith("Could not decode to UTF-8") else None


def _is_full(path: Path | None) -> bool:
    try:
        return path is not None and shutil.disk_usage(path.parent).free < _ROOM
    except OSError:  # it is away
        return False


def _integrity(text: str) -> str | None:
    if text.startswith("UNIQUE"):
        return f"已有{_twice(text)}相同的记录，请先查找一下，不要重复登记"
    if text.startswith("FOREIGN KEY"):
        return "还有别的记录用到它，或它指向的记录已经不在，这一步没有保存"
    if text.startswith("NOT NULL"):
        return "有必填的栏目空着，这一步没有保存；请填好再试"
    return None


def _twice(text: str) -> str:
    """What people call the column that the database found twice: ``…: committee.short_name``."""
    from db.store.record import register

    names = text.rpartition(":")[2].split(",")
    table, _, column = names[0].strip().partition(".")
    try:
        return f"“{register(table).fields[column].label}”" if len(names) == 1 else "编号或名称"
    except KeyError:  # a table or column that people never see
        return "编号或名称"
