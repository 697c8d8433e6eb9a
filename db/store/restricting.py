"""Records that may only be kept: those restricted themselves, and those in which one stands.

个人信息保护法 art. 47: where the law's term of keeping is not over, what somebody asked to have
deleted is stored and protected, and nothing else is done with it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from db.store.defining import shipped
from db.store.kinds import LinkKind, parts
from db.store.outline import restriction
from db.store.record import Record


def may_leave(cls: type[Record]) -> Iterator[ColumnElement[bool]]:
    """What must be true of a record so that it may leave the house.

    A case with a restricted party stays as a whole: its name, its parties and its text tell of
    the person. Figures count it as before; they tell of nobody.
    """
    own = restriction(cls)
    if own:
        yield getattr(cls, own).is_(None)
    kept = _kept()
    for part in parts(cls):
        for field in part.fields.values():
            if isinstance(field.kind, LinkKind) and field.kind.table in kept:
                here: Any = getattr(part, "id" if part is cls else "owner_id")
                named = getattr(part, field.name).in_(kept[field.kind.table])
                yield cls.id.not_in(select(here).where(named, here.is_not(None)))


def _kept() -> dict[str, Select[Any]]:
    """By register, the ids of those that are restricted."""
    found: dict[str, Select[Any]] = {}
    for cls in shipped():
        name = restriction(cls) if issubclass(cls, Record) else None
        if name:
            one: Any = cls
            found[cls.__tablename__] = select(one.id).where(getattr(one, name).is_not(None))
    return found
