"""What waits in mediation: settling, performance, judicial confirmation, the return visit."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, blank, live
from db.registers import Case, Mediator
from db.registers.mediation import SETTLED, CaseMediator, Term, Visit
from db.registers.mediation.confirming import ACCEPTED, APPLIED
from db.store.periods import shipped

_Which = tuple[ColumnElement[bool], ...]
_TABLE = Case.__tablename__
_LONGEST_CHANCE = timedelta(days=366)
"""How far back an agreement may lie whose confirmation can still be asked for, by any setting."""


def waiting(session: Session, today: date, *which: ColumnElement[bool]) -> Iterator[Waiting]:
    """Everything of the register that waits; ``which`` narrows it to some cases."""
    yield from _mediation(session, which)
    yield from _performance(session, which)
    yield from _confirmation(session, today, which)
    yield from _court(session, which)
    yield from _visits(session, which)


def waiting_of(session: Session, today: date, number: int) -> Iterator[Waiting]:
    """What waits in one case."""
    yield from waiting(session, today, Case.id == number)


def _mediation(session: Session, which: _Which) -> Iterator[Waiting]:
    conditions = (Case.state == "accepted", Case.accepted_on.is_not(None), *which)
    for row in _cases(session, Case.accepted_on, *conditions):
        yield Waiting(
            _TABLE, row.id, row.caption, "mediation", row.start, row.leading or "", row.extended_to
        )


def _performance(session: Session, which: _Which) -> Iterator[Waiting]:
    """What the parties agreed; the mediators urge it (人民调解法 art. 31).

    Of several terms with days of their own the next that is not performed; then the whole.
    """
    dated = (Term.owner_id == Case.id, Term.due_on.is_not(None))
    open_ = select(Term).where(*dated, Term.done_on.is_(None)).order_by(Term.due_on, Term.position)
    first = open_.limit(1)
    day = func.coalesce(
        first.with_only_columns(Term.due_on).scalar_subquery(), Case.performance_due
    )
    place = first.with_only_columns(Term.position).scalar_subquery().label("place")
    several = select(func.count()).where(*dated).scalar_subquery().label("several")
    conditions = (Case.state == "agreed", day.is_not(None), *which)
    for row in _cases(session, day, *conditions, more=(place, several)):
        named = row.several > 1 and row.place is not None
        part = f"（第 {row.place + 1} 项）" if named else ""
        whose = row.leading or ""
        yield Waiting(_TABLE, row.id, row.caption, "performance", row.start, whose, part=part)


def _confirmation(session: Session, today: date, which: _Which) -> Iterator[Waiting]:
    """The chance of judicial confirmation, for the parties together."""
    conditions = (
        Case.state.in_(("agreed", "performed")),
        Case.effective_on >= today - _LONGEST_CHANCE,
        blank(Case.confirmation_state),
        blank(Case.performed_on),
        Case.dispute_type.not_in(shipped()["confirmation"].not_for),
        Case.not_confirmable.is_not(True),
        *which,
    )
    for row in _cases(session, Case.effective_on, *conditions):
        yield Waiting(
            _TABLE, row.id, row.caption, "confirmation", row.start, "双方当事人", hint=True
        )


def _court(session: Session, which: _Which) -> Iterator[Waiting]:
    """What the court asked for confirmation owes: whether it takes the application, its ruling."""
    owed = (
        (APPLIED, Case.confirmation_applied_on, "confirmation_acceptance"),
        (ACCEPTED, Case.confirmation_accepted_on, "confirmation_ruling"),
    )
    for state, since, rule in owed:
        conditions = (Case.confirmation_state == state, Case.state.in_(SETTLED), since.is_not(None))
        for row in _cases(session, since, *conditions, *which):
            yield Waiting(_TABLE, row.id, row.caption, rule, row.start, row.court or "人民法院")


def _visits(session: Session, which: _Which) -> Iterator[Waiting]:
    visited = select(Visit.id).where(Visit.owner_id == Case.id).exists()
    conditions = (Case.state == "performed", Case.performed_on.is_not(None), ~visited, *which)
    for row in _cases(session, Case.performed_on, *conditions):
        yield Waiting(_TABLE, row.id, row.caption, "visit", row.start, row.leading or "")


def _cases(
    session: Session, start: Any, *conditions: ColumnElement[bool], more: tuple[Any, ...] = ()
) -> Iterator[Any]:
    """Rows of id, caption, the day the count begins from, who leads the mediation, and more."""
    leading = (
        select(Mediator.name)
        .join(CaseMediator, CaseMediator.mediator_id == Mediator.id)
        .where(CaseMediator.owner_id == Case.id)
        .order_by(CaseMediator.leading.desc(), CaseMediator.position)
        .limit(1)
        .scalar_subquery()
        .label("leading")
    )
    court = Case.confirmation_court.label("court")
    columns = (Case.id, Case.caption, start.label("start"), Case.extended_to, court, leading, *more)
    yield from session.execute(select(*columns).where(live(Case), *conditions))
