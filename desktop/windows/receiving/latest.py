"""Which period was received last, for those who want to see it added up."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.figures.deadlines.waiting import live
from db.figures.period import Period
from db.registers import ReceivedTable
from db.store.trouble import Trouble
from desktop.documents.statistics.asked import Asked

if TYPE_CHECKING:
    from db.store.database import Database


def latest_asked(database: "Database") -> Asked:
    """The period whose tables came last, as people named it.

    Raises:
        Trouble: nothing has come yet.
    """
    with database.read() as session:
        newest = session.scalar(
            select(ReceivedTable).where(live(ReceivedTable)).order_by(ReceivedTable.id.desc())
        )
    if newest is None:
        raise Trouble("还没有收到任何单位的报表，先在这里收下报送包")
    period = Period(newest.first_on, newest.last_on)
    return Asked(period, filled_by=database.user)
