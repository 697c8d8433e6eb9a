"""Legal consultations in 人次, each counted once: entered one by one, or at an event or activity.

An event's number was counted on the spot. Where single consultations of it are entered too, they
are part of that number; where they are more, they are the number.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.counted import Counted, ids
from db.figures.education.reached import activities_held, events_held
from db.registers import Consultation, LawEvent, LegalActivity
from db.registers.education import COUNTED


def consultations(session: Session, since: date, until: date) -> Counted:
    """All consultations of a period, both days included."""
    alone = entered(session, since, until)
    there = at_events(session, since, until)
    return Counted(
        "consultations",
        "法律咨询",
        sum(row.persons for row in alone) + there.value,
        "人次",
        ids(Consultation, (row.id for row in alone)) + there.behind,
    )


def entered(session: Session, since: date, until: date) -> list[Row[int, int]]:
    """Rows of id and persons: what was entered one by one and belongs to no held event."""
    query = select(Consultation.id, Consultation.persons).where(
        live(Consultation), Consultation.day.between(since, until), ~_given_elsewhere()
    )
    return list(session.execute(query.order_by(Consultation.id)))


def at_events(session: Session, since: date, until: date) -> Counted:
    """Consultations given at held events and at activities, in 人次."""
    total = 0
    behind: tuple[tuple[str, int], ...] = ()
    for cls, link, rows in (
        (LawEvent, Consultation.event_id, events_held(session, since, until)),
        (LegalActivity, Consultation.activity_id, activities_held(session, since, until)),
    ):
        single = _single(session, link)
        numbers = {row.id: max(row.consultations or 0, single[row.id]) for row in rows}
        total += sum(numbers.values())
        behind += ids(cls, (number for number, persons in numbers.items() if persons))
    return Counted("consultations.on_the_spot", "活动现场咨询", total, "人次", behind)


def _single(session: Session, link: Any) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    query = select(link, Consultation.persons).where(live(Consultation), link.is_not(None))
    for owner, persons in session.execute(query):
        found[owner] += persons
    return found


def _given_elsewhere() -> ColumnElement[bool]:
    at_event = exists().where(
        LawEvent.id == Consultation.event_id, live(LawEvent), LawEvent.state.in_(COUNTED)
    )
    at_activity = exists().where(LegalActivity.id == Consultation.activity_id, live(LegalActivity))
    return or_(at_event, and_(Consultation.event_id.is_(None), at_activity))
