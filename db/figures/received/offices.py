"""Which offices have to hand in, which did for a period, and which are missing."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import ReceivedTable, Sender


def expected(session: Session) -> tuple[str, ...]:
    """The names of the offices that are registered to hand in 报送单位, by age."""
    asked = select(Sender.name).where(live(Sender), Sender.active).order_by(Sender.id)
    return tuple(session.scalars(asked))


def received_in(session: Session, first: date, last: date, table: str = "") -> list[ReceivedTable]:
    """The tables of a period, or those of one kind, by office."""
    asked = select(ReceivedTable).where(
        live(ReceivedTable), ReceivedTable.first_on == first, ReceivedTable.last_on == last
    )
    if table:
        asked = asked.where(ReceivedTable.table_code == table)
    order = {name: place for place, name in enumerate(expected(session))}
    found = session.scalars(asked.order_by(ReceivedTable.id))
    return sorted(found, key=lambda one: order.get(one.office, len(order)))


def missing(session: Session, first: date, last: date) -> tuple[str, ...]:
    """The offices of which nothing has come for a period."""
    there = {one.office for one in received_in(session, first, last)}
    return tuple(name for name in expected(session) if name not in there)
