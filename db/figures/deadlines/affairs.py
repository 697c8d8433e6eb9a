"""What waits at the counter: lists to be posted or looked over, papers to be made up, appeals."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, blank, live
from db.registers import Appeal, Handling, ListDocument, Place


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of these registers that waits."""
    yield from _lists(session, today)
    yield from _papers(session)
    yield from _appeals(session)


def _lists(session: Session, today: date) -> Iterator[Waiting]:
    """Versions in force that were posted nowhere yet; lists whose day of review comes."""
    over = func.coalesce(ListDocument.ended_on, date.max) <= today
    query = select(
        ListDocument.id,
        ListDocument.caption,
        ListDocument.since,
        ListDocument.posted_on,
        ListDocument.review_on,
        ListDocument.responsible,
    ).where(live(ListDocument), ~over)
    for row in session.execute(query):
        told = (ListDocument.__tablename__, row.id, row.caption)
        whose = row.responsible or ""
        if row.posted_on is None and row.since is not None:
            yield Waiting(*told, "list_posting", row.since, whose)
        if row.review_on is not None and (row.since is None or row.review_on > row.since):
            yield Waiting(*told, "list_review", row.review_on, whose, until=row.review_on)


def _papers(session: Session) -> Iterator[Waiting]:
    """Papers that an applicant promised, while the item is open."""
    query = select(
        Handling.id, Handling.caption, Handling.make_up_by, Handling.name, Handling.handler
    ).where(
        live(Handling),
        Handling.state == "accepted",
        Handling.tolerant.is_(True),
        Handling.make_up_by.is_not(None),
        blank(Handling.made_up_on),
    )
    for row in session.execute(query):
        whose = row.name or row.handler or ""
        yield Waiting(
            Handling.__tablename__,
            row.id,
            row.caption,
            "handling_make_up",
            row.make_up_by,
            whose,
            until=row.make_up_by,
        )


def _appeals(session: Session) -> Iterator[Waiting]:
    """Appeals that nobody answered yet."""
    query = (
        select(Appeal.id, Appeal.caption, Appeal.received_on, Place.name)
        .outerjoin(Place, Place.id == Appeal.unit_id)
        .where(live(Appeal), Appeal.responded_on.is_(None), blank(Appeal.closed_on))
    )
    for row in session.execute(query):
        yield Waiting(
            Appeal.__tablename__,
            row.id,
            row.caption,
            "appeal_response",
            row.received_on,
            row.name or "",
        )
