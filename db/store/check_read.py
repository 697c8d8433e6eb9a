"""The check's one reading of the history: entries by the thousand, compared as they are read.

SQLite joins some thousand entries to one text and names those that are not what their row holds. So
their pages are deciphered once, Python makes no object of what it only digests, and its threads
are not called for each entry. Several connections may each read a share, one block in turn.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db.store.check_told import told_by
from db.store.history import STEP

END = b"\x1e"
"""Between two fields and two entries; JSON and names of tables have none."""
FIELDS = 4
"""Of an entry: step; table, row and action as they are digested; content; digest."""
_BITS = 11
"""Of an id's place in its block: two thousand entries at most, whatever ids were forged."""
_LEAST, _MOST = -(2**63), 2**63 - 1  # ids
TEXT = "iif(typeof({0}) = 'text', CAST({0} AS BLOB), quote({0}))"
"""In SQL: a text as its bytes, which is how it is digested, another value as a text."""
_NUMBER = "iif(typeof({0}) = 'integer', {0}, 0)"
ENTRY = ", ".join(
    (_NUMBER if name.endswith("id") else TEXT).format(name)
    for name in ("step_id", "table_name", "row_id", "action", "content", "erased", "digest")
)
"""NULL is the text ``NULL`` here; no step and no row has the number 0."""
_PLAIN = (
    "typeof(step_id) = 'integer' AND +row_id < ''"
    " AND max(table_name, action, content, digest) < x''"  # numbers < texts < bytes
)
_END = f"'{END.decode()}'"
_TOLD = "concat_ws(?3, table_name, row_id, action, '')"
_JOINED = f"concat_ws({_END}, step_id, {_TOLD}, content, digest)"
_UNLIKE = "CASE WHEN action = 'add' AND {} THEN NULL ELSE concat_ws(?3, table_name, row_id) END"
_THESE = "id BETWEEN ?1 AND ?2"
_NEXT = "SELECT id FROM change WHERE id >= ? ORDER BY id LIMIT 1"
_BATCH = (
    "SELECT count(*),"  # noqa: S608 - all ours
    f" CAST(group_concat(CASE WHEN {_PLAIN} THEN {_JOINED} END, {_END}) AS BLOB),"
    f" CAST(group_concat({_UNLIKE}, {_END}) AS BLOB)"
    f" FROM change c NOT INDEXED WHERE {_THESE}"
)
"""One statement for all batches: a driver whose memory for statements is full keeps the last."""
_ROWS = f"SELECT {ENTRY} FROM change NOT INDEXED WHERE {_THESE} ORDER BY id"  # noqa: S608


@dataclass(frozen=True)
class Batch:
    """Entries that lie together.

    Attributes:
        first, last: between these are the ids of all of them, and of no others.
        count: how many there are.
        text: all of them, where each is as the program writes it; else there are not so many.
    """

    first: int
    last: int
    count: int
    text: bytes

    def fields(self) -> list[bytes] | None:
        """``FIELDS`` of each, one after the other; None where one is not as it is written."""
        fields = self.text.split(END)
        return fields if len(fields) == self.count * FIELDS else None

    def rows(self, connection: Connection) -> Iterator[Any]:
        """The same entries one by one (``ENTRY``)."""
        return rows(connection, _ROWS, (self.first, self.last))


def rows(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows as the file holds them: a forged value may be of any type, and there are many."""
    found: Iterator[Any] = connection.connection.cursor().execute(sql, values)
    return found


@contextlib.contextmanager
def unspoilt(connection: Connection) -> Iterator[None]:
    """A forged text that is no UTF-8 is read as well, and equals none that is."""
    file: Any = connection.connection.dbapi_connection
    before, file.text_factory = file.text_factory, _text
    try:
        yield
    finally:
        file.text_factory = before


def _text(held: bytes) -> str:
    return held.decode(errors="surrogateescape")


def head(connection: Connection) -> Any:
    """Which state of the store a connection sees."""
    return connection.scalar(select(func.max(STEP.c.id)))


@dataclass
class Reading:
    """What was seen, whole once the batches of every share ended.

    Attributes:
        heads: the states of the store that were read: one, or it was no one store.
        sizes: how many rows each table has.
        told: of how many rows of each table that has any the history tells.
        doubts: ids by table of entries that do not say what their row holds.
    """

    tables: Sequence[Table]
    heads: set[Any] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    doubts: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.doubts = {table.name: set() for table in self.tables}

    def batches(self, connection: Connection, share: int = 0, of: int = 1) -> Iterator[Batch]:
        """Entries in the order of their ids: those of every ``of``-th block, one of the shares."""
        self.heads.add(head(connection))
        sizes = _counted(connection, self.tables, _rows_of)
        held = [table for table in self.tables if sizes[table.name]]
        held.sort(key=lambda table: -sizes[table.name])  # the most asked first
        sql = _BATCH.format(told_by(held))
        first = _least(connection, _LEAST, share, of)
        while first is not None:
            last = first | ((1 << _BITS) - 1)
            count, text, unlike = next(rows(connection, sql, (first, last, "\0")))
            self._doubt(unlike or b"")
            yield Batch(first, last, count, text or b"")
            first = _least(connection, last + 1, share, of)
        if not share:
            self.sizes, self.told = sizes, _counted(connection, held, _rows_told)

    def _doubt(self, unlike: bytes) -> None:
        for one in unlike.split(END):
            name, _, row_id = one.rpartition(b"\0")
            with contextlib.suppress(ValueError, KeyError):  # forged, and found so by its digest
                self.doubts[name.decode()].add(int(row_id))


def _least(connection: Connection, wanted: int, share: int, of: int) -> int | None:
    """The least id of all from ``wanted`` on that lie in a block of the share."""
    while wanted <= _MOST:
        block = wanted >> _BITS
        if block % of != share:
            wanted = (block + 1) << _BITS
        elif not (found := next(rows(connection, _NEXT, (wanted,)), None)):
            return None
        elif found[0] >> _BITS == block:
            return int(found[0])
        else:
            wanted = found[0]
    return None


def _counted(
    connection: Connection, tables: Sequence[Table], said: Callable[[Table], str]
) -> dict[str, int]:
    counts = next(rows(connection, f"SELECT {', '.join(['0', *map(said, tables)])}"))
    return {table.name: count for table, count in zip(tables, counts[1:], strict=True)}


def _rows_of(table: Table) -> str:
    return f'(SELECT count(*) FROM "{table.name}")'  # noqa: S608 - ours


def _rows_told(table: Table) -> str:
    told = f"table_name = '{table.name}' AND typeof(row_id) = 'integer'"
    return f"(SELECT count(*) FROM (SELECT DISTINCT row_id FROM change WHERE {told}))"  # noqa: S608
