"""The year in brief: mediation counted by the day a case was concluded."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.registers import Case, Committee, Mediator
from db.registers.mediation import SETTLED


@dataclass(frozen=True)
class Brief:
    """One year's mediation. ``amount`` in fen; ``rate`` is None while nothing is concluded."""

    year: int
    accepted: int
    agreed: int
    failed: int
    ended: int
    open: int
    amount: int
    committees: int
    mediators: int

    @property
    def concluded(self) -> int:
        """化解率's denominator: settled, failed and ended; pending cases do not enter."""
        return self.agreed + self.failed + self.ended

    @property
    def rate(self) -> float | None:
        """化解率: settled over concluded."""
        return self.agreed / self.concluded if self.concluded else None


def brief(session: Session, year: int) -> Brief:
    """Count one calendar year; stocks as they stand now."""
    inside = (date(year, 1, 1), date(year, 12, 31))
    ended = Case.ended_on.between(*inside)
    settled = Case.agreed_on.between(*inside) & Case.state.in_(SETTLED)
    stopped = Case.ending_reason.is_not(None)
    return Brief(
        year,
        accepted=_count(session, Case.accepted_on.between(*inside)),
        agreed=_count(session, settled),
        failed=_count(session, ended & ~stopped & (Case.state != "void")),
        ended=_count(session, ended & stopped & (Case.state != "void")),
        open=_count(session, Case.state.in_(("registered", "accepted"))),
        amount=session.scalar(
            select(func.coalesce(func.sum(Case.amount), 0)).where(
                Case.deleted_at.is_(None), settled
            )
        )
        or 0,
        committees=session.scalar(
            select(func.count()).where(Committee.deleted_at.is_(None), Committee.ended_on.is_(None))
        )
        or 0,
        mediators=session.scalar(
            select(func.count()).where(Mediator.deleted_at.is_(None), Mediator.active)
        )
        or 0,
    )


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(Case.deleted_at.is_(None), condition)) or 0
