"""The steps of legal aid as they were kept: due in a period, done on time, late."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from db.figures.deadlines.counting import Counting
from db.figures.deadlines.legal_aid import taken_within
from db.figures.figure import Behind


@dataclass
class Kept:
    """A step's records: due in the period, done on time, done late or still not done and late."""

    due: list[Behind] = field(default_factory=list)
    on_time: list[Behind] = field(default_factory=list)
    late: list[Behind] = field(default_factory=list)


def steps(session: Session, first: date, last: date, today: date) -> dict[str, Kept]:
    """By rule, the steps that began in a period, both ends included.

    Args:
        session: for looking.
        first: of the period.
        last: of the period.
        today: decides what is late.
    """
    counting = Counting.read(session, today)
    found: dict[str, Kept] = defaultdict(Kept)
    for taken in taken_within(session, first, last, today):
        waiting = taken.waiting
        due = counting.due(waiting)
        if due is None:
            continue
        kept = found[waiting.rule]
        record = Behind(waiting.table, waiting.record_id, waiting.caption, day=waiting.start)
        kept.due.append(record)
        if taken.done is not None and taken.done <= due.due_on:
            kept.on_time.append(record)
        elif (taken.done or today) > due.due_on:
            kept.late.append(record)
    return dict(found)
