"""What was done in a period and whom it reached; one event counts once, whoever held it together.

Both days of a period count. An activity of legal service that was part of a held event is counted
in the event alone: the event is its primary register.
"""

from datetime import date

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import Session, aliased

from db.figures.deadlines.waiting import live
from db.figures.education.counted import Counted, held, ids
from db.registers.education import COUNTED, LawEvent, LegalActivity, MediaPost


def events(session: Session, since: date, until: date) -> Counted:
    """普法活动 held, by the day they began."""
    found = _events(session, since, until)
    behind = ids(LawEvent, (row.id for row in found))
    return Counted("education.events", "普法活动", len(found), "场", behind)


def reach(session: Session, since: date, until: date) -> Counted:
    """受众 of the events held; the note tells how much of it was estimated."""
    found = [row for row in _events(session, since, until) if row.audience_number]
    total = sum(row.audience_number for row in found)
    guessed = sum(row.audience_number for row in found if row.estimated)
    note = f"其中估算 {guessed} 人次，占 {guessed / total * 100:.1f} %" if guessed else ""
    behind = ids(LawEvent, (row.id for row in found))
    return Counted("education.reach", "普法受众", total, "人次", behind, note)


def posts(session: Session, since: date, until: date) -> Counted:
    """Original 新媒体信息 published; what was passed on is not counted."""
    query = select(MediaPost.id).where(
        live(MediaPost), MediaPost.repost.is_(False), MediaPost.published_on.between(since, until)
    )
    found = session.scalars(query.order_by(MediaPost.published_on, MediaPost.id)).all()
    return Counted("education.posts", "新媒体信息", len(found), "条", ids(MediaPost, found))


def activities(session: Session, since: date, until: date) -> Counted:
    """法律服务活动 that were not part of a held event."""
    found = _activities(session, since, until)
    behind = ids(LegalActivity, (row.id for row in found))
    return Counted("education.activities", "法律服务活动", len(found), "次", behind)


def consultations(session: Session, since: date, until: date) -> Counted:
    """Consultations given at events and activities, in 人次, each counted once.

    Those entered one by one stand in the register of consultations and are not among them.
    """
    at_events = [row for row in _events(session, since, until) if row.consultations]
    at_activities = [row for row in _activities(session, since, until) if row.consultations]
    return Counted(
        "education.consultations",
        "活动现场咨询",
        sum(row.consultations for row in (*at_events, *at_activities)),
        "人次",
        ids(LawEvent, (row.id for row in at_events))
        + ids(LegalActivity, (row.id for row in at_activities)),
    )


_Found = list[Row[tuple[int, int | None, bool, int | None]]]


def _events(session: Session, since: date, until: date) -> _Found:
    columns = (
        LawEvent.id,
        LawEvent.audience_number,
        LawEvent.estimated,
        LawEvent.consultations,
    )
    query = select(*columns).where(held(), LawEvent.starts_on.between(since, until))
    return list(session.execute(query.order_by(LawEvent.starts_on, LawEvent.id)))


def _activities(session: Session, since: date, until: date) -> list[Row[tuple[int, int | None]]]:
    event = aliased(LawEvent)
    of_an_event = exists().where(
        event.id == LegalActivity.event_id, event.deleted_at.is_(None), event.state.in_(COUNTED)
    )
    query = select(LegalActivity.id, LegalActivity.consultations).where(
        live(LegalActivity), LegalActivity.held_on.between(since, until), ~of_an_event
    )
    return list(session.execute(query.order_by(LegalActivity.held_on, LegalActivity.id)))
