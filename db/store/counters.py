"""Counters that never skip and never repeat: one row per series, year and kind."""

from collections.abc import Iterable
from typing import ClassVar

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.store.numbers import Counted
from db.store.record import Row


class Counter(Row):
    """The last number given out in a series; part of the history like any other row."""

    __tablename__ = "counter"
    title: ClassVar = "编号计数"
    __table_args__ = (UniqueConstraint("series", "year", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str]
    year: Mapped[int]
    kind: Mapped[str]
    last: Mapped[int] = mapped_column(active_history=True)


def keep_ahead(session: Session, given: Iterable[Counted]) -> None:
    """Numbers that came from an old ledger are not given out again: counters go on behind them."""
    highest: dict[tuple[str, int, str], int] = {}
    for one in given:
        key = (one.series, one.year, one.kind)
        highest[key] = max(highest.get(key, 0), one.number)
    for (series, year, kind), number in highest.items():
        counter = _counter(session, series, year, kind)
        counter.last = max(counter.last, number)


def next_number(session: Session, series: str, year: int, kind: str) -> int:
    """The next number of the series in that year, from 1; kept with the step or not at all."""
    counter = _counter(session, series, year, kind)
    counter.last += 1
    session.flush()
    return counter.last


def _counter(session: Session, series: str, year: int, kind: str) -> Counter:
    wanted = select(Counter).filter_by(series=series, year=year, kind=kind)
    counter = session.scalar(wanted)
    if counter is None:
        counter = Counter(series=series, year=year, kind=kind, last=0)
        session.add(counter)
    return counter
