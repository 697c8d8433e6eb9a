"""The check: proves the chain, and that the tables are what the history says they are."""

import contextlib
import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, DateTime, Engine, Table, func, select

from db.store import blobs, check_attachments, check_counters
from db.store.beside import Beside, ReadAhead
from db.store.check_anchors import Proof, prove
from db.store.check_chain import Altered, Walked, walk
from db.store.check_read import Batch, Reading, head, rows, unspoilt
from db.store.check_told import as_told, untold
from db.store.defining import shipped, tables_of
from db.store.engine import engine_for, spoken
from db.store.history import CHANGE, told_tables
from db.store.kinds import RowsKind
from db.store.progress import Progress, unwatched
from db.store.record import Child, register
from db.store.search import checking, index

if TYPE_CHECKING:
    from db.store.database import Database


@dataclass
class Report:
    """What the check found: nothing wrong when ``findings`` is empty."""

    steps: int = 0
    changes: int = 0
    rows: int = 0
    proof: Proof = field(default_factory=Proof)
    findings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not self.findings


def check(
    database: "Database", progress: Progress = unwatched, codes: Sequence[str] = ()
) -> Report:
    """Check pages, chain, each change, each row against its history, each attachment's content.

    What the chain cannot see: the newest steps taken away and the tables put back as they were, by
    somebody who holds the data key. That is a former state of the store, like an older backup; only
    an anchor outside tells (``codes``: those that people typed from paper, see ``Report.proof``).

    Raises:
        Cancelled: through ``progress``.
        Trouble: the file cannot be read at all.
    """
    with spoken():
        while (report := _checked(database, progress, codes)) is None:
            pass  # somebody worked while it began
    return report


def _checked(database: "Database", progress: Progress, codes: Sequence[str]) -> Report | None:
    """The report; None where what was read side by side is not one state of the store.

    Python walks the chain while SQLite, in threads of its own, reads the history and compares it
    (two of them, a share each), proves pages, and asks the index.
    """
    tables = [*told_tables(), *tables_of(database.own.every)]
    reading, searched = Reading(tables), index.tables(database.own.every)
    fresh = engine_for(database.path, database.key)
    with contextlib.ExitStack() as ending:
        ending.callback(fresh.dispose)
        asked = ending.enter_context(database.engine.connect())
        connection = asked.execution_options(reading=True)
        ending.enter_context(unspoilt(connection))
        paged = ending.enter_context(Beside(fresh, _paged))
        batches = _side_by_side(database.engine, reading, ending)
        found = Beside(database.engine, lambda aside: checking.disagreement(aside, searched))
        ending.enter_context(found)
        first = head(connection)
        total = connection.scalar(select(func.count()).select_from(CHANGE)) or 0
        whole = total + blobs.count(connection)
        walked = walk(connection, database.chain_key, batches, lambda done: progress(done, whole))
        attached = []
        for number, sentences in enumerate(check_attachments.findings(connection)):
            attached += sentences
            progress(total + number, whole)
        told = [said for table in tables for said in _untrue(connection, table, reading)]
        last, findings, lost = paged.answer(lambda: progress(walked.changes, whole))
        if reading.heads != {first} or first != last:
            return None
        findings += [*_said_of_chain(walked), *told, *attached, *lost]
        number = sum(reading.sizes.values())
        report = Report(walked.steps, walked.changes, number, findings=findings)
        if not findings:  # forged rows are told above
            wrong = found.answer(lambda: progress(walked.changes, whole))
            findings += [_UNSEARCHED.format(_title(wrong[0]), wrong[1])] if wrong else []
        report.proof = prove(connection, codes)
        findings += report.proof.findings
        findings[:] = (said.encode(errors="replace").decode() for said in findings)
    return report


def _side_by_side(
    engine: Engine, reading: Reading, ending: contextlib.ExitStack
) -> Iterator[Batch]:
    """All entries in the order of their ids."""
    asked = (partial(reading.batches, share=share, of=_SHARES) for share in range(_SHARES))
    shares = [ending.enter_context(ReadAhead(engine, ask)) for ask in asked]
    return merge(*shares, key=attrgetter("first"))


def _paged(connection: Connection) -> tuple[Any, list[str], list[str]]:
    """The state that was seen; what of pages and links does not fit; numbers that are lost.

    Asked on a connection of its own: FTS5 judges by what a connection remembers of the index, which
    may have been written anew since, and would tell of a damage that is none.
    """
    seen, found = head(connection), []
    next(rows(connection, f"PRAGMA cache_size = -{_KEPT}"), None)
    if list(rows(connection, "PRAGMA quick_check(5)")) != [("ok",)]:
        found.append("仓库文件的内部结构有损坏，请从备份恢复")
    for table, row_id, *_ in rows(connection, "PRAGMA foreign_key_check"):
        found.append(f"{_title(table)}第 {row_id} 条指向的记录不存在")
    with unspoilt(connection):
        return seen, found, list(check_counters.gaps(connection))


def _untrue(connection: Connection, table: Table, reading: Reading) -> Iterator[str]:
    """What is wrong with the rows in doubt and, where rows are left over, with the untold ones."""
    ids = reading.doubts[table.name]
    there = (yield from _differences(connection, table, sorted(ids))) if ids else 0
    gone = len(ids) - there
    if table.name in reading.told and reading.sizes[table.name] != reading.told[table.name] - gone:
        alone = [row_id for (row_id,) in rows(connection, untold(table))]
        yield from _differences(connection, table, alone)


_SHARES = 2
"""Of the history, read side by side: in one thread it took the longest of all by far."""
_KEPT = 32_000
"""kB of pages kept while they are proven, each table's right before its rows: a fifth faster."""
_DECODER: Any = json.JSONDecoder()
_SCAN = _DECODER.scan_once
"""Without the blanks around it, which the history never writes: a third faster than ``loads``."""
_UNSEARCHED = (
    "搜索用的索引与登记簿不符（{}：{}）：搜索可能找不全，登记的内容不受影响；可用 reindex 命令重建"
)
REPLAYED = "SELECT row_id, action, content FROM change WHERE table_name = ? ORDER BY row_id, id"
_THESE = "(SELECT value FROM json_each(?))"
_SOME = REPLAYED.replace("ORDER", f"AND row_id IN {_THESE} ORDER")


def _said_of_chain(walked: Walked) -> Iterator[str]:
    for one in walked.findings:
        if isinstance(one, Altered):
            yield f"{one.said}对{_title(one.table)}第 {one.row_id} 条的记载被改过"
        else:
            yield one


def _differences(connection: Connection, table: Table, ids: list[int]) -> Generator[str, None, int]:
    """Walk doubtful rows and their replayed history side by side, both in the order of ids.

    Returns how many of them there are.
    """
    some = json.dumps(ids)
    replay = replayed(rows(connection, _SOME, (table.name, some)))
    expected = next(replay, None)
    columns = [(column.key, column) for column in table.columns]
    asked = ", ".join(as_told(column) for column in table.columns)
    keys = [key for key, _ in columns]
    place = keys.index("id")
    sql = f'SELECT {asked} FROM "{table.name}" WHERE id IN {_THESE} ORDER BY id'  # noqa: S608 - ours
    there = 0
    for there, values in enumerate(rows(connection, sql, (some,)), 1):  # noqa: B007 - returned
        row_id = values[place]
        while expected and expected[0] < row_id:
            yield f"{_said(table, expected[0], expected[1])}被绕过程序删除了"
            expected = next(replay, None)
        if not expected or expected[0] > row_id:
            row = dict(zip(table.columns.keys(), values, strict=True))
            yield f"{_said(table, row_id, row)}不是由本程序写入的"
            continue
        content = expected[1]
        if content is not None and values == tuple(map(content.get, keys)):  # nearly all of them
            expected = next(replay, None)
            continue
        if names := _differing(columns, values, content):
            said = _said(table, row_id, dict(zip(table.columns.keys(), values, strict=True)))
            labels = "、".join(_label(table.name, name) for name in names)
            yield (
                f"{said}被绕过程序改过：{labels}"
                if content is not None
                else f"{said}的历史内容被抹去，无从核对"
            )
        expected = next(replay, None)
    while expected:
        yield f"{_said(table, expected[0], expected[1])}被绕过程序删除了"
        expected = next(replay, None)
    return there


def _differing(
    columns: Sequence[tuple[str, Any]], values: Any, expected: dict[str, Any] | None
) -> list[str]:
    """Columns whose stored value is not what the history says; all where it says nothing."""
    if expected is None:
        return [key for key, _ in columns]
    get = expected.get
    return [
        key
        for (key, column), value in zip(columns, values, strict=True)
        if value != get(key) and _held(column, value) != get(key)
    ]


def _held(column: Any, value: Any) -> Any:
    """What the file holds, as the history holds it; a forged value may be of any type."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(column.type, DateTime) and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(value).isoformat()
    return value


def replayed(changes: Iterable[Any]) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(id, content) of each row that should be there; None where the history lost its content.

    Args:
        changes: of one table, as ``REPLAYED`` gives them.
    """
    current: int | None = None
    content: dict[str, Any] | None = None
    there = False
    for row_id, action, said in changes:
        if row_id != current:
            if there and current is not None:
                yield current, content
            current, content = row_id, None
        there = action != "remove"
        content = _applied(content, action, said)
    if there and current is not None:
        yield current, content


def _applied(
    content: dict[str, Any] | None, action: str, text: str | None
) -> dict[str, Any] | None:
    """A row's content after one more change; None once something of it cannot be read."""
    if action == "remove" or text is None:
        return None
    try:
        said, _ = _SCAN(text, 0)
        if action == "add":
            return said if isinstance(said, dict) else None
        return None if content is None else content | {name: new for name, (_, new) in said.items()}
    except (ValueError, TypeError, AttributeError, StopIteration, RecursionError):
        return None  # forged, and found so by its digest


def _class_of(name: str) -> Any:
    try:
        return register(name)
    except KeyError:
        return next((cls for cls in shipped() if cls.__tablename__ == name), None)


def _title(name: str) -> str:
    cls = _class_of(name)
    if isinstance(cls, type) and issubclass(cls, Child):
        fields = register(cls.owner).fields.values()
        label = next(f.label for f in fields if isinstance(f.kind, RowsKind) and f.kind.row is cls)
        return f"{_title(cls.owner)}的{label}"
    return str(getattr(cls, "title", name))


def _label(table: str, column: str) -> str:
    spec = getattr(_class_of(table), "fields", {}).get(column)
    return spec.label if spec else column


def _said(table: Table, row_id: int, row: Any) -> str:
    caption = (row or {}).get("caption") or (row or {}).get("name")
    return f"{_title(table.name)}第 {row_id} 条" + (f"“{caption}”" if caption else "")
