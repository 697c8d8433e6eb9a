"""Who is meant: a person or an enterprise recognised by what is known of them.

A register says by which fields (``Record.identified_by``), the surest first: a wrong merge is
worse than a record too many.
"""

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from db.store.record import Record

Wanted = tuple[type[Record], tuple[str, ...]]
"""A register, and fields by which it is asked."""


def same(session: Session, cls: type[Record], values: dict[str, Any]) -> Record | None:
    """The record that these values recognise, surest fields first; None for somebody new.

    A record whose surest field (the ID number) says otherwise is somebody else.
    """
    surest = cls.identified_by[0]
    for names in cls.identified_by:
        if any(values.get(name) is None for name in names):
            continue
        key = _key(cls, names, values)
        shared, nobody = _known(session)
        known = shared.get(key)
        if known is not None:
            if known.id is not None and inspect(known).transient:  # written past the session
                known = shared[key] = session.get_one(cls, known.id)
            return known if _may_be(known, surest, values) else None
        if key in nobody:
            continue
        query = select(cls).where(cls.deleted_at.is_(None))
        for name in names:
            query = query.where(getattr(cls, name) == values[name])
        for found in session.scalars(query.order_by(cls.id).limit(5)):
            if _may_be(found, surest, values):
                return found
    return None


def look_up(session: Session, wanted: dict[Wanted, set[tuple[Any, ...]]]) -> None:
    """Ask for many at once; ``same`` then asks no more for these values."""
    shared, nobody = _known(session)
    for (cls, names), keys in wanted.items():
        first: Any = getattr(cls, names[0])
        query = select(cls).where(cls.deleted_at.is_(None), first.in_({key[0] for key in keys}))
        found: dict[tuple[Any, ...], list[Record]] = {}
        for held in session.scalars(query):
            found.setdefault(tuple(getattr(held, name) for name in names), []).append(held)
        for values in keys:
            key = _key(cls, names, dict(zip(names, values, strict=True)))
            if values not in found:
                nobody.add(key)
            elif len(found[values]) == 1:
                shared.setdefault(key, found[values][0])


def remember(session: Session, held: Record, values: dict[str, Any]) -> None:
    """Let ``same`` give this record for these values, in this step, before it is written."""
    cls = type(held)
    for names in cls.identified_by:
        if all(values.get(name) is not None for name in names):
            _known(session)[0][_key(cls, names, values)] = held


def is_another(held: Any, cls: type[Record], values: dict[str, Any]) -> bool:
    """Whether a row now names somebody other than the record it is linked to.

    A number whose check digit was wrong and is now right was a slip of the pen, not a change of
    person.
    """
    (surest,) = cls.identified_by[0]
    mine, known = values.get(surest), getattr(held, surest)
    if mine is not None and known is not None and mine != known:
        wrong = bool(cls.fields[surest].kind.problems(known))
        return not (wrong and values[cls.name_field] == getattr(held, cls.name_field))
    return mine is None and bool(values[cls.name_field] != getattr(held, cls.name_field))


def _may_be(record: Any, surest: tuple[str, ...], values: dict[str, Any]) -> bool:
    pairs = [(getattr(record, name), values.get(name)) for name in surest]
    return all(known is None or mine is None or known == mine for known, mine in pairs)


def _known(session: Session) -> tuple[dict[Any, Any], set[Any]]:
    """Whom the step has met, and whom the store was found not to know, by their keys."""
    info = session.info
    return info.setdefault("shared", {}), info.setdefault("nobody", set())


def _key(cls: type[Record], names: tuple[str, ...], values: dict[str, Any]) -> tuple[Any, ...]:
    return (cls.__tablename__, *((name, values[name]) for name in names))
