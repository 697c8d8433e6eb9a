"""A store that an older program wrote: its people and enterprises linked, each entered once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.store.defining import shipped
from db.store.kinds import parts
from db.store.record import Record, register
from db.store.shared import carriers, link_up

if TYPE_CHECKING:
    from db.store.database import Database

_AT_ONCE = 500


def link_all(database: "Database") -> int:
    """Link the rows of a store that an older program wrote, in one step; gives how many."""
    with database.read() as session:
        waiting = [(cls, number) for cls in _registers() for number in _unlinked(session, cls)]
    if waiting:
        with database.step("归并人员和企业：同一人只登记一次") as session:
            for start in range(0, len(waiting), _AT_ONCE):
                some = waiting[start : start + _AT_ONCE]
                records = [session.get(cls, number) for cls, number in some]
                link_up(session, [record for record in records if record is not None])
                session.flush()
    return len(waiting)


def nothing_shared(database: "Database") -> bool:
    """Whether no shared record is kept yet: a new store, or one whose linking was cut short."""
    classes = (part for cls in _registers() for part in parts(cls))
    tables = {getattr(field.kind, "table") for part in classes for field in carriers(part)}  # noqa: B009
    with database.read() as session:
        return not any(session.scalar(select(register(t).id).limit(1)) for t in tables)


def _registers() -> Iterator[type[Record]]:
    for cls in shipped():
        if issubclass(cls, Record) and any(map(carriers, parts(cls))):
            yield cls


def _unlinked(session: Session, cls: Any) -> list[int]:
    """Records that have a row without its links."""
    found: set[int] = set()
    for part in parts(cls):
        links = [getattr(part, field.name).is_(None) for field in carriers(part)]
        if links:
            number: Any = getattr(part, "id" if part is cls else "owner_id")
            found.update(session.scalars(select(number).where(and_(*links))))
    return sorted(found)
