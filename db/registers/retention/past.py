"""Which records are past their term: counted from the last day that they tell of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, func, select, type_coerce
from sqlalchemy.orm import Session

from db.registers.retention.rule import PERMANENT, REGISTERS, RetentionRule, shipped_term
from db.store.codes import codes
from db.store.kinds import RowsKind
from db.store.record import Record, register


@dataclass(frozen=True)
class Past:
    """A record whose term is over.

    Attributes:
        table, id, uid, caption: which one.
        last_day: the last day that it tells of.
        term: a code of ``retention_term``. ``kept_to``: the last day of the term.
    """

    table: str
    id: int
    uid: str
    caption: str
    last_day: date
    term: str
    kept_to: date


def terms(session: Session) -> dict[str, str]:
    """By table, how long records are kept: as the office set it, else as the program ships it."""
    found = {entry.code: shipped_term(entry.code) for entry in codes(REGISTERS).entries}
    rules = select(RetentionRule).where(RetentionRule.deleted_at.is_(None))
    found.update((rule.register, rule.term) for rule in session.scalars(rules))
    return found


def kept_to(last_day: date, term: str) -> date | None:
    """The last day of a term, which begins with the year after; None for ever."""
    if term == PERMANENT:
        return None
    return date(last_day.year + int(term), 12, 31)


def past(session: Session, today: date, table: str | None = None) -> Iterator[Past]:
    """Every record past its term on a day, those in the recycle bin among them.

    Args:
        session: for looking.
        today: the day.
        table: of one register alone.
    """
    for name, term in terms(session).items():
        if term != PERMANENT and table in (None, name):
            yield from _of(session, register(name), term, today)


def still_kept(session: Session, table: str, number: int, today: date) -> str:
    """Why a record may not be destroyed yet, for people; empty once its term is over."""
    term = terms(session).get(table, PERMANENT)
    title = register(table).title
    if term == PERMANENT:
        return f"{title}永久保管，不得销毁"
    row = session.execute(_told(register(table)).where(register(table).id == number)).first()
    if row is None:
        return f"{title}第 {number} 条已经不在"
    end = kept_to(row.last_day, term)
    if end is not None and end < today:
        return ""
    return f"{title}第 {number} 条保管到 {end}，期满以前不得销毁"


def _of(session: Session, cls: type[Record], term: str, today: date) -> Iterator[Past]:
    told = _last_day(cls)
    before = date(today.year - int(term), 1, 1)
    for row in session.execute(_told(cls).where(told < before).order_by(cls.id)):
        end = kept_to(row.last_day, term)
        if end is not None and end < today:
            name = cls.__tablename__
            yield Past(name, row.id, row.uid, row.caption, row.last_day, term, end)


def _told(cls: type[Record]) -> Any:
    return select(cls.id, cls.uid, cls.caption, _last_day(cls).label("last_day"))


def _last_day(cls: type[Record]) -> Any:
    """The last day in the record or its child rows; without any, the day on which it was made."""
    days = [getattr(cls, name) for name in _days(cls)]
    for field in cls.fields.values():
        row: Any = field.kind.row if isinstance(field.kind, RowsKind) else None
        for name in _days(row) if row is not None else ():
            latest = select(func.max(getattr(row, name))).where(row.owner_id == cls.id)
            days.append(latest.correlate(cls).scalar_subquery())
    told: Any = func.max("", "", *(func.coalesce(day, "") for day in days))
    return type_coerce(func.coalesce(func.nullif(told, ""), func.date(cls.created_at)), Date)


def _days(cls: Any) -> list[str]:
    """Its dates, but those that tell of a person, such as the date of birth."""
    fields = cls.fields.values()
    return [field.name for field in fields if field.kind.code == "date" and not field.sensitive]
