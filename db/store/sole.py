"""The only choice there is: a new record whose link has one sensible answer begins with it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.store.finder import may_see
from db.store.kinds import LinkKind
from db.store.outline import restriction
from db.store.record import Record, register
from db.store.rights import rights_in

if TYPE_CHECKING:
    from db.store.database import Database


def begun(database: "Database", row: Any) -> Any:
    """The new record or row, its blank ``sole`` links pointing at the only one there is."""
    blank = {
        field.name: field.kind.table
        for field in type(row).fields.values()
        if field.sole and isinstance(field.kind, LinkKind) and getattr(row, field.name) is None
    }
    if blank:
        with database.read() as session:
            for name, table in blank.items():
                setattr(row, name, _sole(session, register(table)))
    return row


def _sole(session: Session, cls: type[Record]) -> int | None:
    """The one record that serves today, of several the one called as who is at work; its id."""
    if not may_see(session, cls):
        return None
    query = select(cls.id).where(cls.deleted_at.is_(None))
    if kept_only := restriction(cls):
        query = query.where(getattr(cls, kept_only).is_(None))
    if cls.in_service:
        column: Any = getattr(cls, cls.in_service)
        is_day = cls.fields[cls.in_service].kind.code == "date"
        query = query.where(or_(column.is_(None), column >= date.today()) if is_day else column)
    for one in (query, query.where(cls.caption == rights_in(session).user)):
        found = session.scalars(one.limit(2)).all()
        if len(found) == 1:
            return found[0]
    return None
