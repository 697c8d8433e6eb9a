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
    if not index.is_made(connection):
        return None
    shelf = f"id >> {index.BITS}"
    count = f"SELECT {shelf}, count(*) FROM {index.INDEX}_docsize GROUP BY {shelf}"  # noqa: S608
    kept = dict(_asked(connection, count).fetchall())
    begun = index.firsts(connection)
    for name in registers:
        first = begun.get(name, 0)
        if wrong := _wrong(connection, name, first, kept.get(first >> index.BITS, 0)):
            return name, wrong
    return None


def _asked(connection: Connection, sql: str, *values: Any) -> Any:
    """By the driver alone, since it is asked thousands of times."""
    return connection.connection.cursor().execute(sql, values)


def _wrong(connection: Connection, name: str, first: int, known: int) -> str:
    def asked(sql: str, *values: Any) -> Any:
        found = _asked(connection, sql, *values).fetchone()
        return found[0] if found else None

    there = asked(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - names are ours
    if not there and not known:  # most registers of most offices
        return ""
    last = first + (1 << index.BITS) - 1
    kept = f"SELECT id FROM {index.INDEX}_docsize WHERE id BETWEEN ? AND ?"  # noqa: S608
    both = asked(f'SELECT count(*) FROM "{name}" WHERE id + ? IN ({kept})', first, first, last)  # noqa: S608
    if not there == known == both:
        return f"登记 {there} 条，索引 {known} 条"
    highest = asked(f'SELECT max(id) FROM "{name}"') or 0  # noqa: S608
    some = f'SELECT id, caption, found_by FROM "{name}" WHERE id % ? = 0'  # noqa: S608
    every = highest // _SAMPLES + 1
    for number, *texts in _asked(connection, some, every).fetchall():
        tokens = sorted(tokens_of(*texts))
        apart = len(tokens) // _TOKENS + 1
        tokens = tokens[number // every % apart :: apart]
        match = " AND ".join(f'"{token}"' for token in tokens)
        hit = f"SELECT 1 FROM {index.INDEX} WHERE {index.INDEX} MATCH ? AND rowid = ?"  # noqa: S608
        if match and not asked(hit, match, first + number):
            return f"第 {number} 条"
    return ""
