"""What the newest record alike says: a lawyer's firm, the papers that such a case wants."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.store.outline import restriction
from db.store.record import Child, register
from db.store.rights import rights_in
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.fields import Field

_LOOKED_AT = 10_000
"""Of the latest rows: who comes again stands among them, and nobody waits."""


def recalled(database: "Database", row: Any, name: str) -> dict[str, Any]:
    """What the field ``name``, just typed, tells of the fields it ``recalls``.

    Blank ones alone; in a new row one that nobody changed from its default is as good as blank.
    Nothing sensitive for who may not see it.
    """
    cls = type(row)
    spec, typed = cls.fields[name], getattr(row, name)
    if not spec.recalls or typed in (None, ""):
        return {}
    with database.read() as session:
        owner: Any = register(cls.owner) if issubclass(cls, Child) else cls
        last = session.scalar(select(func.max(cls.id))) or 0
        query = select(cls).where(getattr(cls, name) == typed, cls.id > last - _LOOKED_AT)
        query = query.where(cls.id != (row.id or 0), owner.deleted_at.is_(None))
        if owner is not cls:
            query = query.join(owner, owner.id == cls.owner_id)
        if kept_only := restriction(owner):
            query = query.where(getattr(owner, kept_only).is_(None))
        found = session.scalar(query.order_by(cls.id.desc()).limit(1))
        if found is None:
            return {}
        full = rights_in(session).full
        told = {one: getattr(found, one) for one in spec.recalls if full or not _hidden(cls, one)}
    return {one: value for one, value in told.items() if value is not None and _open(row, one)}


def usual_rows(session: "Session", record: Any, spec: "Field") -> list[Any]:
    """New rows as the latest record alike has them, but those that the record has already.

    Args:
        session: for looking.
        record: need not belong to it.
        spec: the field of child rows, which ``repeats``.

    Raises:
        Trouble: it is not said yet what the record is about, or there is none alike with others.
    """
    cls: Any = type(record)
    label = cls.fields[spec.alike].label
    wanted = getattr(record, spec.alike)
    if wanted in (None, ""):
        raise Trouble(f"请先填写{label}：照同一{label}的上一件列出", wrong_input=True)
    query = select(cls).where(getattr(cls, spec.alike) == wanted, cls.deleted_at.is_(None))
    query = query.where(cls.id != (record.id or 0), getattr(cls, spec.name).any())
    if kept_only := restriction(cls):
        query = query.where(getattr(cls, kept_only).is_(None))
    last: Any = session.scalar(query.order_by(cls.id.desc()).limit(1))
    called, *_ = spec.repeats
    there = {getattr(row, called) for row in getattr(record, spec.name)}
    found = [
        type(row).fresh(**{name: getattr(row, name) for name in spec.repeats})
        for row in (getattr(last, spec.name) if last is not None else ())
        if getattr(row, called) not in there
    ]
    if not found:
        raise Trouble(f"没有别的{spec.label}可以照同一{label}的上一件列出", wrong_input=True)
    return found


def _hidden(cls: Any, name: str) -> bool:
    sensitive: bool = cls.fields[name].sensitive
    return sensitive


def _open(row: Any, name: str) -> bool:
    """Whether nobody has said anything there yet."""
    value = getattr(row, name)
    return value in (None, "") or (row.id is None and value == type(row).fields[name].fresh())
