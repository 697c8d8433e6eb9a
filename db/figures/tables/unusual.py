"""Numbers that are unlike the periods before, in words; small numbers are left alone.

Events are compared as counts of chance: given how many there were in all of the periods together,
each fell into this one with the same probability. Only what would happen in fewer than one of 200
quiet periods is asked about: 0 after an average of 9 is, 0 after 1 is not. Where all cases together
grew or fell, that is asked once, and their parts only where they did not go along. Sums of what
cases carry (persons, amounts) swing with single cases and stocks hardly move: both by plain bounds,
sums for the whole table alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

from sqlalchemy.orm import Session

from db.figures.catalogue import figure
from db.figures.figure import Figure, Measure
from db.figures.measures import COUNT, Distinct, Stock, Sum, Total
from db.figures.tables.filled import PART, TOTAL, Cell, Filled, FilledRow, Number
from db.figures.tables.filling import fill
from db.figures.tables.layout import NOW, Column
from db.figures.tables.left_out import left_out

_RARE = 0.005
_SWING = 3
_STOCK_SHARE, _STOCK_LEAST = 0.3, 5
_HISTORY = 4
_LEAST_HISTORY = 2
_MANY = 10_000
_SPANS = {"month": "个月", "quarter": "季", "half": "个半年", "year": "年"}
_THIS = {"month": "本月", "quarter": "本季", "half": "本半年", "year": "本年"}
_NUMERALS = {2: "两", 3: "三", 4: "四"}


@dataclass(frozen=True)
class Unusual:
    """A cell that people are asked to confirm."""

    row: str
    column: str
    number: Number
    history: tuple[Number, ...]
    sentence: str


def unusual(session: Session, filled: Filled) -> list[Unusual]:
    """The cells of a table unlike the same ones of the periods before, and what it passes over.

    A cumulative one is not compared.

    Args:
        session: for looking; the periods before are filled for it.
        filled: the table.
    """
    found = [Unusual(TOTAL, *passed[:2], (), passed[2]) for passed in left_out(session, filled)]
    if filled.cumulative:
        return found
    past, period = [], filled.asked
    for _ in range(_HISTORY):
        period = period.before()
        past.append(fill(session, filled.table, period, basis=filled.basis, compared=False))
    lead = _lead(filled)
    for row in (row for row in filled.rows if row.kind in (PART, TOTAL)):
        for column, cell in zip(filled.columns, row.cells, strict=True):
            if _asked(column, cell):
                earlier = _earlier(past, row.key, column.code)
                whole = _whole(filled, earlier, lead, row.key, cell)
                if len(earlier) >= _LEAST_HISTORY and _odd(cell, row, earlier, whole):
                    history = tuple(number for _, number in earlier)
                    found.append(_told(filled, row, column, cell, history))
    return found


def improbable(number: int, past: int, share: float) -> bool:
    """Whether a count does not go with those before it, by the binomial test; see the module.

    Args:
        number: of this period.
        past: of all periods before together.
        share: of this period in all of them: a fifth, after four of the same size.
    """
    together = number + past
    expected = together * share
    if together > _MANY:  # 3 standard deviations are as good
        return (number - expected) ** 2 > 9 * expected * (1 - share)
    below = number < expected
    tail = sum(
        exp(_ways(together, some) + some * log(share) + (together - some) * log1p(-share))
        for some in (range(number + 1) if below else range(number))
    )
    return (tail if below else 1 - tail) < _RARE


def _ways(together: int, some: int) -> float:
    """The logarithm of how many ways there are to choose some of all."""
    return lgamma(together + 1) - lgamma(some + 1) - lgamma(together - some + 1)


Earlier = list[tuple[Filled, int]]
"""A cell in the periods before, newest first."""


def _lead(filled: Filled) -> tuple[str, Figure] | None:
    """The column that counts all of a table's cases: the first, if it counts records."""
    if not filled.table.total:
        return None
    cell = filled.row(TOTAL).cells[0]
    terms = cell.source.terms if cell.source else ()
    one = figure(terms[0].code) if len(terms) == 1 else None
    return (filled.columns[0].code, one) if one and one.measure is COUNT else None


def _whole(
    filled: Filled, earlier: Earlier, lead: tuple[str, Figure] | None, row: str, cell: Cell
) -> tuple[int, int]:
    """How many of all there were now and before; periods, where there is no such whole."""
    mine = figure(cell.source.terms[0].code) if cell.source else None
    if lead is None or mine is None or mine.cls is not lead[1].cls:
        return 1, len(earlier)
    if row == TOTAL and mine is lead[1]:
        return 1, len(earlier)
    now, *before = (
        int(one.cell(TOTAL, lead[0]).number or 0) for one in (filled, *(one for one, _ in earlier))
    )
    return now, sum(before)


def _asked(column: Column, cell: Cell) -> bool:
    return (
        column.shown
        and column.when == NOW
        and cell.kept
        and cell.number is not None
        and cell.source is not None
        and not cell.percent
        and len(cell.source.terms) == 1
        and not cell.source.terms[0].role
    )


def _earlier(past: Sequence[Filled], row: str, column: str) -> Earlier:
    """The same cell in the periods before, as far as the register was kept."""
    found = []
    for one in past:
        try:
            cell = one.cell(row, column)
        except KeyError:  # no such row or column then
            continue
        if cell.kept and cell.number is not None:
            found.append((one, int(cell.number)))
    return found


def _odd(cell: Cell, row: FilledRow, earlier: Earlier, whole: tuple[int, int]) -> bool:
    number, history = int(cell.number or 0), [number for _, number in earlier]
    measure: Measure = figure(cell.source.terms[0].code).measure if cell.source else COUNT
    now, before = whole
    if isinstance(measure, Stock):
        change = abs(number - history[0])
        return change > max(_STOCK_LEAST, _STOCK_SHARE * history[0])
    if not now or not before:
        return False
    if isinstance(measure, Sum | Distinct | Total):
        size = now * len(history) / before
        within = min(history) * size / _SWING <= number <= max(history) * size * _SWING
        return (row.kind == TOTAL or bool(row.unit)) and min(history) > 0 and not within
    return improbable(number, sum(history), now / (now + before))


def _told(
    filled: Filled, row: FilledRow, column: Column, cell: Cell, history: Sequence[int]
) -> Unusual:
    """本季婚姻家庭纠纷 0 件，过去四季平均 9 件，请确认."""
    kind = filled.asked.kind
    unit = row.unit or column.unit
    where = "" if row.kind == TOTAL else f"{row.name}："
    name = figure(cell.source.terms[0].code).name if cell.source else column.heading
    what = row.name if row.unit else f"{where}{name}"
    mean = round(sum(history) / len(history))
    spans = f"过去{_NUMERALS[len(history)]}{_SPANS.get(kind, '期')}"
    sentence = (
        f"{_THIS.get(kind, '本期')}{what} {cell.said(cell.number)} {unit}，"
        f"{spans}平均 {cell.said(mean)} {unit}，请确认"
    )
    return Unusual(row.key, column.code, cell.number or 0, tuple(history), sentence)
