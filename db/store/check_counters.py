"""The check's look at counters: a number that was given out stands on some record."""

import contextlib
import json
from collections.abc import Iterator
from inspect import getattr_static
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, lazyload

from db.store.counters import Counter
from db.store.defining import shipped
from db.store.history import CHANGE
from db.store.numbers import Counted
from db.store.record import Record

_AT_ONCE = 1000
Series = tuple[str, int, str]


def gaps(connection: Connection) -> Iterator[str]:
    """Numbers that the program gave out and that no record holds, in the bin or out of it.

    Numbers that an old ledger left out were never given out, and numbers taken back by undo are
    none; both are told from the counter's own history. Of a series as many may be missing as
    records of its register were lawfully destroyed: which numbers they had, nothing tells now.
    """
    held, registers = _held(connection)
    table = Counter.__table__
    handed = dict(_handed(connection))
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        series = (row["series"], row["year"], row["kind"])
        if register := registers.get(row["series"]):
            lost = sorted(handed.get(row["id"], set()) - held.get(series, set()))
            if lost and len(lost) > _destroyed(connection, register):
                numbers = "、".join(map(str, lost[:10])) + ("等" if len(lost) > 10 else "")
                year = f"{row['year']}年" if row["year"] else ""
                yield f"编号计数{year}“{row['kind']}”给出过第 {numbers} 号，但没有记录用着它"


def _held(connection: Connection) -> tuple[dict[Series, set[int]], dict[str, str]]:
    """The numbers of each series, and the table of its register."""
    found: dict[Series, set[int]] = {}
    registers: dict[str, str] = {}
    for cls in shipped():
        if issubclass(cls, Record) and cls.counted is not Record.counted:
            with contextlib.suppress(ValueError, TypeError, AttributeError):
                for one in _numbers(connection, cls):  # a forged row is named by its own history
                    found.setdefault((one.series, one.year, one.kind), set()).add(one.number)
                    registers[one.series] = cls.__tablename__
    return found, registers


def _destroyed(connection: Connection, table: str) -> int:
    erased = select(func.count(CHANGE.c.row_id.distinct())).where(
        CHANGE.c.table_name == table, CHANGE.c.action == "remove", CHANGE.c.content.is_(None)
    )
    return connection.scalar(erased) or 0


def _numbers(connection: Connection, cls: type[Record]) -> list[Counted]:
    """All of a register or, by an error, none: half of them would leave gaps of their own."""
    numbers: list[Counted] = []
    plain = _plain(cls)
    if plain is None:
        with Session(connection, autoflush=False) as session:
            query = select(cls).options(lazyload("*")).execution_options(yield_per=_AT_ONCE)
            for record in session.scalars(query):
                numbers += record.counted()
    else:
        counted: Any = cls.counted
        one = SimpleNamespace(**plain[1])  # the same for all: its numbers are taken at once
        query = select(*(cls.__table__.c[name] for name in plain[0]))
        for some in connection.execute(query).partitions(_AT_ONCE):
            for values in some:
                one.__dict__.update(zip(plain[0], values, strict=True))
                numbers += counted(one)
    return numbers


def _plain(cls: type[Record]) -> tuple[list[str], dict[str, Any]] | None:
    """What ``counted`` reads of a record, columns and the class's own words, where that is all.

    A record of a hundred columns made whole costs ten times what is read of it here.
    """
    columns, words = [], {}
    for name in cls.counted.__code__.co_names:
        if name in cls.__table__.columns:
            columns.append(name)
        elif (found := getattr_static(cls, name, None)) is not None:
            if not isinstance(found, str | int):
                return None
            words[name] = found
    return (columns, words) if columns else None


def _handed(connection: Connection) -> Iterator[tuple[int, set[int]]]:
    query = (
        select(CHANGE.c.row_id, CHANGE.c.content)
        .where(CHANGE.c.table_name == Counter.__tablename__, CHANGE.c.content.is_not(None))
        .order_by(CHANGE.c.row_id, CHANGE.c.id)
    )
    for row_id, changes in groupby(connection.execute(query), key=lambda change: change.row_id):
        numbers: set[int] = set()
        last = 0
        for change in changes:
            now = _last(change.content)
            if now is None:
                continue
            if now == last + 1:
                numbers.add(now)
            numbers -= set(range(now + 1, last + 1))
            last = now
        yield row_id, numbers


def _last(content: str) -> int | None:
    """Where the counter stood after the change; None for what cannot be read (found elsewhere)."""
    try:
        said = json.loads(content)["last"]
        number = said[1] if isinstance(said, list) else said
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return number if isinstance(number, int) else None
