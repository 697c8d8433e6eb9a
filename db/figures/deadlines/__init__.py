"""What is due: one list over the registers, each day with the rule it follows.

A register's file here has ``waiting(session, today)`` and stands in ``_REGISTERS``; the periods are
in resources/deadlines.toml, what the office changed of them in the register 期限规则.
"""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from db.figures.deadlines import card, education, legal_aid, mediation
from db.figures.deadlines.counting import Counting, Due, unannounced
from db.figures.deadlines.waiting import Waiting
from db.store.periods import shipped as rules

_REGISTERS: tuple[Callable[[Session, date], Iterator[Waiting]], ...] = (
    mediation.waiting,
    legal_aid.waiting,
    card.waiting,
    education.waiting,
)

__all__ = ["Due", "Waiting", "due", "rules", "unannounced"]


def due(session: Session, today: date) -> list[Due]:
    """Everything that is due, soonest first."""
    counting = Counting.read(session, today)
    found = (counting.due(one) for waiting in _REGISTERS for one in waiting(session, today))
    return sorted(
        (item for item in found if item is not None),
        key=lambda item: (item.due_on, item.register, item.record_id),
    )
