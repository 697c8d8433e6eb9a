"""What the program knows already: a link's only sensible answer, and what was answered last."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from db.store.finder import may_see
from db.store.kinds import LinkKind
from db.store.outline import restriction
from db.store.record import Record, register
from db.store.rights import rights_in

if TYPE_CHECKING:
    from db.store.database import Database

_LOOKED_AT = 1000
"""Of the latest records: who enters records himself stands among them, and nobody waits."""


def begun(database: "Database", row: Any) -> Any:
    """The new record or row, its blank ``sole`` links pointing at the only one there is.

    Where several could be meant and the field is also ``usual``: at the one that the latest record
    of the person at work names, for not everybody signs in under the name of the staff list.
    """
    blank = [
        (field, field.kind.table)
        for field in type(row).fields.values()
        if field.sole and isinstance(field.kind, LinkKind) and getattr(row, field.name) is None
    ]
    if blank:
        with database.read() as session:
            for field, table in blank:
                one = _sole(session, register(table))
                if one is None and field.usual:
                    one = _own_latest(session, type(row), field.name, register(table))
                setattr(row, field.name, one)
    return row


def usual(session: Session, row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Of the fields, the blank ``usual`` ones with what the latest record that has them says."""
    cls = type(row)
    found = {}
    newest = select(func.max(cls.id)).scalar_subquery()
    for name in names:
        spec, column = cls.fields[name], getattr(cls, name)
        if not spec.usual or getattr(row, name) not in (None, ""):
            continue
        there = cls.deleted_at.is_(None) & column.is_not(None) & (cls.id > newest - _LOOKED_AT)
        value = session.scalar(select(column).where(there).order_by(cls.id.desc()).limit(1))
        if isinstance(spec.kind, LinkKind) and value is not None:
            value = _if_serving(session, register(spec.kind.table), value)
        if value is not None:
            found[name] = value
    return found


def _sole(session: Session, cls: type[Record]) -> int | None:
    """The one record that serves today, of several the one called as who is at work; its id."""
    if not may_see(session, cls):
        return None
    query = _serving(cls)
    for one in (query, query.where(cls.caption == rights_in(session).user)):
        found = session.scalars(one.limit(2)).all()
        if len(found) == 1:
            return found[0]
    return None


def _own_latest(session: Session, cls: Any, name: str, other: type[Record]) -> int | None:
    """Whom the latest record of the person at work names, while that one serves."""
    column = getattr(cls, name)
    last = session.scalar(select(func.max(cls.id))) or 0
    entered = (cls.id > last - _LOOKED_AT) & (cls.created_by == rights_in(session).user)
    entered &= cls.deleted_at.is_(None)
    query = select(column).where(entered, column.is_not(None)).order_by(cls.id.desc()).limit(1)
    value = session.scalar(query)
    return None if value is None else _if_serving(session, other, value)


def _if_serving(session: Session, other: type[Record], value: int) -> int | None:
    serving = _serving(other).where(other.id == value)
    return session.scalar(serving) if may_see(session, other) else None


def _serving(cls: type[Record]) -> Select[int]:
    """The ids of those that can be chosen today."""
    query = select(cls.id).where(cls.deleted_at.is_(None))
    if kept_only := restriction(cls):
        query = query.where(getattr(cls, kept_only).is_(None))
    if cls.in_service:
        column: Any = getattr(cls, cls.in_service)
        is_day = cls.fields[cls.in_service].kind.code == "date"
        query = query.where(or_(column.is_(None), column >= date.today()) if is_day else column)
    return query
