"""What waits in mediation: settling, performance, judicial confirmation, the return visit."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, blank, live
from db.registers import Case, Mediator
from db.registers.mediation import CaseMediator, Visit
from db.store.periods import shipped

_TABLE = Case.__tablename__
_LONGEST_CHANCE = timedelta(days=366)
"""How far back an agreement may lie whose confirmation can still be asked for, by any setting."""


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of the register that waits."""
    yield from _mediation(session)
    yield from _performance(session)
    yield from _confirmation(session, today)
    yield from _visits(session)


def _mediation(session: Session) -> Iterator[Waiting]:
    conditions = (Case.state == "accepted", Case.accepted_on.is_not(None))
    for row in _cases(session, Case.accepted_on, *conditions):
        yield Waiting(
            _TABLE, row.id, row.caption, "mediation", row.start, row.leading or "", row.extended_to
        )


def _performance(session: Session) -> Iterator[Waiting]:
    """What the parties agreed; the mediators urge it (人民调解法 art. 31)."""
    conditions = (Case.state == "agreed", Case.performance_due.is_not(None))
    for row in _cases(session, Case.performance_due, *conditions):
        yield Waiting(_TABLE, row.id, row.caption, "performance", row.start, row.leading or "")


def _confirmation(session: Session, today: date) -> Iterator[Waiting]:
    """The chance of judicial confirmation, for the parties together."""
    conditions = (
        Case.state.in_(("agreed", "performed")),
        Case.effective_on >= today - _LONGEST_CHANCE,
        blank(Case.confirmation_state),
        blank(Case.performed_on),
        Case.dispute_type.not_in(shipped()["confirmation"].not_for),
    )
    for row in _cases(session, Case.effective_on, *conditions):
        yield Waiting(
            _TABLE, row.id, row.caption, "confirmation", row.start, "双方当事人", hint=True
        )


def _visits(session: Session) -> Iterator[Waiting]:
    visited = select(Visit.id).where(Visit.owner_id == Case.id).exists()
    conditions = (Case.state == "performed", Case.performed_on.is_not(None), ~visited)
    for row in _cases(session, Case.performed_on, *conditions):
        yield Waiting(_TABLE, row.id, row.caption, "visit", row.start, row.leading or "")


def _cases(session: Session, start: Any, *conditions: ColumnElement[bool]) -> Iterator[Any]:
    """Rows of id, caption, the day the count begins from, and who leads the mediation."""
    leading = (
        select(Mediator.name)
        .join(CaseMediator, CaseMediator.mediator_id == Mediator.id)
        .where(CaseMediator.owner_id == Case.id)
        .order_by(CaseMediator.leading.desc(), CaseMediator.position)
        .limit(1)
        .scalar_subquery()
        .label("leading")
    )
    columns = (Case.id, Case.caption, start.label("start"), Case.extended_to, leading)
    yield from session.execute(select(*columns).where(live(Case), *conditions))
