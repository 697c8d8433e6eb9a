"""One person, many roles: rows that carry the fields of a shared record find it, or make it.

A party, an applicant, an officer each keep their own name and address, as they stood on the day;
the link (``Field.carries``) says who it is. Nobody is entered twice: an ID number that is known,
or a name with the same telephone or birth date, is the same person.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from db.store.declared import related
from db.store.defining import shipped
from db.store.fields import Field
from db.store.kinds import parts
from db.store.newborn import fresh
from db.store.outline import outline, peek
from db.store.record import Record, Row, register

if TYPE_CHECKING:
    from db.store.database import Database

_AT_ONCE = 500


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
    wanted: dict[tuple[type[Record], tuple[str, ...]], set[tuple[Any, ...]]] = {}
    for record in records:
        for row in (record, *_rows(record)):
            for field in carriers(type(row)):
                cls = register(getattr(field.kind, "table"))  # noqa: B009
                for names in cls.identified_by:
                    values = tuple(getattr(row, name, None) for name in names)
                    if None not in values:
                        wanted.setdefault((cls, names), set()).add(values)
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


def carriers(cls: type[Row]) -> tuple[Field, ...]:
    """The links of a class that carry fields."""
    return outline(cls).carriers


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


def foreseen(session: Session, row: Row, field: Field) -> tuple[Record, tuple[str, ...]] | None:
    """Whom saving will link ``row`` to, and the fields that say so; None for somebody new.

    No fields for the record that the row is linked to already.
    """
    cls: Any = register(getattr(field.kind, "table"))  # noqa: B009
    values = {name: getattr(row, name) for name in field.carries}
    number = getattr(row, field.name)
    held: Any = session.get(cls, number) if number is not None else None
    if held is not None and not (values.get(cls.name_field) and _is_another(held, cls, values)):
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
    if held is None or _is_another(held, cls, values):
        held = same(session, cls, values)
    if held is None:
        held = _made(session, cls, values, apart)
    for names in cls.identified_by:
        if all(values.get(name) is not None for name in names):
            _known(session)[0][_key(cls, names, values)] = held
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


def _is_another(held: Any, cls: type[Record], values: dict[str, Any]) -> bool:
    """Whether the row now names somebody other than the record it is linked to.

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
