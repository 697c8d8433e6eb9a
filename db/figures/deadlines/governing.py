"""What waits in governing: tasks, reviews, documents to be published, filed, or about to expire."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, blank, live
from db.registers import LegalityReview, MajorDecision, NormativeDocument, Place, Task
from db.registers.governing import OPEN
from db.store.kinds import codes_in

_OFFICE = "司法所"
_DECISION, _PUBLICATION = "2", "6"
"""重大行政决策 in codes/review_category.toml; 决策公布 in codes/decision_step.toml."""


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of these registers that waits."""
    del today
    yield from _tasks(session)
    yield from _reviews(session)
    yield from _documents(session)
    yield from _decisions(session)


def waiting_of_task(session: Session, _today: date, number: int) -> Iterator[Waiting]:
    """What waits about one task."""
    yield from _tasks(session, Task.id == number)


def waiting_of_review(session: Session, _today: date, number: int) -> Iterator[Waiting]:
    """What waits about one review."""
    yield from _reviews(session, LegalityReview.id == number)


def waiting_of_document(session: Session, _today: date, number: int) -> Iterator[Waiting]:
    """What waits about one normative document."""
    yield from _documents(session, NormativeDocument.id == number)


def review_term(review: Any) -> Waiting:
    """By when an opinion is due: the day agreed, else by rule, days of completion not counted."""
    rule = "review_decision" if review.category == _DECISION else "review_opinion"
    back, again = review.returned_on, review.resubmitted_on
    paused = max((again - back).days, 0) if back and again else 0
    return Waiting(
        LegalityReview.__tablename__,
        review.id,
        review.caption,
        rule,
        review.sent_on,
        _OFFICE,
        until=review.due_on,
        paused=paused,
    )


def review_columns() -> tuple[Any, ...]:
    """What ``review_term`` reads."""
    cls = LegalityReview
    return (
        cls.id, cls.caption, cls.category, cls.sent_on, cls.due_on, cls.returned_on,
        cls.resubmitted_on,
    )  # fmt: skip


def _tasks(session: Session, *which: ColumnElement[bool]) -> Iterator[Waiting]:
    """Tasks that are not done, by the day to which they were last put off."""
    query = (
        select(Task.id, Task.caption, Task.starts_on, Task.due_now, Task.leader, Place.name)
        .outerjoin(Place, Place.id == Task.department_id)
        .where(live(Task), Task.state.in_(OPEN), Task.due_now.is_not(None), *which)
    )
    for row in session.execute(query):
        whose = "　".join(filter(None, (row.name, row.leader)))
        yield Waiting(
            "task", row.id, row.caption, "task_due", row.starts_on, whose, until=row.due_now
        )


def _reviews(session: Session, *which: ColumnElement[bool]) -> Iterator[Waiting]:
    """Reviews that lie with the office; those sent back for completion lie elsewhere."""
    query = select(*review_columns()).where(
        live(LegalityReview), LegalityReview.state.in_(("sent", "reviewing")), *which
    )
    yield from map(review_term, session.execute(query))


def _documents(session: Session, *which: ColumnElement[bool]) -> Iterator[Waiting]:
    cls, table = NormativeDocument, NormativeDocument.__tablename__
    columns = (cls.id, cls.caption, Place.name)
    joined = (
        select(*columns).outerjoin(Place, Place.id == cls.department_id).where(live(cls), *which)
    )
    unpublished = joined.add_columns(cls.signed_on).where(
        cls.state == "draft", cls.signed_on.is_not(None), blank(cls.published_on)
    )
    for row in session.execute(unpublished):
        whose = row.name or ""
        yield Waiting(table, row.id, row.caption, "document_publication", row.signed_on, whose)
    in_force = joined.add_columns(cls.published_on, cls.filed_on, cls.valid_until).where(
        cls.state == "in_force", func.coalesce(cls.published_on, cls.valid_until).is_not(None)
    )
    for row in session.execute(in_force):
        whose = row.name or ""
        if row.published_on and row.filed_on is None:
            yield Waiting(table, row.id, row.caption, "normative_filing", row.published_on, whose)
        if row.valid_until:
            until = row.valid_until
            yield Waiting(table, row.id, row.caption, "normative_expiry", until, whose, until=until)


def _decisions(session: Session) -> Iterator[Waiting]:
    """Decisions made and not published, where they are to be."""
    cls = MajorDecision
    query = (
        select(cls.id, cls.caption, cls.decided_on, cls.not_needed, Place.name)
        .outerjoin(Place, Place.id == cls.department_id)
        .where(live(cls), cls.decided_on.is_not(None), cls.published_on.is_(None))
    )
    for row in session.execute(query):
        if _PUBLICATION not in codes_in(row.not_needed):
            yield Waiting(
                cls.__tablename__,
                row.id,
                row.caption,
                "document_publication",
                row.decided_on,
                row.name or "",
            )
