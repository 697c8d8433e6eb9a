"""The records behind a figure, for each of its numbers, page by page."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, null, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.figure import Behind, Figure, Piece, days_of, unindexed
from db.figures.period import Period
from db.store.rights import rights_in


@dataclass(frozen=True)
class Records:
    """The records of one number of a figure.

    Attributes:
        role: which number: 期末, 期初; the two parts of a ratio; empty where there is but one.
        total: how many records there are, on all pages.
        rows: those of the page.
    """

    role: str
    total: int
    rows: tuple[Behind, ...]


def records(
    session: Session,
    figure: Figure,
    period: Period,
    basis: str | None = None,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[Records, ...]:
    """The records behind each number of a figure, that of the figure itself first.

    Their weights add up to the number; where distinct things are counted, their keys are those
    things. A record that carries nothing to a sum is not among them.

    Raises:
        Trouble: the figure has no such basis.
    """
    if basis is not None:
        figure.require_basis(basis)
    pieces = figure.pieces(period, basis)
    return tuple(of_piece(session, piece, offset, limit) for piece in pieces)


def conditions(piece: Piece) -> list[ColumnElement[bool]]:
    """All that a record behind a number meets."""
    wanted = [live(piece.cls), *(test.clause for test in piece.tests)]
    if piece.basis is not None:
        wanted = [piece.basis.inside(), unindexed(*wanted)]
    if piece.distinct:
        wanted.append(piece.weight.is_not(None))
    elif piece.weight is not None:
        wanted.append(piece.weight != 0)
    return wanted


def of_piece(session: Session, piece: Piece, offset: int, limit: int | None) -> Records:
    """The records of one number; none of a register that the person may not look at."""
    if not rights_in(session).may_see(piece.cls):
        return Records(piece.role, 0, ())
    if piece.source is not None:
        rows = tuple(piece.reckoned(session))
        end = None if limit is None else offset + limit
        return Records(piece.role, len(rows), rows[offset:end])
    cls, days, wanted = piece.cls, days_of(piece.period), conditions(piece)
    total = session.scalar(select(func.count()).select_from(cls).where(*wanted), days) or 0
    day: Any = null() if piece.basis is None else piece.basis.day
    weight = literal(1) if piece.weight is None or piece.distinct else piece.weight
    key = piece.weight if piece.distinct else null()
    query = (
        select(cls.id, cls.caption, weight, day, key)
        .where(*wanted)
        .order_by(*([] if piece.basis is None else [day]), cls.id)
        .offset(offset)
        .limit(limit)
    )
    found = session.execute(query, days).all()
    return Records(piece.role, total, tuple(Behind(cls.__tablename__, *row) for row in found))


def ids(session: Session, figure: Figure, period: Period, basis: str | None = None) -> list[int]:
    """The records of the figure itself, by id, in their order."""
    return [row.id for row in records(session, figure, period, basis)[0].rows]
