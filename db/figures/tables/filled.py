"""A table that was filled: cells with their number, their words, and the way to their records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from db.figures.period import Period
from db.figures.tables.layout import Column, Table, Terms
from db.figures.words import NOTHING, said_percent, scaled

Number = int | Decimal
Plain = Mapping[str, Mapping[str, Number | None]]
"""Row key, column code, number: what check rules read and parcels carry."""

PART, LEAF, TOTAL, RECEIVED, RECEIVED_TOTAL, ALL = (
    "part", "leaf", "total", "received", "received_total", "all",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Which records a cell counts.

    Attributes:
        terms: its figures. ``period``: counted for it.
        by: the fields by which rows are parted; empty where the cell counts all.
        keys: values of the field that belong to the row; None among them is 未填.
    """

    terms: Terms
    period: Period
    by: tuple[str, ...] = ()
    keys: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One number of a table.

    Attributes:
        number: exact, in the figure's smallest unit (fen); None where there is none.
        before, year_ago: of the last period and of last year, where they were asked for.
        source: None for what was received, summed, or is written by hand.
        scale: the divisor of the printed number. ``percent``: a rate.
        kept: whether the register was kept at all.
        by_hand: people write it in.
    """

    number: Number | None = None
    source: Source | None = None
    before: Number | None = None
    year_ago: Number | None = None
    scale: int = 1
    percent: bool = False
    kept: bool = True
    by_hand: bool = False

    @property
    def words(self) -> str:
        """As it is printed; units stand in the headings."""
        if self.by_hand and self.number is None:
            return ""
        return self.said(self.number if self.kept else None)

    def said(self, number: Number | None) -> str:
        """Another number in the same way: that of last year."""
        if number is None:
            return NOTHING
        if self.percent:
            return said_percent(Decimal(number))
        return str(number if self.scale == 1 else scaled(int(number), self.scale))


@dataclass(frozen=True)
class FilledRow:
    """One row.

    Attributes:
        key: unique in its table. ``name``: printed.
        kind: part, leaf (其中, of the part above), total, received (from another office),
            received_total, all.
        block: the group of rows it is of.
        unit: of a row that is one figure.
        cells: in the order of the columns.
    """

    key: str
    name: str
    kind: str
    cells: tuple[Cell, ...]
    block: int = 0
    unit: str = ""

    @property
    def printed(self) -> str:
        """As it stands before the row: a part set in, the unit behind."""
        name = f"　{self.name}" if self.kind == LEAF else self.name
        return f"{name}（{self.unit}）" if self.unit else name


@dataclass(frozen=True)
class Held:
    """What a return says besides its numbers, where a table shows those it holds.

    Attributes:
        revision: which correction it is, from 1.
        filled_by, checked_by, head: who did it; empty where nobody did yet.
        signed_at: None while it is not signed. ``digest``: of what was signed, else empty.
        notes: comments and explanations as lines. ``corrections``: what it corrects, as lines.
        records: what each record carries to a cell, by row and column.
    """

    revision: int
    filled_by: str
    checked_by: str
    head: str
    signed_at: datetime | None
    digest: str
    notes: tuple[str, ...]
    corrections: tuple[str, ...]
    records: Mapping[tuple[str, str], Mapping[tuple[str, int], int]]


@dataclass(frozen=True)
class Filled:
    """A table in a period.

    Attributes:
        asked: the period people named; ``period`` is what was counted: with ``cumulative`` from
            January on.
        basis: the day counted by, where one was asked for.
        columns: all, also those that only serve the rules (``shown_columns``).
        expected: names, by row key, of the units that have to report.
        held: of numbers that a return holds; None where the registers of now gave them.
    """

    table: Table
    asked: Period
    period: Period
    cumulative: bool
    basis: str | None
    columns: tuple[Column, ...]
    rows: tuple[FilledRow, ...]
    expected: Mapping[str, str] = field(default_factory=dict)
    held: Held | None = None

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """Those that are printed."""
        return tuple(column for column in self.columns if column.shown)

    def row(self, key: str) -> FilledRow:
        """The row of that key.

        Raises:
            KeyError: there is none.
        """
        return next((row for row in self.rows if row.key == key), None) or _missing(key)

    def column(self, code: str) -> Column:
        """The column of that code.

        Raises:
            KeyError: there is none.
        """
        return next((one for one in self.columns if one.code == code), None) or _missing(code)

    def cell(self, row: str, column: str) -> Cell:
        """The cell where they meet.

        Raises:
            KeyError: there is no such row or column.
        """
        return self.row(row).cells[self.columns.index(self.column(column))]

    def plain(self) -> dict[str, dict[str, Number | None]]:
        """The numbers alone; a register that was not kept gives none."""
        return {
            row.key: {
                column.code: cell.number if cell.kept else None
                for column, cell in zip(self.columns, row.cells, strict=True)
            }
            for row in self.rows
        }

    def typed(self, numbers: Plain) -> "Filled":
        """With the numbers that people wrote into the cells for it; others are passed over."""
        rows = []
        for row in self.rows:
            given = numbers.get(row.key, {})
            cells = (
                replace(cell, number=given[column.code])
                if cell.by_hand and column.code in given
                else cell
                for column, cell in zip(self.columns, row.cells, strict=True)
            )
            rows.append(replace(row, cells=tuple(cells)))
        return replace(self, rows=tuple(rows))

    def with_received(
        self, units: Sequence[tuple[str, str, Mapping[str, Number | None]]]
    ) -> "Filled":
        """With a row for each unit (key, name, numbers by column), their total, and that of all."""
        own = self.row(TOTAL)
        rows = [row for row in self.rows if row.kind not in (RECEIVED, RECEIVED_TOTAL, TOTAL, ALL)]
        got = [
            FilledRow(
                key,
                name,
                RECEIVED,
                tuple(
                    replace(outside(cell), number=numbers.get(column.code))
                    for column, cell in zip(self.columns, own.cells, strict=True)
                ),
            )
            for key, name, numbers in units
        ]
        together = tuple(
            summed(one, [row.cells[place] for row in got]) for place, one in enumerate(own.cells)
        )
        total = FilledRow(
            RECEIVED_TOTAL, self.table.received or "收到合计", RECEIVED_TOTAL, together
        )
        both = tuple(summed(a, [a, b]) for a, b in zip(own.cells, together, strict=True))
        rows += [*got, total, own, FilledRow(ALL, "总计", ALL, both)]
        return replace(self, rows=tuple(rows))


def outside(cell: Cell) -> Cell:
    """An empty cell that prints like another and has no records here."""
    return Cell(scale=cell.scale, percent=cell.percent)


def summed(like: Cell, cells: Sequence[Cell]) -> Cell:
    """Their sum in print like another; rates do not add up."""
    numbers = [one.number for one in cells if one.number is not None and one.kept]
    if like.percent or not numbers:
        return outside(like)
    return replace(outside(like), number=sum(numbers))


def _missing(code: str) -> Any:
    raise KeyError(code)
