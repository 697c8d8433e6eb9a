"""The year and the quarter in brief, as the first page tells them: figures of the catalogue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.figures.asking import Value, values
from db.figures.catalogue import figure
from db.figures.figure import Figure
from db.figures.period import Period
from db.figures.splitting import MONTH, splits
from db.figures.words import NOTHING, said_percent

_OF_THE_YEAR = ("accepted", "resolved", "failed", "ended", "rate", "amount")
_NOW = ("mediation.waiting", "mediation.open")
_OF_THE_QUARTER = (
    "mediation.accepted",
    "mediation.concluded",
    "mediation.rate",
    "aid.applied",
    "education.reach",
)
"""What people look at from week to week; people reached last."""
_QUARTER = 3  # months

MaySee = Callable[[Any], bool]
"""Whether the person who opened the store may look at a register."""


@dataclass(frozen=True)
class Compared:
    """A figure of this quarter beside the last.

    Attributes:
        now: from the quarter's first day to today.
        before: as many days of the quarter before, at most the whole of it.
        months: each month of both quarters with its number; None for one that is still to come,
            and where there is no rate.
    """

    now: Value
    before: Value
    months: tuple[tuple[Period, int | Decimal | None], ...]


def of_year(session: Session, year: int, may_see: MaySee) -> list[Value]:
    """One calendar year's mediation; stocks as they stand today. Empty where it may not be seen."""
    flows = [figure(f"mediation.{code}") for code in _OF_THE_YEAR]
    if not may_see(flows[0].cls):
        return []
    today = Period(date.today(), date.today())
    now = values(session, [figure(code) for code in _NOW], today)
    return [*values(session, flows, Period.year(year)).values(), *now.values()]


def quarters(session: Session, today: date, may_see: MaySee) -> list[Compared]:
    """This quarter to date beside the same days of the last; registers not kept are left out."""
    now, before = to_date(today)
    asked = [one for code in _OF_THE_QUARTER if may_see((one := figure(code)).cls)]
    here, there = values(session, asked, now), values(session, asked, before)
    kept = [one for one in asked if here[one.code].kept]
    by_month = _by_month(session, kept, Period(before.first, today))
    return [
        Compared(here[one.code], there[one.code], tuple(_months(before.first, by_month[one.code])))
        for one in kept
    ]


def to_date(today: date) -> tuple[Period, Period]:
    """The quarter from its first day to ``today``, and as many days of the one before."""
    whole = Period.quarter(today.year, (today.month + 2) // _QUARTER)
    last = whole.before()
    same = min(last.first + (today - whole.first), last.last)
    return Period(whole.first, today), Period(last.first, same)


def exact(value: Value) -> str:
    """The number as it is, with its unit: 1,204 人次; 96.3%; — where there is none."""
    if value.number is None or not value.kept:
        return NOTHING
    if value.figure.measure.in_percent:
        return said_percent(Decimal(value.number))
    return f"{value.shown:,} {value.figure.unit}"


def _by_month(
    session: Session, figures: Sequence[Figure], period: Period
) -> dict[str, dict[str, int | Decimal | None]]:
    found: dict[str, dict[str, int | Decimal | None]] = {}
    for cls in dict.fromkeys(one.cls for one in figures):
        mine = [one for one in figures if one.cls is cls]
        for code, parts in splits(session, mine, MONTH, period).items():
            found[code] = {str(part.key): part.value.number for part in parts}
    return found


def _months(
    first: date, numbers: dict[str, int | Decimal | None]
) -> list[tuple[Period, int | Decimal | None]]:
    """Six whole months from the first; those that are still to come have no number."""
    months, day = [], first
    for _ in range(2 * _QUARTER):
        month = Period.month(day.year, day.month)
        months.append((month, numbers.get(f"{day:%Y-%m}")))
        day = month.last + timedelta(days=1)
    return months
