"""What the first page and the foot of the window tell of a store, gathered in the worker."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from db.figures.asking import Value
from db.figures.brief import Compared, of_year, quarters
from db.figures.deadlines import Due, due
from db.figures.lacking import Lacking
from db.figures.safety import Safety, safety
from db.figures.unfinished import Unfinished, unfinished
from db.store.record import register
from desktop.windows.finding.recent import Recent, recent
from desktop.windows.store.backing_up import chain_head, last_backup

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database

FIRST_STEPS = ("place", "mediator", "mediation")
"""The registers with which an office begins, in order."""
_LACKING: "WeakKeyDictionary[Database, Lacking]" = WeakKeyDictionary()
"""What was found lacking, for as long as a store is open."""


@dataclass(frozen=True)
class Facts:
    """One look at the store; what the user may not see stands in none of it."""

    today: date
    office: str
    due: list[Due]
    year: int
    brief: list[Value]
    """The year's mediation; empty where it may not be seen."""
    quarters: list[Compared]
    unfinished: list[Unfinished]
    recent: list[Recent]
    begun: frozenset[str]
    """The first registers that hold a record."""
    backed_up: datetime | None
    head: str
    safety: Safety
    offered: dict[str, str] = field(default_factory=dict)
    """The names of the steps that undo and redo would take back."""

    @property
    def due_today(self) -> int:
        """What ends today."""
        return sum(1 for item in self.due if item.days_left == 0)

    @property
    def late(self) -> int:
        """What should have been done already."""
        return sum(1 for item in self.due if item.days_left < 0)


def gather(database: "Database", today: date, year: int) -> Facts:
    """Read everything; ``year`` is the one whose figures are shown."""
    from sqlalchemy import select

    import desktop.documents.forms  # noqa: F401 - 30 ms that the first record would pay
    from db.registers import Office

    may_see = database.rights.may_see
    with database.read() as session:
        facts = Facts(
            today=today,
            office=session.scalar(select(Office.name).where(Office.deleted_at.is_(None))) or "",
            due=[one for one in due(session, today) if may_see(register(one.register))],
            year=year,
            brief=of_year(session, year, may_see),
            quarters=quarters(session, today, may_see),
            unfinished=[
                *_LACKING.setdefault(database, Lacking()).look(session, today, may_see),
                *unfinished(session, may_see),
            ],
            recent=recent(database),
            begun=frozenset(table for table in FIRST_STEPS if _begun(session, table)),
            backed_up=last_backup(database),
            head=chain_head(database),
            safety=safety(session, today),
        )
    for which in ("undo", "redo"):
        offer = database.offered(which)
        if offer:
            facts.offered[which] = offer.name
    return facts


def _begun(session: "Session", table: str) -> bool:
    from sqlalchemy import select

    cls = register(table)
    return session.scalar(select(cls.id).where(cls.deleted_at.is_(None)).limit(1)) is not None
