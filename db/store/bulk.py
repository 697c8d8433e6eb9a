"""Many new records at once: what a flush does one by one, done for hundreds together.

An old ledger has tens of thousands of rows. The unit of work that SQLAlchemy keeps for each object
costs more than all the rest; here rows are settled, linked, given their ids, written and noted in
the history by the same rules, without it.
"""

import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from db.store.declared import related
from db.store.history import Change
from db.store.history_values import held
from db.store.kinds import parts
from db.store.outline import outline, peek
from db.store.record import Record, Row
from db.store.recorder import note, who
from db.store.shared import Apart, carriers, foresee, link_up


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
    apart = Apart()
    foresee(session, records)
    link_up(session, records, apart)
    session.flush()  # persons and enterprises of whom something new was learnt
    for made in apart.made:
        made.created_by = who(session)
        made.settle()
    for record in records:
        if not apart.told.isdisjoint(map(id, (record, *_children(record)))):
            record.settle()
    for cls in {type(made) for made in apart.made}:
        _add(session, [made for made in apart.made if type(made) is cls])


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
    keys, given, typed, filled = _columns(table)
    links = {field.name: related(field.name) for field in carriers(type(rows[0]))}
    now, marks = datetime.now().replace(microsecond=0), _marks(len(rows))
    values, changes = [], []
    for row in rows:
        inner = row.__dict__
        for name, other in links.items():
            linked = inner.get(other)
            if linked is not None:
                inner[name] = linked.id
        kept = {key: inner[key] for key in keys if inner.get(key) is not None}
        for key, default in given.items():
            if key not in kept and default is not None:
                kept[key] = next(marks) if key == "uid" else now if callable(default) else default
        filled |= kept.keys()
        values.append(kept)
        content = dict(kept)
        for key in typed & kept.keys():
            content[key] = held(kept[key])
        changes.append(Change(table.name, inner["id"], "add", content))
    said = [key for key in keys if key in filled]
    session.connection().execute(
        insert(table), [{key: kept.get(key) for key in said} for kept in values]
    )
    note(session, changes)


def _columns(table: Table) -> tuple[list[str], dict[str, Any], set[str], set[str]]:
    """A table's columns, their defaults, those that JSON holds otherwise, those always said.

    A column that none of the rows fills is left out of the statement, for most of a long register's
    are; one that the database itself would fill is said as it is.
    """
    keys = [column.key for column in table.columns]
    given = {c.key: getattr(c.default, "arg", None) for c in table.columns if c.default is not None}
    typed = {c.key for c in table.columns if c.type.python_type in (date, datetime, bytes)}
    return keys, given, typed, {c.key for c in table.columns if c.server_default is not None}


def _marks(number: int) -> Iterator[str]:
    """As many new uids; the system is asked once, which is what they cost."""
    noise = os.urandom(16 * number)
    return (uuid.UUID(bytes=noise[n : n + 16], version=4).hex for n in range(0, len(noise), 16))
