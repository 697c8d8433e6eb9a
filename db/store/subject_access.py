"""All that a store holds of one person or enterprise, for who asks what is kept of them.

个人信息保护法 art. 45 gives everybody the right to see and copy it, art. 46 to have it corrected.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.attachments import tally
from db.store.defining import own_registers, shipped
from db.store.kinds import LinkKind, RowsKind, parts
from db.store.links import captions
from db.store.record import Child, Record, Row


@dataclass(frozen=True)
class Held:
    """One record in which the person stands.

    Attributes:
        table, id: the record. ``title``: its register. ``caption``: what it is called.
        role: as what: 当事人, 申请人.
        said: label and words of what the record says of the person in that role.
        files: how many attachments the record has.
        deleted: whether it lies in the recycle bin.
    """

    table: str
    id: int
    title: str
    caption: str
    role: str
    said: tuple[tuple[str, str], ...]
    files: int
    deleted: bool


def held_of(session: Session, record: Record) -> list[Held]:
    """Every record with a link to this one, in its own columns or in those of its rows."""
    found: list[Held] = []
    known = [cls for cls in shipped() if issubclass(cls, Record)]
    for cls in sorted({*known, *own_registers(session).every}, key=lambda cls: cls.title):
        for part in parts(cls):
            for field in part.fields.values():
                if isinstance(field.kind, LinkKind) and field.kind.table == record.__tablename__:
                    found += _in_column(session, cls, part, field, record.id)
    return found


def tied_to(session: Session, table: str, number: int) -> Iterator[Record]:
    """Records that only tell of that one: what was printed of it."""
    for cls in shipped():
        if issubclass(cls, Record) and cls.tied_by:
            columns = [getattr(cls, name) for name in cls.tied_by]
            query = select(cls).where(columns[0] == table, columns[1] == number)
            yield from session.scalars(query.order_by(cls.id))


def said_of(session: Session, row: Row, *, whole: bool, names: tuple[str, ...] = ()) -> Any:
    """Label and words of a row's filled fields: all of them, or those named and the sensitive."""
    told = []
    for field in type(row).fields.values():
        value = getattr(row, field.name)
        if isinstance(field.kind, RowsKind) or value in (None, "") or field.kind.code == "file":
            continue
        if not (whole or field.sensitive or field.name in names):
            continue
        if isinstance(field.kind, LinkKind):
            words = captions(session, field.kind.table, [value]).get(value, "")
        else:
            words = field.kind.format(value)
        told.append((field.label, words))
    return tuple(told)


def _in_column(session: Session, cls: Any, part: Any, field: Any, number: int) -> Iterator[Held]:
    query = select(part).where(getattr(part, field.name) == number).order_by(part.id)
    for row in session.scalars(query):
        child = isinstance(row, Child)
        owner: Any = session.get(cls, row.owner_id) if child else row
        carried = field.carries
        said = said_of(session, row, whole=child, names=carried) if carried else ()
        files = tally(session, cls.__tablename__, owner.id).files
        yield Held(
            cls.__tablename__,
            owner.id,
            cls.title,
            owner.caption,
            _role(cls, part, field.label),
            said,
            files,
            deleted=owner.deleted_at is not None,
        )


def _role(cls: Any, part: Any, label: str) -> str:
    if part is cls:
        return str(label)
    rows = (field for field in cls.fields.values() if isinstance(field.kind, RowsKind))
    return next(str(field.label) for field in rows if getattr(field.kind, "row") is part)  # noqa: B009
