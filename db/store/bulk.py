"""Many new records at once: what a flush does one by one, done for hundreds together.

An old ledger has tens of thousands of rows. The unit of work that SQLAlchemy keeps for each object
costs more than all the rest; here rows are settled, linked, given their ids, written and noted in
the history by the same rules, without it.
"""

import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session, class_mapper

from db.store.history import Change, held
from db.store.kinds import RowsKind
from db.store.outline import outline, peek
from db.store.record import Record, Row, related
from db.store.recorder import note, who
from db.store.shared import carriers, foresee, link_up, parts


def add_many(session: Session, records: Sequence[Record]) -> None:
    """Add new, settled records of one register that are in no session.

    Args:
        session: of the running step.
        records: with their child rows; they stay outside the session and know their ids afterwards.
    """
    if not records:
        return
    for record in records:
        record.created_by = who(session)
    if any(map(carriers, parts(type(records[0])))):
        _link(session, records)
    _add(session, records)


def _link(session: Session, records: Sequence[Record]) -> None:
    """Whom the rows name is found, or made and added first; what it tells fills blanks."""
    unborn: list[Record] = []
    foresee(session, records)
    link_up(session, records, unborn)
    session.flush()  # persons and enterprises of whom something new was learnt
    for record in (*unborn, *records):
        record.created_by = who(session)
        record.settle()
    for cls in {type(made) for made in unborn}:
        _add(session, [made for made in unborn if type(made) is cls])


def fresh(cls: type[Row], values: dict[str, Any]) -> Any:
    """As ``cls.fresh``, without telling each value to the mapper: it is new, and told as such."""
    rows, plain, made_anew = _blank(cls)
    made: Any = class_mapper(cls).class_manager.new_instance()
    held = made.__dict__
    held.update(plain)
    for name, default in made_anew:
        held[name] = default()
    for name, value in values.items():
        if name not in rows:
            held[name] = value
    for name in rows:
        setattr(made, name, values.get(name, []))
    return made


@cache
def _blank(
    cls: type[Row],
) -> tuple[frozenset[str], dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """The names of a class's child rows, its plain defaults, and those that are made anew."""
    rows = frozenset(n for n, field in cls.fields.items() if isinstance(field.kind, RowsKind))
    others = {name: field.default for name, field in cls.fields.items() if name not in rows}
    anew = tuple((name, default) for name, default in others.items() if callable(default))
    return rows, {name: value for name, value in others.items() if not callable(value)}, anew


def _add(session: Session, records: Sequence[Record]) -> None:
    rows: dict[Table, list[Row]] = {}
    for record in records:
        rows.setdefault(_table(record), []).append(record)
    _number(session, rows)
    below: dict[Table, list[Row]] = {}
    for record in records:
        for child in _children(record):
            setattr(child, "owner_id", record.id)  # noqa: B010 - every child has one
            below.setdefault(_table(child), []).append(child)
    _number(session, below)
    for table, some in (rows | below).items():
        _write(session, table, some)


def _children(record: Record) -> Iterator[Row]:
    for name in outline(type(record)).rows:
        yield from peek(record, name)


def _table(row: Row) -> Table:
    table = type(row).__table__
    if not isinstance(table, Table):
        raise TypeError(table)
    return table


def _number(session: Session, rows: dict[Table, list[Row]]) -> None:
    """Ids as SQLite would give them; nobody else writes during a step."""
    for table, some in rows.items():
        last = session.scalar(select(func.max(table.c.id))) or 0
        for number, row in enumerate(some, start=last + 1):
            setattr(row, "id", number)  # noqa: B010 - every row has one


def _write(session: Session, table: Table, rows: Sequence[Row]) -> None:
    keys = [column.key for column in table.columns]
    given = {c.key: getattr(c.default, "arg", None) for c in table.columns if c.default is not None}
    links = {field.name: related(field.name) for field in carriers(type(rows[0]))}
    now, marks = datetime.now().replace(microsecond=0), _marks(len(rows))
    values, changes = [], []
    for row in rows:
        inner = row.__dict__
        for name, other in links.items():
            linked = inner.get(other)
            if linked is not None:
                inner[name] = linked.id
        kept = {key: inner.get(key) for key in keys}
        for key, default in given.items():
            if kept[key] is None:
                kept[key] = next(marks) if key == "uid" else now if callable(default) else default
        values.append(kept)
        content = {name: held(value) for name, value in kept.items() if value is not None}
        changes.append(Change(table.name, inner["id"], "add", content))
    session.connection().execute(insert(table), values)
    note(session, changes)


def _marks(number: int) -> Iterator[str]:
    """As many new uids; the system is asked once, which is what they cost."""
    noise = os.urandom(16 * number)
    return (uuid.UUID(bytes=noise[n : n + 16], version=4).hex for n in range(0, len(noise), 16))
