"""Sections, villages and other units of the demo by their names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Place


def place_called(session: Session, name: str) -> int:
    """The section, village or unit of that name; made where it is not known yet."""
    place = session.scalar(select(Place).where(Place.name == name))
    if place is None:
        place = Place.fresh(name=name, kind="4")
        session.add(place)
        session.flush()
    return place.id
