"""Items that went to a meeting without a favourable review: who answers for each, and why.

The annex of the year's report prints them; ``decisions.unreviewed`` counts the same rows.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from db.figures.deadlines.waiting import live
from db.figures.period import Period
from db.registers import LegalityReview, Meeting
from db.registers.governing import AgendaItem
from db.registers.governing.gate import favourable


@dataclass(frozen=True)
class Override:
    """One item that went by without.

    Attributes:
        meeting_id, meeting: the record to open, and what it is called.
        day: of the meeting.
        subject: of the item.
        reason, by, on: why, by whose word, and of which day; empty where an old ledger told none.
    """

    meeting_id: int
    meeting: str
    day: date
    subject: str
    reason: str
    by: str
    on: date | None


def reviewed() -> ColumnElement[bool]:
    """The condition that an agenda item had a favourable review of before its meeting."""
    review = aliased(LegalityReview)
    return (
        select(review.id)
        .where(review.id == AgendaItem.review_id, favourable(review, Meeting.day))
        .correlate(Meeting, AgendaItem)
        .exists()
    )


def overrides(session: Session, period: Period) -> list[Override]:
    """Those of the meetings held in a period, in their order."""
    item = AgendaItem
    query = (
        select(
            Meeting.id, Meeting.caption, Meeting.day, item.subject, item.override_reason,
            item.override_by, item.override_on,
        )
        .join_from(Meeting, item, item.owner_id == Meeting.id)
        .where(
            Meeting.day.between(period.first, period.last),
            live(Meeting),
            Meeting.state == "held",
            item.needs_review.is_(True),
            ~reviewed(),
        )
        .order_by(Meeting.day, Meeting.id, item.position)
    )  # fmt: skip
    return [
        Override(
            row.id, row.caption, row.day, row.subject, row.override_reason or "",
            row.override_by or "", row.override_on,
        )
        for row in session.execute(query)
    ]  # fmt: skip
