"""Fills a table from the registers: all figures of a period in few queries, rows by splitting."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.figures.asking import Value, values
from db.figures.catalogue import figure
from db.figures.period import Period
from db.figures.splitting import MONTH
from db.figures.tables.filled import (
    PART,
    RECEIVED_TOTAL,
    TOTAL,
    Cell,
    Filled,
    FilledRow,
    Number,
    Source,
)
from db.figures.tables.layout import (
    BEFORE,
    NOW,
    STAR,
    TO_DATE,
    YEAR_AGO,
    Block,
    Column,
    Item,
    Table,
    Terms,
)
from db.figures.tables.parting import Heading, Parted, field_of, reporting

if TYPE_CHECKING:
    from db.figures.figure import Figure


def fill(
    session: Session,
    table: Table,
    period: Period,
    cumulative: bool = False,
    basis: str | None = None,
    *,
    compared: bool = True,
) -> Filled:
    """The table of a period.

    Args:
        session: for looking.
        table: shipped, or the office's own.
        period: as people name it: a quarter.
        cumulative: counts from January to its end.
        basis: another day to count by, for the figures that know it: 受理.
        compared: with the numbers of the last period and of last year beside.

    Raises:
        Trouble: a figure of the table is not known, or cannot be parted so.
    """
    work = _Work(session, table, period, basis, cumulative=cumulative, compared=compared)
    rows: list[FilledRow] = []
    expected: dict[str, str] = {}
    for place, block in enumerate(table.blocks):
        made = list(work.rows(place, block))
        due = reporting(session, block, work.span)
        if due is not None:
            wanted = {work.key(block, key): name for key, name in due.items()}
            made = [row for row in made if row.key in wanted or _says(row)]
            expected |= wanted
        rows += made
    if table.received:
        nothing = tuple(Cell() for _ in work.columns)
        rows.append(FilledRow(RECEIVED_TOTAL, table.received, RECEIVED_TOTAL, nothing))
    if table.total:
        rows.append(work.total())
    return Filled(table, period, work.span, cumulative, basis, work.columns, tuple(rows), expected)


class _Work:
    """What is to be asked, and what came of it."""

    def __init__(
        self,
        session: Session,
        table: Table,
        period: Period,
        basis: str | None,
        *,
        cumulative: bool,
        compared: bool,
    ) -> None:
        self.session, self.table, self.basis = session, table, basis
        self.asked, self.compared = period, compared
        before, ago = period.before(), period.year_ago()
        to_date = (period.cumulative(), before.cumulative(), ago.cumulative())
        here = to_date if cumulative else (period, before, ago)
        self.span = here[0]
        self._spans = {
            NOW: here, TO_DATE: to_date, BEFORE: here[1:2] * 3, YEAR_AGO: here[2:] * 3,
        }  # fmt: skip
        self.columns = tuple(map(_with_unit, table.columns_in(period)))
        self._answered: dict[tuple[Period, str], Value] = {}
        self._wanted: dict[Period, dict[str, Figure]] = defaultdict(dict)
        for column in self.columns:
            self._want(column, _whole(column))
            for block in table.blocks:
                for item in block.rows(period):
                    self._want(column, _of(column, item))

    def key(self, block: Block, own: str) -> str:
        """A row's key in its table."""
        return f"{block.code}/{own}" if len(self.table.blocks) > 1 else own

    def rows(self, place: int, block: Block) -> Iterator[FilledRow]:
        """Those of a block."""
        if block.by:
            yield from self._parted(place, block)
            return
        for item in block.rows(self.asked):
            own = [(column, _of(column, item)) for column in self.columns]
            alone = any(term.code == STAR for one in self.columns for term in one.figure)
            only = figure(item.code) if alone else None
            name = item.name or (only.name if only else item.code)
            cells = tuple(self._cell(column, terms) for column, terms in own)
            key = self.key(block, item.code)
            yield FilledRow(key, name, PART, cells, place, only.unit if only else "")

    def total(self) -> FilledRow:
        """The row of all, counted by itself and not from the rows."""
        cells = tuple(self._cell(column, _whole(column)) for column in self.columns)
        return FilledRow(TOTAL, self.table.total, TOTAL, cells)

    def _want(self, column: Column, terms: Terms) -> None:
        for period in self._periods(column):
            for term in terms:
                self._wanted[period][term.code] = figure(term.code)

    def _periods(self, column: Column) -> Sequence[Period]:
        spans = self._spans[column.when]
        return spans if self.compared else spans[:1]

    def _value(self, period: Period, code: str) -> Value:
        if (period, code) not in self._answered:
            found = values(self.session, self._wanted[period].values(), period, self.basis)
            self._answered |= {(period, name): value for name, value in found.items()}
        return self._answered[period, code]

    def _cell(self, column: Column, terms: Terms) -> Cell:
        if not terms:
            return Cell(by_hand=not column.figure, kept=not column.figure)
        periods = self._periods(column)
        found = [[self._value(period, term.code) for term in terms] for period in periods]
        kept = any(value.kept for value in found[0])
        if column.else_by_hand and not kept:
            return Cell(by_hand=True)
        return _made(terms, found, Source(terms, periods[0]), kept=kept)

    def _parted(self, place: int, block: Block) -> Iterator[FilledRow]:
        wanted: dict[Period, dict[str, Figure]] = defaultdict(dict)
        for column in self.columns:
            for period in self._periods(column):
                wanted[period] |= {term.code: figure(term.code) for term in column.figure}
        figures = {period: tuple(some.values()) for period, some in wanted.items()}
        now = {self._periods(column)[0] for column in self.columns}
        parted = Parted(self.session, block, figures, self.basis, now)
        for heading in parted.headings():
            cells = tuple(self._part(one, block, parted, heading) for one in self.columns)
            key = self.key(block, heading.key)
            yield FilledRow(key, heading.name, heading.kind, cells, place)

    def _part(self, column: Column, block: Block, parted: Parted, heading: Heading) -> Cell:
        terms, periods = column.figure, self._periods(column)
        if not terms:
            return Cell(by_hand=True)
        if block.by == (MONTH,):
            periods = periods[:1]  # no month stands in two periods
        if any(not field_of(figure(term.code), block.by) for term in terms):
            return Cell(kept=False)
        found = [
            [parted.value(period, term.code, heading.key) for term in terms] for period in periods
        ]
        source = Source(terms, periods[0], block.by, heading.keys)
        kept = any(self._value(periods[0], term.code).kept for term in _whole(column) or terms)
        if column.else_by_hand and not kept:
            return Cell(by_hand=True)
        return _made(terms, found, source, kept=kept)


def _with_unit(column: Column) -> Column:
    """Named units stay; else that of the column's figure."""
    own = _whole(column)
    return column if column.unit or not own else replace(column, unit=figure(own[0].code).unit)


def _of(column: Column, item: Item) -> Terms:
    return tuple(term.of(item.code) for term in column.figure)


def _whole(column: Column) -> Terms:
    """The expression in the row of totals; none where only the rows have one."""
    terms = column.figure if column.total is None else column.total
    return () if any(STAR in term.code for term in terms) else terms


def _number(terms: Terms, found: Iterable[Value | None]) -> Number | None:
    """What an expression comes to; a row that is not among a figure's parts has none of it."""
    total: Number = 0
    for term, value in zip(terms, found, strict=True):
        if value is None:
            if figure(term.code).measure.in_percent:
                return None
            continue
        number = dict(value.pieces)[term.role] if term.role else value.number
        if number is None:
            return None
        total += term.sign * number
    return total


def _made(
    terms: Terms, found: Sequence[Sequence[Value | None]], source: Source, *, kept: bool
) -> Cell:
    first = figure(terms[0].code)
    number, *beside = (_number(terms, some) for some in found)
    before, year_ago = beside or (None, None)
    percent = first.measure.in_percent and not terms[0].role
    return Cell(number, source, before, year_ago, first.scale, percent, kept)


def _says(row: FilledRow) -> bool:
    return any(cell.number for cell in row.cells)
