"""The value of figures in a period: figures of one register and day share one query.

Each test is written once, in SQL. What all figures of a query have in common narrows its rows, the
rest becomes conditional sums, so that a whole table of figures reads its period once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, null, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.figure import Condition, Figure, Piece, days_of, unindexed
from db.figures.period import Period
from db.figures.words import NOTHING, said, said_percent, scaled
from db.store.record import Record
from db.store.rights import rights_in


@dataclass(frozen=True)
class Value:
    """What a figure came to.

    Attributes:
        number: exact, in the figure's smallest unit (fen); a rate in per cent to one decimal;
            None where there is none.
        pieces: role in words and number, for stocks, ratios and growth.
        kept: whether the register held any record by the period's end; a zero of one that was
            not kept says nothing. Neither does one that the person may not look at.
    """

    figure: Figure
    period: Period
    number: int | Decimal | None
    pieces: tuple[tuple[str, int], ...]
    kept: bool = True

    @property
    def shown(self) -> int | Decimal | None:
        """The number in the unit in which it is printed."""
        if self.figure.scale == 1 or not isinstance(self.number, int):
            return self.number
        return scaled(self.number, self.figure.scale)

    @property
    def words(self) -> str:
        """As it is printed: 300余家次, 12.50万元, 107.4%, —."""
        figure, number = self.figure, self.number
        if number is None or not self.kept:
            return NOTHING
        if figure.measure.in_percent:
            return said_percent(Decimal(number))
        if figure.scale != 1:
            return f"{self.shown}{figure.unit}"
        return said(int(number), figure.unit, figure.style, figure.step)

    @property
    def printed(self) -> bool:
        """Whether a sentence should say it: zeros only on purpose, and if the register is kept."""
        if not self.number:
            return self.number is not None and self.kept and self.figure.zero_printed
        return self.kept


def value(session: Session, figure: Figure, period: Period, basis: str | None = None) -> Value:
    """One figure.

    Args:
        session: for looking.
        figure: of the catalogue, or made by the office.
        period: for which.
        basis: another day to count by: accepted, 受理.

    Raises:
        Trouble: the figure has no such basis.
    """
    if basis is not None:
        figure.require_basis(basis)
    return values(session, (figure,), period, basis)[figure.code]


def values(
    session: Session, figures: Iterable[Figure], period: Period, basis: str | None = None
) -> dict[str, Value]:
    """Figures by code, in their order; those that know ``basis`` are counted by it."""
    asked = {figure: figure.pieces(period, basis) for figure in figures}
    rights = rights_in(session)
    counted = numbers(session, [piece for pieces in asked.values() for piece in pieces])
    kept: dict[type[Record], bool] = {}
    found = {}
    for figure, pieces in asked.items():
        if not all(rights.may_see(cls) for cls in (figure.cls, *(one.cls for one in pieces))):
            found[figure.code] = Value(figure, period, None, (), kept=False)
            continue
        own = [counted[piece.mark] for piece in pieces]
        if not any(own) and figure.cls not in kept:
            kept[figure.cls] = _kept_by(session, figure.cls, period.last)
        found[figure.code] = Value(
            figure,
            period,
            figure.measure.number(own),
            tuple((piece.role, number) for piece, number in zip(pieces, own, strict=True)),
            any(own) or kept[figure.cls],
        )
    return found


def _kept_by(session: Session, cls: type[Record], day: date) -> bool:
    """Whether a register held any record by a day; without a day of their own, by now."""
    one = select(cls.id).where(live(cls)).limit(1)
    if cls.newest_first is not None:
        one = one.where(getattr(cls, cls.newest_first) <= day)
    return session.scalar(one) is not None


Numbers = dict[tuple[Any, ...], int]
"""How often, by the mark of a piece."""


def numbers(session: Session, pieces: Iterable[Piece]) -> Numbers:
    """The number of each piece, asked in as few queries as can be."""
    return numbers_by(session, pieces, None).get(None, {})


def numbers_by(
    session: Session, pieces: Iterable[Piece], by: Callable[[Piece], Any] | None
) -> dict[Any, Numbers]:
    """The same for each value of an expression; None where it is blank.

    Args:
        session: for looking.
        pieces: what is counted.
        by: gives the expression for a piece; None counts all together.
    """
    rights = rights_in(session)
    distinctly = {piece.mark: piece for piece in pieces}
    groups: dict[Any, list[Piece]] = defaultdict(list)
    found: dict[Any, Numbers] = defaultdict(lambda: dict.fromkeys(distinctly, 0))
    seen = [piece for piece in distinctly.values() if rights.may_see(piece.cls)]
    reckoning = [piece for piece in seen if piece.source is not None]
    for piece, key, weight in _reckoned(session, reckoning, by):
        found[key][piece.mark] += weight
    for piece in seen:
        if piece.source is None:
            groups[_together(piece)].append(piece)
    for group in groups.values():
        for question in _questions(group, by):
            for key, *row in session.execute(question, days_of(group[0].period)):
                for piece, number in zip(group, row, strict=True):
                    found[key][piece.mark] += number or 0
    if by is None:
        found[None]
    return found


def _reckoned(
    session: Session, pieces: Iterable[Piece], by: Callable[[Piece], Any] | None
) -> Iterator[tuple[Piece, Any, int]]:
    """Piece, key and weight of each record that the program counted."""
    for piece in pieces:
        rows = piece.reckoned(session)
        keys: dict[int, Any] = {}
        if by is not None:
            ids = {row.id for row in rows}
            query = select(piece.cls.id, by(piece)).where(piece.cls.id.in_(ids))
            keys = {row[0]: row[1] for row in session.execute(query)}
        yield from ((piece, keys.get(row.id), row.weight) for row in rows)


def _together(piece: Piece) -> tuple[Any, ...]:
    """The same for pieces that one query can count."""
    basis = None if piece.basis is None else id(piece.basis)
    apart = piece.mark if piece.distinct else None
    return (piece.cls, piece.period, basis, "" if piece.basis else piece.role, apart)


_KEPT: dict[Any, tuple[list[Piece], list[Select[Any]]]] = {}
"""Questions that were put together, with the pieces, so that no other test takes the id of one."""
_MOST_KEPT = 200


def _questions(pieces: list[Piece], by: Callable[[Piece], Any] | None) -> list[Select[Any]]:
    """One for each branch; putting a long one together takes longer than asking a small store."""
    dimension = None if by is None else by(pieces[0])
    shapes = tuple(piece.shape for piece in pieces)
    if dimension is None and shapes in _KEPT:
        return _KEPT[shapes][1]
    made = [_question(pieces, inside, dimension) for inside in _branches(pieces[0])]
    if dimension is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[shapes] = (pieces, made)
    return made


def _branches(piece: Piece) -> list[ColumnElement[bool] | None]:
    if piece.basis is None:
        return [None]
    if piece.distinct:  # the same thing may stand in two branches
        return [piece.basis.inside()]
    return list(piece.basis.branches())


def _question(
    pieces: Sequence[Piece], inside: ColumnElement[bool] | None, dimension: Any = None
) -> Select[Any]:
    common = [test for test in pieces[0].tests if all(test in one.tests for one in pieces)]
    wanted = [live(pieces[0].cls), *(test.clause for test in common)]
    if inside is not None:
        wanted = [inside, unindexed(*wanted)]
    columns = [_counted(piece, [t for t in piece.tests if t not in common]) for piece in pieces]
    key = null() if dimension is None else dimension
    query = select(key, *columns).select_from(pieces[0].cls).where(*wanted)
    return query if dimension is None else query.group_by(dimension)


def _counted(piece: Piece, rest: Sequence[Condition]) -> Any:
    met = and_(*(test.clause for test in rest)) if rest else None
    if piece.weight is None:
        return func.count() if met is None else func.count(case((met, 1)))
    weight = piece.weight if met is None else case((met, piece.weight))
    return func.count(distinct(weight)) if piece.distinct else func.sum(weight)
