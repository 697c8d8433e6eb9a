"""How figures are counted: records, sums, distinct things, stocks, ratios, growth, totals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from db.figures.behind import records
from db.figures.figure import EVE, FIRST, LAST, Behind, Condition, Figure, Measure, Piece, Source
from db.figures.frozen import frozen_records
from db.figures.period import Period
from db.figures.words import percent
from db.store.record import Child, Record

COUNT = Measure()
"""The number of records."""


@dataclass(frozen=True, eq=False)
class Sum(Measure):
    """The sum of what each record carries: a field, or ``of_rows``."""

    weight: Any

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """One."""
        return (figure.piece(period, basis, weight=self.weight),)


@dataclass(frozen=True, eq=False)
class Distinct(Measure):
    """How many different values of an expression: persons, not person-times."""

    key: Any

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """One."""
        return (figure.piece(period, basis, weight=self.key, distinct=True),)


@dataclass(frozen=True, eq=False)
class Stock(Measure):
    """What is there at the end of a period; opening + came - went = closing."""

    closing: tuple[Condition, ...]
    opening: tuple[Condition, ...]
    came: tuple[Condition, ...]
    went: tuple[Condition, ...]

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """Closing, opening, came, went."""
        del basis
        sides = {
            "期末": self.closing, "期初": self.opening, "增加": self.came, "减少": self.went,
        }  # fmt: skip
        return tuple(
            Piece(role, figure.cls, period, (*figure.tests, *tests))
            for role, tests in sides.items()
        )


def spell(since: Any, until: Any, began: str, over: str) -> Stock:
    """A stock of records that each are there from one day until another, not on that itself.

    A blank ``since`` is "always", a blank ``until`` "still".

    Args:
        since: a dated column.
        until: another.
        began: what happens on the one, in words: 成立.
        over: on the other: 撤销.
    """

    def at(day: Any, when: str) -> tuple[Condition, Condition]:
        return (
            Condition(f"{when}已{began}", or_(since.is_(None), since <= day)),
            Condition(f"{when}没有{over}", or_(until.is_(None), until > day)),
        )

    ordered = or_(until.is_(None), since.is_(None), until >= since)
    return Stock(
        at(LAST, "期末"),
        at(EVE, "期初"),
        (Condition(f"本期{began}", and_(since.between(FIRST, LAST), ordered)),),
        (Condition(f"本期{over}", and_(until.between(FIRST, LAST), ordered)),),
    )


def present(there: Callable[[Any], ColumnElement[bool]], words: str) -> Stock:
    """A stock of records that are there by a condition of the day: by their child rows.

    Args:
        there: the condition for a day.
        words: in words: 在任.
    """
    now, then = there(LAST), there(EVE)
    return Stock(
        (Condition(f"期末{words}", now),),
        (Condition(f"期初{words}", then),),
        (Condition(f"期末{words}、期初不{words}", and_(now, not_(then))),),
        (Condition(f"期初{words}、期末不{words}", and_(then, not_(now))),),
    )


@dataclass(frozen=True, eq=False)
class Ratio(Measure):
    """One figure over another, in per cent; no value while the other is zero."""

    part: Figure
    whole: Figure

    @property
    def sides(self) -> tuple[Figure, ...]:
        """What is counted for the part, then for the whole."""
        return (*_made_of(self.part), *_made_of(self.whole))

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """Part and whole; of a total all that it is made of."""
        del figure
        return tuple(replace(one.pieces(period, basis)[0], role=one.name) for one in self.sides)

    def number(self, counted: Sequence[int]) -> Decimal | None:
        """To one decimal; never rounded to 100."""
        parts = len(_made_of(self.part))
        return percent(sum(counted[:parts]), sum(counted[parts:]))

    @property
    def in_percent(self) -> bool:
        """Yes."""
        return True


def _made_of(figure: Figure) -> tuple[Figure, ...]:
    return figure.measure.of if isinstance(figure.measure, Total) else (figure,)


@dataclass(frozen=True, eq=False)
class Growth(Measure):
    """A figure against that of a year ago: how much more, or by what rate."""

    of: Figure
    rate: bool = False

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """Now and then; a stock of then as it was signed, where it was."""
        ago = period.year_ago()
        now, then = (self.of.pieces(one, basis)[0] for one in (period, ago))
        if isinstance(self.of.measure, Stock):
            then = Piece("", figure.cls, ago, source=_as_signed(self.of))
        return (replace(now, role="本期"), replace(then, role="去年同期"))

    def number(self, counted: Sequence[int]) -> int | Decimal | None:
        """The difference, or its rate in per cent; no rate over nothing."""
        now, then = counted
        return percent(now - then, then) if self.rate else now - then

    @property
    def in_percent(self) -> bool:
        """Whether the rate is asked for."""
        return self.rate


@cache
def _as_signed(stock: Figure) -> Source:
    """The records of a stock as a signed return froze them, else as the registers give them now.

    What was reported once is what growth is measured against, also after an old record was entered
    late (mediation.md decision 9).
    """

    def source(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
        signed = frozen_records(session, stock.code, period.last)
        if signed is None:
            signed = list(records(session, stock, period)[0].rows)
        return {"": signed}

    return source


@dataclass(frozen=True, eq=False)
class Total(Measure):
    """Several figures together, also of different registers; no record stands in two of them."""

    of: tuple[Figure, ...]

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """One for each."""
        del figure
        return tuple(replace(one.pieces(period, basis)[0], role=one.name) for one in self.of)

    def number(self, counted: Sequence[int]) -> int:
        """Their sum."""
        return sum(counted)


@dataclass(frozen=True, eq=False)
class Reckoned(Measure):
    """What only the program can count; ``source`` gives the records by key.

    Attributes:
        roles: role in words and key, the figure's own first.
        rate: the first over the second, in per cent.
    """

    source: Source
    roles: tuple[tuple[str, str], ...]
    rate: bool = False

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """One for each role."""
        del basis
        return tuple(
            Piece(role, figure.cls, period, source=self.source, key=key) for role, key in self.roles
        )

    def number(self, counted: Sequence[int]) -> int | Decimal | None:
        """The first, or its rate."""
        return percent(*counted) if self.rate else counted[0]

    @property
    def in_percent(self) -> bool:
        """Whether it is a rate."""
        return self.rate


@dataclass(frozen=True, eq=False)
class Nothing(Measure):
    """No number, and why."""

    why: str

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """None."""
        del figure, period, basis
        return ()

    def number(self, counted: Sequence[int]) -> None:
        """None."""
        del counted


def why_nothing(figure: Figure) -> str:
    """Why an own figure gives no number; empty for one that does."""
    return figure.measure.why if isinstance(figure.measure, Nothing) else ""


def of_rows(
    owner: type[Record], row: type[Child], *tests: ColumnElement[bool], summed: Any = None
) -> Any:
    """What a record's rows carry together: their number, or the sum of one of their fields."""
    what = func.count() if summed is None else func.coalesce(func.sum(summed), 0)
    mine = row.owner_id == owner.id
    return select(what).where(mine, *tests).correlate(owner).scalar_subquery()


def has_row(owner: type[Record], row: type[Child], *tests: ColumnElement[bool]) -> Any:
    """The condition that a record has such a row."""
    return select(row.id).where(row.owner_id == owner.id, *tests).correlate(owner).exists()
