"""Which rows are word for word what the one entry of them in the history says; SQLite compares.

Most rows were written once. For these no value need become Python's: a few microseconds for each.
All others are doubtful, not wrong, and are replayed change by change.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, DateTime, Table

from db.store.check_chain import rows
from db.store.history import dumps


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
    return f"'{{' || substr(concat({', '.join(map(_member, columns))}), 2) || '}}'"


def doubtful(connection: Connection, table: Table) -> tuple[int, list[int]]:
    """How many rows there are, and the ids to be replayed: of rows, and of those that are gone.

    One statement compares them all: meanwhile Python's other threads go on (``beside.py``).
    """
    (number,) = next(rows(connection, f'SELECT count(*) FROM "{table.name}"'))  # noqa: S608 - ours
    there = f'SELECT id FROM "{table.name}"'  # noqa: S608
    ids = [row_id for (row_id,) in _unlike(connection, table)] if number else []
    known = f"table_name = ? AND typeof(row_id) = 'integer' AND row_id NOT IN ({there})"
    gone = f"SELECT DISTINCT row_id FROM change WHERE {known}"  # noqa: S608
    ids.extend(row_id for (row_id,) in rows(connection, gone, (table.name,)))
    return number, ids


def _unlike(connection: Connection, table: Table) -> Iterator[tuple[int]]:
    """Rows that are not told by one entry alone, or not told as they are."""
    known = "FROM change WHERE table_name = ?1 AND row_id = t.id"
    same = f"SELECT 1 {known} AND action = 'add' AND content = {content_of(table)}"
    told = f"(SELECT count(*) {known}) = 1 AND EXISTS ({same})"
    sql = f'SELECT id FROM "{table.name}" t WHERE NOT ({told})'  # noqa: S608 - names are ours
    return rows(connection, sql, (table.name,))


def _member(column: Any) -> str:
    """``,"name":value``, nothing where the value is NULL."""
    held, name = column.type.python_type, f't."{column.name}"'
    kind, said = "text", f"json_quote({as_told(column, 't.')})"
    if held is bool:
        kind, said = "integer", f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '?' END"
    elif held is int:
        kind, said = "integer", name
    elif held is bytes:
        kind, said = "blob", f"json_quote(lower(hex({name})))"
    begun = f",{dumps(column.key)}:".replace("'", "''")
    return (
        f"CASE WHEN {name} IS NULL THEN '' WHEN typeof({name}) = '{kind}'"
        f" THEN '{begun}' || {said} ELSE '?' END"
    )
