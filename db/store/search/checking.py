"""The check's look at the search index: it has every record, no others, and finds what they say."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from db.store.search import index
from db.store.search.grams import tokens_of

_SAMPLES = 200
"""Records of each register whose every token is looked for; all of them would take too long."""
_SENTENCE = (
    "搜索用的索引与登记簿不符（{}）：搜索可能找不全，数据本身不受影响，可用 reindex 重建索引"
)


def findings(connection: Connection, registers: Iterable[str]) -> Iterator[str]:
    """One sentence, naming the first register where index and records differ.

    A store that was not opened since its shape was changed has no index yet: nothing to say.

    Args:
        connection: for reading.
        registers: tables of all records.
    """
    if not index.is_made(connection):
        return
    for name in registers:
        if wrong := _wrong(connection, name):
            yield _SENTENCE.format(wrong)
            return


def _wrong(connection: Connection, name: str) -> str:
    from db.store.record import register

    def asked(sql: str, *values: Any) -> Any:
        return connection.exec_driver_sql(sql, values).scalar()

    first = index.first_of(connection, name)
    last, title = first + (1 << 32) - 1, register(name).title
    there = asked(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - names are ours
    kept = f"SELECT id FROM {index.INDEX}_docsize WHERE id BETWEEN ? AND ?"  # noqa: S608
    known = asked(f"SELECT count(*) FROM ({kept})", first, last)  # noqa: S608
    both = asked(f'SELECT count(*) FROM "{name}" WHERE id + ? IN ({kept})', first, first, last)  # noqa: S608
    if not there == known == both:
        return f"{title}：登记 {there} 条，索引 {known} 条"
    highest = asked(f'SELECT max(id) FROM "{name}"') or 0  # noqa: S608
    some = f'SELECT id, caption, found_by FROM "{name}" WHERE id % ? = 0'  # noqa: S608
    every = highest // _SAMPLES + 1
    for number, *texts in connection.exec_driver_sql(some, (every,)):
        match = " AND ".join(f'"{token}"' for token in tokens_of(*texts))
        hit = f"SELECT 1 FROM {index.INDEX} WHERE {index.INDEX} MATCH ? AND rowid = ?"  # noqa: S608
        if match and not asked(hit, match, first + number):
            return f"{title}第 {number} 条"
    return ""
