"""Numbers that are unlike the periods before, in words; small numbers are left alone.

Events are compared as counts of chance: given how many there were in all of the periods together,
each fell into this one with the same probability. Only what would happen in fewer than one of 200
quiet periods is asked about: 0 after an average of 9 is, 0 after 1 is not. Sums of what cases carry
(persons, amounts) swing with single cases, stocks hardly move: both by plain bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from sqlalchemy.orm import Session

from db.figures.catalogue import figure
from db.figures.figure import Measure
from db.figures.measures import Distinct, Stock, Sum, Total
from db.figures.tables.filled import PART, TOTAL, Cell, Filled, FilledRow, Number
from db.figures.tables.filling import fill
from db.figures.tables.layout import NOW, Column
from db.figures.tables.wording import heading_of

_RARE = 0.005
_SWING = 3
_STOCK_SHARE, _STOCK_LEAST = 0.3, 5
_HISTORY = 4
_LEAST_HISTORY = 2
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
    """The cells of a table unlike the same ones of the periods before; a cumulative one has none.

    Args:
        session: for looking; the periods before are filled for it.
        filled: the table.
    """
    if filled.cumulative:
        return []
    past, period = [], filled.asked
    for _ in range(_HISTORY):
        period = period.before()
        past.append(fill(session, filled.table, period, basis=filled.basis, compared=False))
    found = []
    for row in (row for row in filled.rows if row.kind in (PART, TOTAL)):
        for column, cell in zip(filled.columns, row.cells, strict=True):
            if _asked(column, cell):
                history = _history(past, row, column)
                if len(history) >= _LEAST_HISTORY and _odd(cell, history):
                    found.append(_told(filled, row, column, cell, history))
    return found


def improbable(number: int, history: Sequence[int]) -> bool:
    """Whether a count does not go with those before it, by the binomial test; see the module."""
    past, share = sum(history), 1 / (len(history) + 1)
    together = number + past
    if together > 10_000:  # far beyond chance: 3 standard deviations are as good
        expected = together * share
        return (number - expected) ** 2 > 9 * expected * (1 - share)
    chances = [
        comb(together, some) * share**some * (1 - share) ** (together - some)
        for some in (range(number + 1) if number * len(history) < past else range(number))
    ]
    tail = sum(chances)
    return tail < _RARE if number * len(history) < past else 1 - tail < _RARE


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


def _history(past: Sequence[Filled], row: FilledRow, column: Column) -> list[int]:
    """The same cell in the periods before, newest first, as far as the register was kept."""
    found = []
    for one in past:
        try:
            cell = one.cell(row.key, column.code)
        except KeyError:  # no such row or column then
            continue
        if cell.kept and cell.number is not None:
            found.append(int(cell.number))
    return found


def _odd(cell: Cell, history: Sequence[int]) -> bool:
    number = int(cell.number or 0)
    measure: Measure = figure(cell.source.terms[0].code).measure if cell.source else Measure()
    if isinstance(measure, Stock):
        change = abs(number - history[0])
        return change > max(_STOCK_LEAST, _STOCK_SHARE * history[0])
    if isinstance(measure, Sum | Distinct | Total):
        within = min(history) / _SWING <= number <= max(history) * _SWING
        return min(history) > 0 and not within
    return improbable(number, history)


def _told(
    filled: Filled, row: FilledRow, column: Column, cell: Cell, history: Sequence[int]
) -> Unusual:
    """本季婚姻家庭纠纷 0 件，过去四季平均 9 件，请确认."""
    kind = filled.asked.kind
    unit = row.unit or column.unit
    where = "" if row.kind == TOTAL else row.name
    what = where if row.unit else f"{where}{heading_of(column)}"
    mean = round(sum(history) / len(history))
    spans = f"过去{_NUMERALS[len(history)]}{_SPANS.get(kind, '期')}"
    sentence = (
        f"{_THIS.get(kind, '本期')}{what} {cell.said(cell.number)} {unit}，"
        f"{spans}平均 {cell.said(mean)} {unit}，请确认"
    )
    return Unusual(row.key, column.code, cell.number or 0, tuple(history), sentence)
