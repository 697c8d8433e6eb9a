"""What waits of the year's measures: steps that somebody promised to do by a day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers import Shortcoming
from db.registers.place import Place
from db.registers.shortcoming import MeasureStep


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """The steps of problems that are neither solved nor carried over."""
    del today
    query = (
        select(
            Shortcoming.id, Shortcoming.caption, MeasureStep.what, MeasureStep.due_on, Place.name
        )
        .join(MeasureStep, MeasureStep.owner_id == Shortcoming.id)
        .outerjoin(Place, Place.id == MeasureStep.department_id)
        .where(
            live(Shortcoming),
            Shortcoming.state == "open",
            MeasureStep.done_on.is_(None),
            MeasureStep.due_on.is_not(None),
        )
    )
    for row in session.execute(query):
        said = f"{row.caption}：{row.what}"
        yield Waiting(
            "shortcoming", row.id, said, "shortcoming_step", row.due_on, row.name or "", row.due_on
        )
