"""In which figures a record counts, and for each it misses, which test it fails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, null, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.figure import Figure, Piece, days_of
from db.figures.period import Period
from db.store.record import Record

_BIN = "不在回收站"


@dataclass(frozen=True)
class Standing:
    """How a record stands to a figure.

    Attributes:
        counts: whether it is behind the figure in the period asked for.
        missed: the tests that it fails, in words.
        day: by which it counts; None for a stock, and while it has none.
        weight: what it carries; 1 where records are counted.
    """

    figure: Figure
    counts: bool
    missed: tuple[str, ...]
    day: date | None
    weight: int

    @property
    def said(self) -> str:
        """调解成功：计入 2024年第四季度; 调解成功：不计入，不符合“结果为成功”."""
        if not self.counts:
            return f"{self.figure.name}：不计入，不符合“{'”“'.join(self.missed)}”"
        if self.day is None:
            return f"{self.figure.name}：计入"
        quarter = Period.quarter(self.day.year, (self.day.month + 2) // 3)
        return f"{self.figure.name}：按 {self.day} 计入 {quarter.name}"


def standing(
    session: Session, record: Record, figures: Iterable[Figure], period: Period | None = None
) -> list[Standing]:
    """How a record stands to the figures of its register, in their order.

    Args:
        session: for looking.
        record: saved.
        figures: those asked about; others' registers are passed over.
        period: the one asked about; None asks in which periods it counts at all: each figure by
            its day, stocks by the year to date.
    """
    asked = period or Period(date(date.today().year, 1, 1), date.today())
    found = []
    for figure in figures:
        pieces = figure.pieces(asked)
        if pieces and pieces[0].cls is type(record):
            found.append(_standing(session, record, figure, pieces[0], whenever=period is None))
    return found


def _standing(
    session: Session, record: Record, figure: Figure, piece: Piece, *, whenever: bool
) -> Standing:
    if piece.source is not None:
        return _reckoned(session, record, figure, piece)
    tests: list[tuple[str, Any]] = [(_BIN, live(piece.cls))]
    tests += [(test.words, test.clause) for test in piece.tests]
    day: Any = null() if piece.basis is None else piece.basis.day
    if piece.basis is not None:
        words = f"有{piece.basis.words}日期" if whenever else f"{piece.basis.words}日期在本期"
        tests.append((words, day.is_not(None) if whenever else piece.basis.inside()))
    if piece.distinct:
        tests.append(("有可计的人或事", piece.weight.is_not(None)))
    elif piece.weight is not None:
        tests.append((f"有{figure.name}的数量", piece.weight != 0))
    carried = null() if piece.weight is None or piece.distinct else piece.weight
    # every test as a column of its own, so that each answers for itself
    columns = [and_(clause).label(f"t{place}") for place, (_, clause) in enumerate(tests)]
    query = select(day, carried, *columns).where(piece.cls.id == record.id)
    row = session.execute(query, days_of(piece.period)).one()
    missed = tuple(words for (words, _), met in zip(tests, row[2:], strict=True) if not met)
    return Standing(figure, not missed, missed, row[0], 1 if row[1] is None else row[1])


def _reckoned(session: Session, record: Record, figure: Figure, piece: Piece) -> Standing:
    table = type(record).__tablename__
    mine = [row for row in piece.reckoned(session) if (row.table, row.id) == (table, record.id)]
    missed = () if mine else (f"按办理记录推算：{figure.name}",)
    day = mine[0].day if mine else None
    return Standing(figure, bool(mine), missed, day, sum(row.weight for row in mine))
