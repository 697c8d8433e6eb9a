"""The check's one reading of the history: entries by the thousand, compared as they are read.

SQLite joins a thousand entries to one text and names those that are not what their row holds. So
their pages are deciphered once, Python makes no object of what it only digests, and its threads
are not called for each entry.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db.store.check_told import told_by
from db.store.history import STEP

END = b"\x1e"
"""Between two fields and two entries; JSON and names of tables have none."""
FIELDS = 4
"""Of an entry: step; table, row and action as they are digested; content; digest."""
_AT_ONCE = 1000
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
    "typeof(step_id) = 'integer' AND row_id < ''"
    " AND max(table_name, action, content, digest) < x''"  # numbers < texts < bytes
)
_END = f"'{END.decode()}'"
_TOLD = "concat_ws(?2, table_name, row_id, action, '')"
_JOINED = f"concat_ws({_END}, step_id, {_TOLD}, content, digest)"
_UNLIKE = "CASE WHEN action = 'add' AND {} THEN NULL ELSE concat_ws(?2, table_name, row_id) END"
_THESE = (
    "id BETWEEN ?1 AND ifnull((SELECT id FROM change WHERE id >= ?1 ORDER BY id LIMIT 1"  # noqa: S608
    f" OFFSET {_AT_ONCE - 1}), {_MOST})"
)
_BATCH = (
    "SELECT max(id), count(*),"  # noqa: S608 - all ours
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
        first: the least id that is one of them.
        count: how many there are.
        text: all of them, where each is as the program writes it; else there are not so many.
    """

    first: int
    count: int
    text: bytes

    def fields(self) -> list[bytes] | None:
        """``FIELDS`` of each, one after the other; None where one is not as it is written."""
        fields = self.text.split(END)
        return fields if len(fields) == self.count * FIELDS else None

    def rows(self, connection: Connection) -> Iterator[Any]:
        """The same entries one by one (``ENTRY``)."""
        return rows(connection, _ROWS, (self.first,))


def rows(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows as the file holds them: a forged value may be of any type, and there are many."""
    found: Iterator[Any] = connection.connection.cursor().execute(sql, values)
    return found


def head(connection: Connection) -> Any:
    """Which state of the store a connection sees."""
    return connection.scalar(select(func.max(STEP.c.id)))


@dataclass
class Reading:
    """What was seen, whole once ``batches`` ended.

    Attributes:
        head: the state of the store that was read.
        sizes: how many rows each table has.
        told: how many rows of each table the history tells of.
        doubts: ids by table of entries that do not say what their row holds.
    """

    head: Any = None
    sizes: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    doubts: dict[str, set[int]] = field(default_factory=dict)

    def batches(self, connection: Connection, tables: Sequence[Table]) -> Iterator[Batch]:
        """All entries in the order of their ids."""
        self.head = head(connection)
        counts = (f'(SELECT count(*) FROM "{table.name}")' for table in tables)  # noqa: S608 - ours
        sizes = next(rows(connection, f"SELECT {', '.join(counts)}"))
        self.sizes = {table.name: size for table, size in zip(tables, sizes, strict=True)}
        self.doubts = {table.name: set() for table in tables}
        held = sorted(tables, key=lambda table: -self.sizes[table.name])  # the most asked first
        sql = _BATCH.format(told_by([table for table in held if self.sizes[table.name]]))
        first, count = _LEAST, _AT_ONCE
        while count == _AT_ONCE and first <= _MOST:
            last, count, text, unlike = next(rows(connection, sql, (first, "\0")))
            if count:
                self._doubt(unlike or b"")
                yield Batch(first, count, text or b"")
                first = last + 1
        told = next(rows(connection, f"SELECT {', '.join(map(_rows_told, held))}"))
        self.told = {table.name: count for table, count in zip(held, told, strict=True)}

    def _doubt(self, unlike: bytes) -> None:
        for one in unlike.split(END):
            name, _, row_id = one.rpartition(b"\0")
            with contextlib.suppress(ValueError, KeyError):  # forged, and found so by its digest
                self.doubts[name.decode()].add(int(row_id))


def _rows_told(table: Table) -> str:
    told = f"table_name = '{table.name}' AND typeof(row_id) = 'integer'"
    return f"(SELECT count(*) FROM (SELECT DISTINCT row_id FROM change WHERE {told}))"  # noqa: S608
