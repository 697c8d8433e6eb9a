"""What waits about emergencies: plans to file, revise and drill, personal data to destroy."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers import Drill, EmergencyPlan, Incident
from db.registers.emergency.plan import SPECIAL

_PLAN, _INCIDENT = EmergencyPlan.__tablename__, Incident.__tablename__


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of the registers 应急预案 and 突发事件 that waits."""
    del today
    yield from _plans(session)
    yield from _data(session)


def _plans(session: Session) -> Iterator[Waiting]:
    """Plans in force; of a special one the last drill counts, before the first its issue."""
    query = select(Drill.plan_id, func.max(Drill.held_on).label("last"))
    query = query.where(live(Drill), Drill.plan_id.is_not(None)).group_by(Drill.plan_id)
    drilled = {row.plan_id: row.last for row in session.execute(query)}
    plans = select(EmergencyPlan).where(live(EmergencyPlan), EmergencyPlan.repealed_on.is_(None))
    for plan in session.scalars(plans):
        whose = plan.in_charge or ""
        issued = plan.last_issue() or plan.issued_on
        if plan.filed_on is None or plan.filed_on < issued:
            yield Waiting(_PLAN, plan.id, plan.caption, "emergency_plan_filing", issued, whose)
        coming = plan.next_revision_on
        revised = plan.last_revision()
        if coming is not None and (revised is None or revised < coming):
            yield Waiting(
                _PLAN, plan.id, plan.caption, "emergency_plan_revision", coming, whose, coming
            )
        if plan.scope == SPECIAL:
            since = drilled.get(plan.id, plan.issued_on)
            yield Waiting(_PLAN, plan.id, plan.caption, "emergency_drill", since, whose)


def _data(session: Session) -> Iterator[Waiting]:
    """Personal data of an emergency that is over."""
    query = select(Incident.id, Incident.caption, Incident.ended_on).where(
        live(Incident),
        Incident.personal_data.is_(True),
        Incident.ended_on.is_not(None),
        Incident.data_destroyed_on.is_(None),
    )
    for row in session.execute(query):
        yield Waiting(_INCIDENT, row.id, row.caption, "incident_data", row.ended_on)
