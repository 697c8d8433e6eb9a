"""What was done within its term: opinions on reviews, documents filed; by the rules of the day."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.counting import Counting
from db.figures.deadlines.governing import review_columns, review_term
from db.figures.deadlines.waiting import Waiting, live
from db.figures.figure import Behind
from db.figures.period import Period
from db.registers import LegalityReview, NormativeDocument


class Ends:
    """Where terms end; each one that is alike is counted once."""

    def __init__(self, session: Session, today: date) -> None:
        self._counting = Counting.read(session, today)
        self._known: dict[tuple[str, date, int], date] = {}

    def of(self, waiting: Waiting) -> date:
        """The last day of a term."""
        if waiting.until is not None:
            return waiting.until
        key = (waiting.rule, waiting.start, waiting.paused)
        if key not in self._known:
            self._known[key] = self._counting.end_of(waiting).day
        return self._known[key]


def reviews(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
    """``issued``: the opinions of a period; ``kept``: those within their term."""
    cls, ends = LegalityReview, Ends(session, period.last)
    inside = cls.opinion_on.between(period.first, period.last)
    query = (
        select(*review_columns(), cls.opinion_on)
        .where(inside, live(cls), cls.state == "issued")
        .order_by(cls.opinion_on, cls.id)
    )
    found: dict[str, list[Behind]] = {"issued": [], "kept": []}
    for row in session.execute(query):
        one = Behind(cls.__tablename__, row.id, row.caption, day=row.opinion_on)
        found["issued"].append(one)
        if row.opinion_on <= ends.of(review_term(row)):
            found["kept"].append(one)
    return found


def filings(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
    """``due``: documents published in a period whose filing is done or due; ``kept``: in time.

    One whose term was still running when the period ended is neither early nor late yet.
    """
    cls, ends = NormativeDocument, Ends(session, period.last)
    inside = cls.published_on.between(period.first, period.last)
    query = (
        select(cls.id, cls.caption, cls.published_on, cls.filed_on)
        .where(inside, live(cls), cls.state != "draft")
        .order_by(cls.published_on, cls.id)
    )
    found: dict[str, list[Behind]] = {"due": [], "kept": []}
    for row in session.execute(query):
        one = Behind(cls.__tablename__, row.id, row.caption, day=row.published_on)
        last = ends.of(Waiting("", row.id, "", "normative_filing", row.published_on))
        filed = row.filed_on is not None and row.filed_on <= period.last
        if filed or last <= period.last:
            found["due"].append(one)
        if filed and row.filed_on <= last:
            found["kept"].append(one)
    return found
