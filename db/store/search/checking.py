"""The check's look at the search index: it has every record, no others, and finds what they say."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from db.store.search import index
from db.store.search.grams import tokens_of

_SAMPLES = 50
"""Records of each register whose tokens are looked for; all of them would take too long."""
_TOKENS = 12
"""Of each of these; every record gives others, so that all kinds of tokens have their turn."""


def disagreement(connection: Connection, registers: Iterable[str]) -> tuple[str, str] | None:
    """The first table whose index differs from its records, and in what; None for none.

    A store that was not opened since its shape was changed has no index yet: nothing to say.

    Args:
        connection: for reading.
        registers: tables of all records.
    """
    if index.is_made(connection):
        for name in registers:
            if wrong := _wrong(connection, name):
                return name, wrong
    return None


def _wrong(connection: Connection, name: str) -> str:
    def asked(sql: str, *values: Any) -> Any:
        return connection.exec_driver_sql(sql, values).scalar()

    first = index.first_of(connection, name)
    last = first + (1 << 32) - 1
    there = asked(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - names are ours
    kept = f"SELECT id FROM {index.INDEX}_docsize WHERE id BETWEEN ? AND ?"  # noqa: S608
    known = asked(f"SELECT count(*) FROM ({kept})", first, last)  # noqa: S608
    both = asked(f'SELECT count(*) FROM "{name}" WHERE id + ? IN ({kept})', first, first, last)  # noqa: S608
    if not there == known == both:
        return f"登记 {there} 条，索引 {known} 条"
    highest = asked(f'SELECT max(id) FROM "{name}"') or 0  # noqa: S608
    some = f'SELECT id, caption, found_by FROM "{name}" WHERE id % ? = 0'  # noqa: S608
    every = highest // _SAMPLES + 1
    for number, *texts in connection.exec_driver_sql(some, (every,)):
        tokens = sorted(tokens_of(*texts))
        apart = len(tokens) // _TOKENS + 1
        tokens = tokens[number // every % apart :: apart]
        match = " AND ".join(f'"{token}"' for token in tokens)
        hit = f"SELECT 1 FROM {index.INDEX} WHERE {index.INDEX} MATCH ? AND rowid = ?"  # noqa: S608
        if match and not asked(hit, match, first + number):
            return f"第 {number} 条"
    return ""
