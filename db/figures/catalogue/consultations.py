"""Legal consultations in 人次, each counted once: entered one by one, or at an event or activity.

An event's number was counted on the spot. Where single consultations of it are entered too, they
are part of that number; where they are more, they are the number.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, exists, func, not_, or_, select

from db.figures.catalogue.coded import for_each, greater
from db.figures.catalogue.education import ACTIVITY_DAY, ALONE, EVENT_DAY, HELD, at_held_event
from db.figures.figure import Basis, Condition, Figure
from db.figures.measures import COUNT, Sum, Total
from db.figures.words import Style
from db.registers import Consultation, LawEvent, LegalActivity
from db.store.record import Record

_ASKED = Basis("asked", "咨询", (Consultation.day,))


def figures() -> Iterator[Figure]:
    """All together, and apart by where they were given."""
    alive = exists().where(
        LegalActivity.id == Consultation.activity_id, LegalActivity.deleted_at.is_(None)
    )
    elsewhere = or_(
        at_held_event(Consultation.event_id), and_(Consultation.event_id.is_(None), alive)
    )
    single = Figure(
        code="consultations.single",
        name="单独登记的法律咨询",
        unit="人次",
        cls=Consultation,
        measure=Sum(Consultation.persons),
        tests=(Condition("不是在已举办的活动中解答的", not_(elsewhere)),),
        bases=(_ASKED,),
    )
    events, activities = _at_events(), _at_activities()
    yield Figure(
        code="consultations.total",
        name="法律咨询",
        unit="人次",
        cls=Consultation,
        measure=Total((single, events, activities)),
        style=Style.OVER,
    )
    yield from (single, events, activities)
    yield replace(
        single,
        code="consultations.entries",
        name="法律咨询登记",
        unit="次",
        measure=COUNT,
        tests=(),
    )
    yield from for_each(
        replace(
            single,
            code="consultations.path.*",
            name="咨询后的去向：*",
            unit="件",
            measure=COUNT,
            tests=(),
        ),
        "consultation_path",
        "去向",
        Consultation.path.in_,
    )


def _at_events() -> Figure:
    return Figure(
        code="consultations.events",
        name="普法活动现场咨询",
        unit="人次",
        cls=LawEvent,
        measure=Sum(_on_the_spot(LawEvent, Consultation.event_id)),
        tests=(HELD,),
        bases=(EVENT_DAY,),
    )


def _at_activities() -> Figure:
    return Figure(
        code="consultations.activities",
        name="法律服务活动现场咨询",
        unit="人次",
        cls=LegalActivity,
        measure=Sum(_on_the_spot(LegalActivity, Consultation.activity_id)),
        tests=(ALONE,),
        bases=(ACTIVITY_DAY,),
    )


def _on_the_spot(owner: type[Record], link: Any) -> Any:
    """What was counted there, or the single entries of it where they are more."""
    entered = (
        select(func.coalesce(func.sum(Consultation.persons), 0))
        .where(link == owner.id, Consultation.deleted_at.is_(None))
        .correlate(owner)
        .scalar_subquery()
    )
    return greater(func.coalesce(owner.consultations, 0), entered)  # type: ignore[attr-defined]
