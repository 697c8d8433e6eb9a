"""What waits about annual reports: to be handed in by March, to be published by April."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers import AnnualReport

_DAY = timedelta(days=1)


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Reports that are begun; the rule says 之前, so the last day is the one before that named."""
    del today
    query = select(
        AnnualReport.id, AnnualReport.caption, AnnualReport.year, AnnualReport.state
    ).where(live(AnnualReport), AnnualReport.state != "published")
    for row in session.execute(query):
        after = min(max(row.year, 1) + 1, 9999)
        start = date(after, 1, 1)
        if row.state != "reported":
            until = date(after, 3, 1) - _DAY
            yield Waiting("annual_report", row.id, row.caption, "annual_report", start, until=until)
        until = date(after, 4, 1) - _DAY
        yield Waiting(
            "annual_report", row.id, row.caption, "annual_report_published", start, until=until
        )
