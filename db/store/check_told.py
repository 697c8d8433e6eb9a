"""Which rows are word for word what the one entry of them in the history says; SQLite compares.

Most rows were written once. For these no value need become Python's: a few microseconds for each.
All others are doubtful, not wrong, and are replayed change by change.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import DateTime, Table

from db.store.history_values import dumps


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

    It is the text that ``dumps`` makes of ``whole_row``. A value of another type
    than its column's makes it a text that no entry has.
    """
    columns = sorted(table.columns, key=lambda column: column.key)
    first = next(place for place, column in enumerate(columns) if not column.nullable)
    members = [_member(column, (n > first) - (n < first)) for n, column in enumerate(columns)]
    return f"concat('{{', {', '.join(members)}, '}}')"


def told_by(tables: Sequence[Table]) -> str:
    """In SQL over an entry ``c``: whether it says what its row holds; NULL or 0 where not."""
    return f"CASE table_name {' '.join(map(_same, tables))} END" if tables else "NULL"


def _same(table: Table) -> str:
    row = f'SELECT c.content = {content_of(table)} FROM "{table.name}" t WHERE t.id = c.row_id'  # noqa: S608
    return f"WHEN '{table.name}' THEN ({row})"


def untold(table: Table) -> str:
    """In SQL: ids of rows that no entry tells of."""
    told = f"SELECT 1 FROM change WHERE table_name = '{table.name}' AND row_id = t.id"  # noqa: S608
    return f'SELECT id FROM "{table.name}" t WHERE NOT EXISTS ({told})'  # noqa: S608


def _member(column: Any, side: int) -> str:
    """``"name":value`` with its comma on the side of the first that no row is without.

    NULL, which ``concat`` passes by, where the value is.
    """
    begun, name = f"{dumps(column.key)}:".replace("'", "''"), f't."{column.name}"'
    parts = [f"'{',' * (side > 0)}{begun}'", _value(column, name), *["','"] * (side < 0)]
    if not column.nullable:  # an operator less for each
        return ", ".join(parts)
    return f"CASE WHEN {name} IS NOT NULL THEN {' || '.join(parts)} END"


def _value(column: Any, name: str) -> str:
    """Numbers are less than texts, and these less than bytes: one comparison for each value.

    What JSON would make of bytes may look like a text or a number.
    """
    held, plain = column.type.python_type, f"+{name}"  # its type as it is, tried as no other
    fits, said = f"{plain} < x''", f"json_quote({as_told(column, 't.')})"  # a number has no quotes
    if held is bool:
        fits = f"{plain} < ''"
        said = f"CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '?' END"
    elif held is int:
        fits, said = f"{plain} < ''", name
    elif held is bytes:
        fits, said = f"{plain} >= x''", f"json_quote(lower(hex({name})))"
    return f"iif({fits}, {said}, '?')"
