"""The year in brief, as the first page tells it: figures of the catalogue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.figures.asking import values
from db.figures.catalogue import figure
from db.figures.period import Period

_OF_THE_YEAR = ("accepted", "resolved", "failed", "ended", "amount")
_NOW = ("mediation.open", "mediation.waiting", "committees.total", "mediators.total")


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
    """Count one calendar year; stocks as they stand today."""
    flows = [figure(f"mediation.{code}") for code in _OF_THE_YEAR]
    found: list[Any] = [one.number for one in values(session, flows, Period.year(year)).values()]
    today = Period(date.today(), date.today())
    now = values(session, [figure(code) for code in _NOW], today).values()
    here, waiting, committees, mediators = (int(one.number or 0) for one in now)
    accepted, resolved, failed, ended, amount = found
    return Brief(
        year, accepted, resolved, failed, ended, here + waiting, amount, committees, mediators
    )
