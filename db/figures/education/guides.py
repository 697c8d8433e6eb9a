"""法律明白人 by village on a day, and the villages with too few."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.expected import expected
from db.registers.education import LegalGuide
from db.registers.place import Place

_VILLAGE = "1"
"""行政村 in codes/place_kind.toml."""


@dataclass(frozen=True)
class Village:
    """A village and its guides on a day."""

    id: int
    name: str
    guides: int


def villages(session: Session, day: date) -> list[Village]:
    """Every administrative village with its guides on the day, those without any included."""
    number = func.count(LegalGuide.id)
    query = (
        select(Place.id, Place.name, number)
        .outerjoin(
            LegalGuide,
            and_(LegalGuide.village_id == Place.id, live(LegalGuide), _in_post(day)),
        )
        .where(
            live(Place),
            Place.kind == _VILLAGE,
            or_(Place.valid_from.is_(None), Place.valid_from <= day),
            or_(Place.valid_to.is_(None), Place.valid_to > day),
        )
        .group_by(Place.id)
        .order_by(Place.id)
    )
    return [Village(*row) for row in session.execute(query)]


def thin_villages(session: Session, day: date) -> list[Village]:
    """Villages with fewer guides than expected (3)."""
    least = expected().guides_in_a_village
    return [village for village in villages(session, day) if village.guides < least]


def _in_post(day: date) -> ColumnElement[bool]:
    staying = or_(LegalGuide.left_on.is_(None), LegalGuide.left_on > day)
    return (LegalGuide.certified_on <= day) & staying
