"""Problems and measures of a year in one order, and what became of those of the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import Shortcoming
from db.registers.shortcoming import SOLVED
from db.store.codes import codes


@dataclass(frozen=True)
class Pair:
    """A problem with its measure, which the report prints at the same place of two lists.

    Attributes:
        id: of the record in the register 问题与措施.
        order: the number printed before both; without gaps, whatever the records say.
        area: 思想认识, 法治宣传, 执法监督 …
        measure_heading, measure: empty while there is none.
        figures: codes of the figures it rests on.
        carried_from: the id of the problem of an earlier year that goes on in it.
    """

    id: int
    order: int
    area: str
    heading: str
    problem: str
    causes: str
    measure_heading: str
    measure: str
    figures: tuple[str, ...] = ()
    carried_from: int | None = None


@dataclass(frozen=True)
class Became:
    """What became of a problem of the year before.

    Attributes:
        outcome: 已解决, 有进展, 仍需继续; empty while nobody has said.
        note: in words.
        done, steps: how many steps of its measure are done, of how many.
        follower: the id of this year's problem that goes on with it.
    """

    id: int
    heading: str
    measure_heading: str
    outcome: str
    note: str
    done: int
    steps: int
    follower: int | None = None

    @property
    def told(self) -> bool:
        """Whether the report can say it."""
        return bool(self.outcome)

    @property
    def sentence(self) -> str:
        """有进展：监督员已配备。 Empty while nobody has said."""
        said = "：".join(filter(None, (self.outcome, self.note.rstrip("。"))))
        return f"{said}。" if self.told else ""

    @property
    def solved(self) -> bool:
        """Whether it needs no more."""
        return self.outcome == codes("shortcoming_outcome").name(SOLVED)


@dataclass(frozen=True)
class Pairs:
    """One year."""

    year: int
    problems: tuple[Pair, ...]
    before: tuple[Became, ...]

    @property
    def unpaired(self) -> tuple[Pair, ...]:
        """The problems that still lack a measure."""
        return tuple(one for one in self.problems if not one.measure)


def pairs(session: Session, year: int) -> Pairs:
    """The year's problems with their measures in order, and what became of last year's.

    Args:
        session: for looking.
        year: of the report.
    """
    now, then = _of(session, year), _of(session, year - 1)
    followers = {one.carried_from_id: one.id for one in now if one.carried_from_id is not None}
    return Pairs(
        year,
        tuple(_pair(one, place) for place, one in enumerate(now, 1)),
        tuple(_became(one, followers.get(one.id)) for one in then),
    )


def _of(session: Session, year: int) -> Sequence[Any]:
    query = select(Shortcoming).where(live(Shortcoming), Shortcoming.year == year)
    return session.scalars(query.order_by(Shortcoming.order_no, Shortcoming.id)).all()


def _pair(one: Any, order: int) -> Pair:
    return Pair(
        id=one.id,
        order=order,
        area=codes("shortcoming_field").name(one.field),
        heading=one.heading,
        problem=one.problem,
        causes=one.causes or "",
        measure_heading=one.measure_heading or "",
        measure=one.measure or "",
        figures=tuple(dict.fromkeys(row.figure for row in one.evidence if row.figure)),
        carried_from=one.carried_from_id,
    )


def _became(one: Any, follower: int | None) -> Became:
    outcome = codes("shortcoming_outcome").name(one.outcome) if one.outcome else ""
    done = sum(row.done_on is not None for row in one.steps)
    return Became(
        id=one.id,
        heading=one.heading,
        measure_heading=one.measure_heading or "",
        outcome=outcome,
        note=one.outcome_note or "",
        done=done,
        steps=len(one.steps),
        follower=follower,
    )
