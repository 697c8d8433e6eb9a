"""The gate before a meeting: what needs review goes in with a favourable review dated before it.

重大行政决策程序暂行条例第二十五条: a draft without review of its legality, or found unlawful, is
not put to the meeting; townships apply the rules by analogy (第四十二条). An item passes without
only when the head said so by name and with a reason; it then stands in the annex of the report.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.store.record import Row, register

LAWFUL, ONCE_MENDED = "1", "2"
"""合法 and 修改后合法 in codes/review_opinion.toml."""
ISSUED = "issued"
"""The state of a review whose opinion is out."""
SOURCE = "重大行政决策程序暂行条例第二十五条"


def why_not(review: Any, day: date, *, same_day: bool = False) -> str:
    """Why a review does not carry what is done on a day; empty when it does.

    Args:
        review: or None.
        day: of the meeting, the signing, the publication.
        same_day: whether a review of the day itself will do; for a meeting it will not.
    """
    if review is None or review.deleted_at is not None:
        return "没有合法性审核意见"
    if review.state != ISSUED or review.opinion_on is None:
        return "审核意见还没有出具"
    if review.opinion not in (LAWFUL, ONCE_MENDED):
        said = type(review).fields["opinion"].kind.format(review.opinion)
        return f"审核意见是“{said or '空'}”"
    if review.opinion == ONCE_MENDED and not review.mended:
        return "审核意见是“修改后合法”，还没有登记已按意见修改"
    if review.opinion_on > day or (review.opinion_on == day and not same_day):
        return f"审核意见 {review.opinion_on} 才出具"
    return ""


def favourable(review: Any, day: Any, *, same_day: bool = False) -> ColumnElement[bool]:
    """The same question in SQL: whether a review carries what is done on that day."""
    return and_(
        review.deleted_at.is_(None),
        review.state == ISSUED,
        or_(review.opinion == LAWFUL, and_(review.opinion == ONCE_MENDED, review.mended)),
        review.opinion_on <= day if same_day else review.opinion_on < day,
    )


def review_of(session: Session, number: int | None) -> Any:
    """The review that a link points at, if any."""
    return session.get(register("legality_review"), number) if number is not None else None


class Relying(NamedTuple):
    """An agenda item that goes by a review alone."""

    day: date
    caption: str
    subject: str


def relying(session: Session, review_id: int | None) -> Iterator[Relying]:
    """The agenda items that went, or are to go, into a meeting by a review."""
    if review_id is None:
        return
    item, meeting = Row.metadata.tables["meeting_agenda"].c, Row.metadata.tables["meeting"].c
    query = select(meeting.day, meeting.caption, item.subject).where(
        item.review_id == review_id,
        item.owner_id == meeting.id,
        item.needs_review.is_(True),
        item.override_by.is_(None),
        meeting.deleted_at.is_(None),
        meeting.state != "cancelled",
    )
    for row in session.execute(query):
        yield Relying(row.day, row.caption, row.subject)
