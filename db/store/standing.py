"""Where else a shared record stands: every row of every register that links to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.store.defining import own_registers, shipped
from db.store.fields import Field
from db.store.kinds import LinkKind, RowsKind
from db.store.record import Child, Record, Row, register
from db.store.rights import rights_in


@dataclass(frozen=True)
class Role:
    """One record in which somebody stands.

    Attributes:
        table: of which register, and ``title`` what that is called.
        role: as what: 当事人; empty where the record is about them alone.
        record_id: which record, and ``caption`` what it is called.
        day: the date that orders its register, or that of its entry.
        called: by what name, where ``still_called`` looked for that.
    """

    table: str
    title: str
    role: str
    record_id: int
    caption: str
    day: date
    called: str = ""


def standing(
    session: Session,
    shared: Record,
    most: int = 50,
    *,
    without: tuple[str, int | None] = ("", None),
) -> list[Role]:
    """The roles of a shared record in what the person may look at, newest first.

    Args:
        session: for looking.
        shared: a person or an enterprise, saved.
        most: how many at most.
        without: table and id of a record that is left out, as it is open before people's eyes.
    """
    found: set[Role] = set()
    may_see = rights_in(session).may_see
    for link in _links_to(session, shared.__tablename__):
        if not may_see(link.owner):
            continue
        found.update(_roles(session, link, shared.id, most))
    others = (one for one in found if (one.table, one.record_id) != without)
    return sorted(others, key=lambda one: (one.day, one.record_id), reverse=True)[:most]


def still_called(session: Session, shared: Record, most: int = 50) -> list[Role]:
    """The roles in which a shared record has another name than its own, newest first.

    A row keeps the name as it stood on the day: a slip that was mended since, or a former name.
    What the person may not look at is left out.
    """
    found: set[Role] = set()
    name = type(shared).name_field
    may_see = rights_in(session).may_see
    for link in _links_to(session, shared.__tablename__):
        if name in link.field.carries and may_see(link.owner):
            query = _query(link.row, link.field.name)
            other = getattr(link.row, name)
            query = query.add_columns(other).where(other != getattr(shared, name))
            found.update(_roles(session, link, shared.id, most, query))
    return sorted(found, key=lambda one: (one.day, one.record_id), reverse=True)[:most]


class _Link(NamedTuple):
    owner: type[Record]
    row: type[Row]
    field: Field


def _links_to(session: Session, table: str) -> Iterator[_Link]:
    """Every link of any register, or its rows, to that table."""
    yield from _shipped_to(table)
    for cls in own_registers(session).in_force:
        yield from _links_of(cls, table)


@cache
def _shipped_to(table: str) -> tuple[_Link, ...]:
    return tuple(link for cls in shipped() for link in _links_of(cls, table))


def _links_of(cls: Any, table: str) -> Iterator[_Link]:
    for field in cls.fields.values():
        if isinstance(field.kind, LinkKind) and field.kind.table == table:
            yield _Link(register(cls.owner) if issubclass(cls, Child) else cls, cls, field)


def _roles(
    session: Session, link: _Link, number: int, most: int, query: Any = None
) -> Iterator[Role]:
    """By the index of the link, whatever the register's size."""
    owner, role = link.owner, _role(link)
    asked = {"number": number, "most": most}
    query = _query(link.row, link.field.name) if query is None else query
    for record_id, caption, at, *called in session.execute(query, asked):
        on = at.date() if isinstance(at, datetime) else at or date.min
        yield Role(owner.__tablename__, owner.title, role, record_id, caption, on, *called)


@cache
def _query(row: Any, link: str) -> Any:
    """Written once: a person stands in some twenty registers."""
    owner: Any = register(row.owner) if issubclass(row, Child) else row
    day = getattr(owner, _day_of(owner))
    query: Any = select(owner.id, owner.caption, day)
    if owner is not row:
        query = query.join_from(row, owner, row.owner_id == owner.id)
    live = func.coalesce(owner.deleted_at, owner.deleted_at).is_(None)
    here = getattr(row, link) == bindparam("number")
    return query.where(here, live).order_by(day.desc()).limit(bindparam("most"))


def _role(link: _Link) -> str:
    """The rows' name, and the link's own where it says more than whom it links to."""
    kind: Any = link.field.kind
    rows = (
        spec.label
        for spec in link.owner.fields.values()
        if isinstance(spec.kind, RowsKind) and spec.kind.row is link.row
    )
    own = "" if link.field.label == register(kind.table).title else link.field.label
    return "、".join(filter(None, (next(rows, ""), own)))


def _day_of(owner: type[Record]) -> str:
    """The date by which a register's records are known."""
    dated = (name for name in (owner.newest_first, "registered_on") if name in owner.fields)
    return next((name for name in dated if name), "created_at")
