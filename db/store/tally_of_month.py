"""What a month did to the store, told from its history: steps, and each register's records."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.store.history import CHANGE, STEP
from db.store.record import Record, register


@dataclass(frozen=True)
class Moved:
    """A register in the month: its records added, changed and removed, and those there at the end.

    Records in the recycle bin are there still.
    """

    title: str
    added: int
    edited: int
    removed: int
    total: int


@dataclass(frozen=True)
class Month:
    """The history from the first of a month to the end of a day.

    Attributes:
        first, last: the days.
        steps: all steps up to the end; ``month_steps``: those of the month.
        chain: of the newest of them; None without any.
        began: the day of the very first step; empty without any.
        registers: those that hold a record or were touched.
    """

    first: date
    last: date
    steps: int
    month_steps: int
    chain: str | None
    began: str
    registers: tuple[Moved, ...]


def month_of(session: Session, day: date) -> Month:
    """The month of a day, up to the end of that day; what came later is left out."""
    first = day.replace(day=1)
    until = (day + timedelta(days=1)).isoformat()
    last = session.scalar(select(func.max(STEP.c.id)).where(STEP.c.at < until)) or 0
    up_to = STEP.c.id <= last
    steps, began = session.execute(
        select(func.count(), func.min(STEP.c.at)).select_from(STEP).where(up_to)
    ).one()
    of_month = select(func.min(STEP.c.id), func.count()).where(
        up_to, STEP.c.at >= first.isoformat()
    )
    start, month_steps = session.execute(of_month).one()
    chain = session.scalar(select(STEP.c.chain).where(STEP.c.id == last))
    moved = _moved(session, start or last + 1, last)
    return Month(first, day, steps, month_steps, chain, (began or "")[:10], moved)


def _moved(session: Session, start: int, last: int) -> tuple[Moved, ...]:
    in_month = func.sum(case((CHANGE.c.step_id >= start, 1), else_=0))
    asked = (
        select(CHANGE.c.table_name, CHANGE.c.action, func.count(), in_month)
        .where(CHANGE.c.step_id <= last)
        .group_by(CHANGE.c.table_name, CHANGE.c.action)
    )
    numbers: dict[str, dict[str, tuple[int, int]]] = {}
    for table, action, whole, month in session.execute(asked):
        numbers.setdefault(table, {})[action] = (whole, month)
    found = []
    for table, by_action in sorted(numbers.items()):
        try:
            cls = register(table)
        except KeyError:  # child rows, counters, and what was dropped since
            continue
        added, edited, removed = (by_action.get(a, (0, 0)) for a in ("add", "edit", "remove"))
        if issubclass(cls, Record):
            total = added[0] - removed[0]
            found.append(Moved(cls.title, added[1], edited[1], removed[1], total))
    return tuple(found)
