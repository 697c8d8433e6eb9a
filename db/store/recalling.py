"""What the newest row of the same name says: a lawyer's firm is typed once."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.store.outline import restriction
from db.store.record import Child, register
from db.store.rights import rights_in

if TYPE_CHECKING:
    from db.store.database import Database

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


def _hidden(cls: Any, name: str) -> bool:
    sensitive: bool = cls.fields[name].sensitive
    return sensitive


def _open(row: Any, name: str) -> bool:
    """Whether nobody has said anything there yet."""
    value = getattr(row, name)
    return value in (None, "") or (row.id is None and value == type(row).fields[name].fresh())
