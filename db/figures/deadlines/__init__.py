"""What is due: one list over the registers, each day with the rule it follows.

A register's file here has ``waiting(session, today)`` and stands in ``_REGISTERS``; the periods are
in resources/deadlines.toml, what the office changed of them in the register 期限规则.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from db.figures.deadlines import (
    affairs,
    annual_report,
    card,
    education,
    emergency,
    enforcing,
    governing,
    legal_aid,
    mediation,
    oversight,
    shortcoming,
)
from db.figures.deadlines.counting import Counting, Due, unannounced
from db.figures.deadlines.waiting import Waiting
from db.store.calendar import Deadline
from db.store.periods import shipped as rules
from db.store.rights import rights_in

_REGISTERS: tuple[Callable[[Session, date], Iterator[Waiting]], ...] = (
    mediation.waiting,
    legal_aid.waiting,
    card.waiting,
    education.waiting,
    enforcing.waiting,
    governing.waiting,
    affairs.waiting,
    oversight.waiting,
    emergency.waiting,
    shortcoming.waiting,
    annual_report.waiting,
)

_OF_ONE: dict[str, Callable[[Session, date, int], Iterator[Waiting]]] = {
    "mediation": mediation.waiting_of,
    "legal_aid": legal_aid.waiting_of,
    "card": card.waiting_of,
    "task": governing.waiting_of_task,
    "legality_review": governing.waiting_of_review,
    "normative_document": governing.waiting_of_document,
}

__all__ = ["Due", "Waiting", "due", "due_of", "last_day", "rules", "unannounced"]


def due(session: Session, today: date) -> list[Due]:
    """Everything that is due in what the person may look at, soonest first."""
    may_see = rights_in(session).may_see_table
    everything = (one for waiting in _REGISTERS for one in waiting(session, today))
    seen = (one for one in everything if may_see(one.table))
    return _counted(session, today, seen)


def due_of(session: Session, today: date, register: str, number: int) -> list[Due]:
    """What is due about one record, soonest first; only its own rows are read."""
    waiting = _OF_ONE.get(register)
    return _counted(session, today, waiting(session, today, number)) if waiting else []


def last_day(session: Session, code: str, start: date) -> Deadline:
    """Where the period of the rule ``code`` ends that begins with the event of ``start``.

    Raises:
        KeyError: there is no such rule.
    """
    return Counting.read(session, start).last_day(code, start)


def _counted(session: Session, today: date, waiting: Iterable[Waiting]) -> list[Due]:
    counting = Counting.read(session, today)
    return sorted(
        (item for one in waiting if (item := counting.due(one)) is not None),
        key=lambda item: (item.due_on, item.register, item.record_id),
    )
