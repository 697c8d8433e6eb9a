"""A figure in parts: by type, committee, village, month; the parts add up to the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from db.figures.asking import Numbers, Value, numbers_by
from db.figures.deadlines.waiting import live
from db.figures.figure import Figure, Piece
from db.figures.measures import Distinct, why_nothing
from db.figures.period import Period
from db.store.codes import codes
from db.store.fields import Field
from db.store.kinds import ChoiceKind, ChoicesKind, LinkKind, RowsKind
from db.store.links import captions
from db.store.record import Record, register
from db.store.trouble import Trouble

BLANK = "未填"
UNDIVIDED = "未细分"
MONTH = "month"


@dataclass(frozen=True)
class Part:
    """One part of a figure.

    Attributes:
        key: code, record id, or month; None for records that have none.
        name: for people.
        value: its own.
        parts: those below it, which add up to it: the leaves of a heading.
    """

    key: Any
    name: str
    value: Value
    parts: tuple["Part", ...] = ()


def split(
    session: Session,
    figure: Figure,
    by: str,
    period: Period,
    basis: str | None = None,
    *,
    every: bool = False,
) -> tuple[Part, ...]:
    """A figure by the values of a field; rates by theirs, so only numbers add up.

    Args:
        session: for looking.
        figure: which.
        by: a field of the register (``dispute_type``), one of a linked register
            (``committee_id.kind``), or ``month``.
        period: for which; a code table is that of its end.
        basis: another day to count by.
        every: lists every linked record, those with nothing too.

    Raises:
        Trouble: no such field, or a figure that cannot be parted.
    """
    return splits(session, (figure,), by, period, basis, every=every)[figure.code]


def splits(
    session: Session,
    figures: Sequence[Figure],
    by: str,
    period: Period,
    basis: str | None = None,
    *,
    every: bool = False,
) -> dict[str, tuple[Part, ...]]:
    """Several figures of one register at once: a table with a row for each part."""
    pieces = {figure: figure.pieces(period, basis) for figure in figures}
    for figure in figures:
        if why := why_nothing(figure):
            raise Trouble(why, wrong_input=True)
        if isinstance(figure.measure, Distinct):
            sentence = f"“{figure.name}”按不重复的人或事计数，拆开会重复，不能分项"
            raise Trouble(sentence, wrong_input=True)
    everything = [piece for some in pieces.values() for piece in some]
    found = numbers_by(session, everything, lambda piece: expression(piece, by))
    keys = set(found) - {None}
    headings = {
        cls: tuple(_headings(session, cls, by, period, keys, every=every))
        for cls in {own[0].cls for own in pieces.values()}
    }
    return {
        figure.code: _parts(figure, own, headings[own[0].cls], found)
        for figure, own in pieces.items()
    }


def expression(piece: Piece, by: str) -> Any:
    """What a number is parted by, in SQL.

    Raises:
        Trouble: the register has no such field.
    """
    if by == MONTH:
        if piece.basis is None:
            raise Trouble("存量没有月份，不能按月分项", wrong_input=True)
        return func.substr(cast(piece.basis.day, String), 1, 7)
    name, _, further = by.partition(".")
    spec = _field(piece.cls, name)
    column = getattr(piece.cls, name)
    if not further:
        return column
    other: Any = register(spec.kind.table) if isinstance(spec.kind, LinkKind) else piece.cls
    _field(other, further)
    query = select(getattr(other, further)).where(other.id == column)
    return query.correlate(piece.cls).scalar_subquery()


def _field(cls: type[Record], name: str) -> Field:
    spec = cls.fields.get(name)
    if spec is None or isinstance(spec.kind, (RowsKind, ChoicesKind)):
        known = "、".join(
            f"{one.name}（{one.label}）" for one in cls.fields.values() if one.counted
        )
        raise Trouble(f"{cls.title}不能按“{name}”分项（可选：{known}）", wrong_input=True)
    return spec


Heading = tuple[Any, str, list[tuple[Any, str]]]
"""Key, name, and the leaves below."""


def _parts(
    figure: Figure,
    pieces: Sequence[Piece],
    headings: Sequence[Heading],
    found: dict[Any, Numbers],
) -> tuple[Part, ...]:
    keyed = {key: [one[piece.mark] for piece in pieces] for key, one in found.items()}
    period = pieces[0].period
    blank = keyed.pop(None, [0] * len(pieces))
    parts = []
    for key, name, below in headings:
        leaves = tuple(
            Part(leaf, said, _value(figure, period, pieces, [keyed.get(leaf)]))
            for leaf, said in below
        )
        rows = [keyed.get(one) for one in (key, *(leaf for leaf, _ in below))]
        if leaves and rows[0]:
            leaves += (
                Part(key, f"{name}（{UNDIVIDED}）", _value(figure, period, pieces, rows[:1])),
            )
        parts.append(Part(key, name, _value(figure, period, pieces, rows), leaves))
    if any(blank):
        parts.append(Part(None, BLANK, _value(figure, period, pieces, [blank])))
    return tuple(parts)


def _value(
    figure: Figure, period: Period, pieces: Sequence[Piece], rows: Sequence[list[int] | None]
) -> Value:
    own = [sum(row[place] for row in rows if row) for place in range(len(pieces))]
    named = tuple((piece.role, number) for piece, number in zip(pieces, own, strict=True))
    return Value(figure, period, figure.measure.number(own), named)


def _headings(
    session: Session,
    cls: type[Record],
    by: str,
    period: Period,
    keys: set[Any],
    *,
    every: bool,
) -> Iterator[Heading]:
    """Key, name, and what stands below, in the order of print."""
    if by == MONTH:
        yield from ((f"{m.first:%Y-%m}", m.name, []) for m in period.months())
        return
    name, _, further = by.partition(".")
    spec = _field(cls, name)
    if further and isinstance(spec.kind, LinkKind):
        spec = _field(register(spec.kind.table), further)
    if isinstance(spec.kind, ChoiceKind):
        yield from _of_codes(spec.kind.table, period, keys)
    elif isinstance(spec.kind, LinkKind):
        linked: Any = register(spec.kind.table)
        if every:
            keys = keys | set(session.scalars(select(linked.id).where(live(linked))))
        names = captions(session, spec.kind.table, keys)
        yield from ((key, names.get(key, str(key)), []) for key in sorted(keys))
    else:
        yield from ((key, spec.kind.format(key), []) for key in sorted(keys))


def _of_codes(table: str, period: Period, keys: set[Any]) -> Iterator[Heading]:
    """The entries in force at the period's end, headings with their leaves; then older codes."""
    current = [entry for entry in codes(table).entries if entry.in_force(period.last)]
    for entry in current:
        below: list[tuple[Any, str]] = [
            (one.code, one.name) for one in current if one.parent == entry.code
        ]
        if not entry.parent:
            yield entry.code, entry.name, below
    known = {entry.code for entry in current}
    yield from ((key, codes(table).name(key), []) for key in sorted(keys - known))
