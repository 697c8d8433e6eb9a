"""Officers with certificates for tests, and the acts on a certificate."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.registers import Card, Staff
from db.registers.staff import EnforcementPost
from db.store.database import Database

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)


def staff(session: Session, name: str, **values: Any) -> Staff:
    """One of the staff, on an enforcement post since 2019 unless ``posts`` are given; saved."""
    posts = values.pop("posts", [EnforcementPost.fresh(post="执法员", since=date(2019, 1, 1))])
    one = Staff.fresh(name=name, **values)
    one.enforcement_posts = posts
    session.add(one)
    session.flush()
    return one


def certify(session: Session, staff_id: int, number: str, **values: Any) -> Card:
    """A certificate on the register, unless the person has a valid one; saved."""
    held = session.query(Card).filter_by(staff_id=staff_id, state="valid").first()
    if held is not None:
        return held
    term = {"valid_from": FIRST, "valid_to": LAST}
    card = Card.fresh(staff_id=staff_id, number=number, **(term | values))
    session.add(card)
    session.flush()
    make(card, session, "enrol")
    return card


def make(card: Card, session: Session, code: str, **values: Any) -> None:
    """One act on a certificate, with what it asks."""
    for name, value in values.items():
        setattr(card, name, value)
    next(move for move in Card.moves if move.code == code).make(card, session)
    session.flush()


def act(database: Database, card_id: int, code: str, **values: Any) -> None:
    """The same, in a step of its own."""
    with database.step(code) as session:
        card = session.get(Card, card_id)
        assert card is not None
        make(card, session, code, **values)
