"""What the first page and the foot of the window tell of a store, gathered in the worker."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from db.figures.brief import Brief, brief
from db.figures.deadlines import Due, due
from db.figures.safety import Safety, safety
from db.registers import BackupLog, in_force
from db.store.kinds import StateKind
from desktop.windows.backing_up import chain_head, last_backup

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.record import Record

_LATEST = 8


@dataclass(frozen=True)
class Latest:
    """A record that was entered lately."""

    register: str
    record_id: int
    title: str
    caption: str
    at: datetime


@dataclass(frozen=True)
class Facts:
    """One look at the store."""

    today: date
    office: str
    due: list[Due]
    brief: Brief
    states: list[tuple[str, str, int]]
    """(code, name, number) of the year's cases, in the order of the states."""
    latest: list[Latest]
    begun: frozenset[str]
    """The registers that hold a record."""
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
    """Read everything in one transaction; ``year`` is the one whose figures are shown."""
    from sqlalchemy import select

    from db.registers import Case, Office

    with database.read() as session:
        begun = frozenset(
            cls.__tablename__
            for cls in in_force(session)
            if session.scalar(select(cls.id).where(cls.deleted_at.is_(None)).limit(1))
        )
        facts = Facts(
            today=today,
            office=session.scalar(select(Office.name).where(Office.deleted_at.is_(None))) or "",
            due=due(session, today),
            brief=brief(session, year),
            states=_states(session, Case, year),
            latest=_latest(session),
            begun=begun,
            backed_up=last_backup(database),
            head=chain_head(database),
            safety=safety(session, today),
        )
    for which in ("undo", "redo"):
        offer = database.offered(which)
        if offer:
            facts.offered[which] = offer.name
    return facts


def _states(session: "Session", cls: Any, year: int) -> list[tuple[str, str, int]]:
    from sqlalchemy import func, select

    inside = cls.registered_on.between(date(year, 1, 1), date(year, 12, 31))
    query = select(cls.state, func.count()).where(cls.deleted_at.is_(None), inside)
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(query.group_by(cls.state))}
    kind = cls.fields["state"].kind
    names = kind.names if isinstance(kind, StateKind) else ()
    return [(code, name, found[code]) for code, name in names if code in found]


def _latest(session: "Session") -> list[Latest]:
    from sqlalchemy import select

    found: list[Latest] = []
    for cls in in_force(session):
        if not cls.single and cls is not BackupLog:
            found += _latest_of(session, cls, select(cls.id, cls.caption, cls.created_at))
    return sorted(found, key=lambda item: item.at, reverse=True)[:_LATEST]


def _latest_of(session: "Session", cls: "type[Record]", query: Any) -> list[Latest]:
    newest = query.where(cls.deleted_at.is_(None)).order_by(cls.id.desc()).limit(_LATEST)
    return [
        Latest(cls.__tablename__, row.id, cls.title, row.caption, row.created_at)
        for row in session.execute(newest)
    ]
