"""One person, many roles: rows that carry the fields of a shared record find it, or make it.

A party, an applicant, an officer each keep their own name and address, as they stood on the day;
the link (``Field.carries``) says who it is. Nobody is entered twice: an ID number that is known,
or a name with the same telephone or birth date, is the same person.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from db.store.declared import related
from db.store.fields import Field
from db.store.newborn import fresh
from db.store.outline import outline, peek
from db.store.recognising import Wanted, is_another, look_up, remember, same
from db.store.record import Record, Row, register


@dataclass
class Apart:
    """Linking for records that join no session: what else is to be settled and written.

    Attributes:
        made: shared records that are new. ``told``: the ``id()`` of rows that were told something.
    """

    made: list[Record] = dataclasses.field(default_factory=list)
    told: set[int] = dataclasses.field(default_factory=set)


def link_up(
    session: Session, records: Iterable[Record], apart: Apart | None = None
) -> list[Record]:
    """Link every row that carries a shared record's fields; gives the records made or changed.

    Args:
        session: of the running step.
        records: whose rows.
        apart: takes what is made, which otherwise joins the session.
    """
    touched: dict[int, Record] = {}
    for record in records:
        for row in (record, *_rows(record)):
            for field in carriers(type(row)):
                found = _link(session, row, field, apart)
                if found is not None:
                    touched[id(found)] = found
    return list(touched.values())


def foresee(session: Session, records: Iterable[Record]) -> None:
    """Look up for many new records at once whom their rows name; ``link_up`` then asks no more."""
    wanted: dict[Wanted, set[tuple[Any, ...]]] = {}
    for record in records:
        for row in (record, *_rows(record)):
            for field in carriers(type(row)):
                cls = register(getattr(field.kind, "table"))  # noqa: B009
                for names in cls.identified_by:
                    values = tuple(getattr(row, name, None) for name in names)
                    if None not in values:
                        wanted.setdefault((cls, names), set()).add(values)
    look_up(session, wanted)


def carriers(cls: type[Row]) -> tuple[Field, ...]:
    """The links of a class that carry fields."""
    return outline(cls).carriers


def foreseen(session: Session, row: Row, field: Field) -> tuple[Record, tuple[str, ...]] | None:
    """Whom saving will link ``row`` to, and the fields that say so; None for somebody new.

    No fields for the record that the row is linked to already.
    """
    cls: Any = register(getattr(field.kind, "table"))  # noqa: B009
    values = {name: getattr(row, name) for name in field.carries}
    number = getattr(row, field.name)
    held: Any = session.get(cls, number) if number is not None else None
    if held is not None and not (values.get(cls.name_field) and is_another(held, cls, values)):
        return held, ()
    found: Any = same(session, cls, values) if values.get(cls.name_field) else None
    if found is None:
        return None
    told = (
        names
        for names in cls.identified_by
        if all(values.get(name) and values[name] == getattr(found, name) for name in names)
    )
    return found, next(told, ())


def filled_from(row: Row, field: Field, record: Record) -> dict[str, Any]:
    """The carried fields that choosing ``record`` fills in ``row``: those still blank."""
    values = ((name, getattr(record, name)) for name in field.carries)
    return {
        name: value
        for name, value in values
        if value is not None and getattr(row, name) in (None, "")
    }


def _rows(record: Record) -> Iterator[Row]:
    for name in outline(type(record)).rows:
        yield from peek(record, name)


def _link(session: Session, row: Row, field: Field, apart: Apart | None) -> Record | None:
    cls: Any = register(getattr(field.kind, "table"))  # noqa: B009
    if field.shown_when is not None and not field.shown_when(row):
        if peek(row, field.name) is not None:
            setattr(row, field.name, None)
            if apart is not None:
                apart.told.add(id(row))
        return None
    values = {name: peek(row, name) for name in field.carries}
    if not values.get(cls.name_field):
        return None
    held: Record | None = None
    number = getattr(row, field.name)
    if number is not None:
        held = session.get(cls, number)
        if not (_news(row, field) or _is_new(row)):
            return None
    if held is None or is_another(held, cls, values):
        held = same(session, cls, values)
    if held is None:
        held = _made(session, cls, values, apart)
    remember(session, held, values)
    if held.id is None or held.id != number:
        place = set_committed_value if apart is not None else setattr
        place(row, related(field.name), held)
    return held if _bring_up_to_date(held, row, field, apart) or inspect(held).pending else None


def _made(session: Session, cls: Any, values: dict[str, Any], apart: Apart | None) -> Any:
    known = {name: value for name, value in values.items() if value is not None}
    if apart is None:
        made = cls.fresh(**known)
        session.add(made)
    else:
        made = fresh(cls, known)
        apart.made.append(made)
    return made


def _bring_up_to_date(held: Any, row: Row, field: Field, apart: Apart | None) -> bool:
    """Blanks are filled both ways; what was just typed in the row is the newest word."""
    changed = False
    new = apart is not None or _is_new(row)
    news = field.carries if new else _news(row, field)
    for name in field.carries:
        mine, known = peek(row, name), peek(held, name)
        if mine is None:
            if new and known is not None:
                setattr(row, name, known)
                if apart is not None:
                    apart.told.add(id(row))
        elif mine != known and (known is None or name in news):
            setattr(held, name, mine)
            changed = True
    return changed


def _is_new(row: Row) -> bool:
    state = inspect(row)
    return bool(state.pending or state.transient)


def _news(row: Row, field: Field) -> set[str]:
    attributes = inspect(row).attrs
    return {name for name in field.carries if attributes[name].history.has_changes()}
