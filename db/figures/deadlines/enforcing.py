"""What waits in enforcement and its supervision: problems to be put right, warnings unanswered."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers import Finding, Place, RiskWarning


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of the registers 问题整改 and 风险预警反馈 that waits."""
    del today
    yield from _findings(session)
    yield from _warnings(session)


def _findings(session: Session) -> Iterator[Waiting]:
    """Until it is put right or handed over; what was found overdue waits on, by its old day."""
    query = (
        select(
            Finding.id,
            Finding.caption,
            Finding.ordered_on,
            Finding.found_on,
            Finding.due_on,
            Finding.responsible,
            Finding.name.label("firm"),
            Place.name.label("department"),
        )
        .outerjoin(Place, Place.id == Finding.department_id)
        .where(live(Finding), Finding.state.in_(("open", "overdue")), Finding.due_on.is_not(None))
    )
    for row in session.execute(query):
        whose = row.responsible or row.department or row.firm or ""
        start = row.ordered_on or row.found_on
        yield Waiting(
            "finding", row.id, row.caption, "rectification", start, whose, until=row.due_on
        )


def _warnings(session: Session) -> Iterator[Waiting]:
    """Not yet fed back; fed back and not yet answered."""
    query = (
        select(
            RiskWarning.id,
            RiskWarning.caption,
            RiskWarning.state,
            RiskWarning.created_at,
            RiskWarning.fed_back_on,
            RiskWarning.due_on,
            Place.name,
        )
        .outerjoin(Place, Place.id == RiskWarning.department_id)
        .where(live(RiskWarning), or_(RiskWarning.state == "noted", _unanswered()))
    )
    for row in session.execute(query):
        table, whose = "risk_warning", row.name or ""
        if row.state == "noted":
            start = row.created_at.date()
            yield Waiting(table, row.id, row.caption, "warning_feedback", start, whose)
        else:
            yield Waiting(
                table, row.id, row.caption, "warning_reply", row.fed_back_on, whose, row.due_on
            )


def _unanswered() -> ColumnElement[bool]:
    """A day is wanted, and one that it is counted from."""
    days = (RiskWarning.fed_back_on, RiskWarning.due_on)
    return and_(RiskWarning.state == "fed_back", *(day.is_not(None) for day in days))
