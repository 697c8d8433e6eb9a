"""Which rows are word for word what the one entry of them in the history says; SQLite compares.

Most rows were written once. For these no value need become Python's: a few microseconds for each.
All others are doubtful, not wrong, and are replayed change by change.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, DateTime, Table

from db.store.check_chain import rows
from db.store.history import dumps

Doubts = dict[str, set[int]]
"""Ids by table."""


def as_told(column: Any, table: str = "") -> str:
    """The column in SQL, a time as the history writes it."""
    name = f'{table}"{column.name}"'
    if not isinstance(column.type, DateTime):
        return name
    whole = f"{name} LIKE '____-__-__ __:__:__.000000'"
    told = f"CASE WHEN {whole} THEN substr({name}, 1, 19) ELSE {name} END"
    return f"CASE typeof({name}) WHEN 'text' THEN replace({told}, ' ', 'T') ELSE {name} END"


def content_of(table: Table) -> str:
    """The content of an entry that adds the row, in SQL over the table as ``t``.

    It is the text that ``history.dumps`` makes of ``history.whole_row``. A value of another type
    than its column's makes it a text that no entry has.
    """
    columns = sorted(table.columns, key=lambda column: column.key)
    return f"concat('{{', concat_ws(',', {', '.join(map(_member, columns))}), '}}')"


def doubtful(connection: Connection, tables: Sequence[Table]) -> tuple[int, Doubts]:
    """How many rows there are, and those to be replayed, with those that are gone.

    One statement reads all entries in their order and compares each with its row, so that every
    page of the file is deciphered once, and Python's other threads go on (``beside.py``).
    """
    sizes = {table: next(rows(connection, _count(table)))[0] for table in tables}
    held = [table for table, size in sizes.items() if size]
    told = _UNLIKE.format(" ".join(map(_same, held))) if held else _EVERY
    doubts: Doubts = {table.name: set() for table in tables}
    for sql in (told, _REPEATED):
        for name, row_id in rows(connection, sql):
            if name in doubts:  # else forged, and found so by its digest
                doubts[name].add(row_id)
    for table in held:
        untold = rows(connection, _untold(table), (table.name,))
        doubts[table.name].update(row_id for (row_id,) in untold)
    return sum(sizes.values()), doubts


_EVERY = "SELECT table_name, row_id FROM change WHERE typeof(row_id) = 'integer'"
_UNLIKE = (
    "SELECT table_name, row_id FROM change c NOT INDEXED WHERE typeof(row_id) = 'integer'"
    " AND (action <> 'add' OR CASE table_name {} END IS NOT 1)"
)
_REPEATED = f"{_EVERY} GROUP BY table_name, row_id HAVING count(*) > 1"


def _count(table: Table) -> str:
    return f'SELECT count(*) FROM "{table.name}"'  # noqa: S608 - names are ours


def _same(table: Table) -> str:
    """For an entry ``c`` of the table: whether it says what the row holds, NULL without the row."""
    row = f'SELECT c.content = {content_of(table)} FROM "{table.name}" t WHERE t.id = c.row_id'  # noqa: S608
    return f"WHEN '{table.name}' THEN ({row})"


def _untold(table: Table) -> str:
    """Rows that no entry tells of."""
    told = "SELECT 1 FROM change WHERE table_name = ? AND row_id = t.id"
    return f'SELECT id FROM "{table.name}" t WHERE NOT EXISTS ({told})'  # noqa: S608


def _member(column: Any) -> str:
    """``"name":value``; NULL, which ``concat_ws`` passes by, where the value is."""
    held, name = column.type.python_type, f't."{column.name}"'
    fits, said = f"{name} >= '' AND {name} < x''", f"json_quote({as_told(column, 't.')})"  # a text
    if held is bool:
        fits = f"typeof({name}) = 'integer'"
        said = f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '?' END"
    elif held is int:
        fits, said = f"typeof({name}) = 'integer'", name
    elif held is bytes:
        fits, said = f"typeof({name}) = 'blob'", f"json_quote(lower(hex({name})))"
    begun = f"{dumps(column.key)}:".replace("'", "''")
    return f"CASE WHEN {name} IS NULL THEN NULL WHEN {fits} THEN '{begun}' || {said} ELSE '?' END"
