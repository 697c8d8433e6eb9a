"""What waits under oversight: proposals to be answered, petitions to be handled."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, blank, live
from db.registers import Petition, Place, Proposal


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of these registers that waits."""
    del today
    yield from _proposals(session)
    yield from _petitions(session)


def _proposals(session: Session) -> Iterator[Waiting]:
    """Proposals neither answered nor sent back; a complicated one has longer (代表法 art. 51)."""
    query = (
        select(Proposal.id, Proposal.caption, Proposal.handed_on, Proposal.complicated, Place.name)
        .outerjoin(Place, Place.id == Proposal.main_id)
        .where(live(Proposal), Proposal.replied_on.is_(None), blank(Proposal.returned_on))
    )
    for row in session.execute(query):
        rule = "proposal_reply_complicated" if row.complicated else "proposal_reply"
        yield Waiting(
            Proposal.__tablename__, row.id, row.caption, rule, row.handed_on, row.name or ""
        )


def _petitions(session: Session) -> Iterator[Waiting]:
    """Petitions not handled yet, by the day that was set for them, else by the rule."""
    query = (
        select(Petition.id, Petition.caption, Petition.received_on, Petition.due_on, Place.name)
        .outerjoin(Place, Place.id == Petition.unit_id)
        .where(live(Petition), Petition.handled_on.is_(None))
    )
    for row in session.execute(query):
        yield Waiting(
            Petition.__tablename__,
            row.id,
            row.caption,
            "petition",
            row.received_on,
            row.name or "",
            until=row.due_on,
        )
