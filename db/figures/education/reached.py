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
    found = events_held(session, since, until)
    behind = ids(LawEvent, (row.id for row in found))
    return Counted("education.events", "普法活动", len(found), "场", behind)


def reach(session: Session, since: date, until: date) -> Counted:
    """受众 of the events held; the note tells how much of it was estimated."""
    found = [row for row in events_held(session, since, until) if row.audience_number]
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
    found = activities_held(session, since, until)
    behind = ids(LegalActivity, (row.id for row in found))
    return Counted("education.activities", "法律服务活动", len(found), "次", behind)


Events = list[Row[int, int | None, bool, int | None]]
Activities = list[Row[int, int | None]]


def events_held(session: Session, since: date, until: date) -> Events:
    """Events that took place, as rows of id, audience, whether estimated, consultations."""
    columns = (
        LawEvent.id,
        LawEvent.audience_number,
        LawEvent.estimated,
        LawEvent.consultations,
    )
    query = select(*columns).where(held(), LawEvent.starts_on.between(since, until))
    return list(session.execute(query.order_by(LawEvent.starts_on, LawEvent.id)))


def activities_held(session: Session, since: date, until: date) -> Activities:
    """Activities that were no part of a held event, as rows of id, consultations."""
    event = aliased(LawEvent)
    of_an_event = exists().where(
        event.id == LegalActivity.event_id, event.deleted_at.is_(None), event.state.in_(COUNTED)
    )
    query = select(LegalActivity.id, LegalActivity.consultations).where(
        live(LegalActivity), LegalActivity.held_on.between(since, until), ~of_an_event
    )
    return list(session.execute(query.order_by(LegalActivity.held_on, LegalActivity.id)))
