"""Risks about decisions: a weighty one made without a favourable review of its legality."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.warnings.inspecting import department_of
from db.figures.warnings.risk import Risk
from db.figures.warnings.rules import Rule
from db.registers import Inspection
from db.registers.governing.gate import review_of, why_not

_KIND = "review_missing"


def risks(session: Session, today: date, rules: Mapping[str, Rule]) -> Iterator[Risk]:
    """Decisions said to be weighty whose review is missing, later, or against them."""
    if _KIND not in rules:
        return
    first = today - timedelta(days=rules[_KIND].look_back)
    query = select(Inspection).where(
        live(Inspection), Inspection.major.is_(True), Inspection.decided_on.between(first, today)
    )
    for inspection in session.scalars(query.order_by(Inspection.decided_on)):
        day = inspection.decided_on
        why = why_not(review_of(session, inspection.review_id), day, same_day=True) if day else ""
        if why:
            number = inspection.decision_number or inspection.caption
            said = f"{number}（{day} 作出）：{why}"
            place = department_of(session, inspection.officers)
            yield Risk(_KIND, "inspection", inspection.id, inspection.caption, place, day, said)
