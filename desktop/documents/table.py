"""Tables: our own line breaking inside ruled cells, rows that may go on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.boxes import baseline
from desktop.documents.flow import Bond, Box
from desktop.documents.galley import Galley, Style, Text
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.flow import Pen
    from desktop.documents.lines import Line

SIDE = 4.0  # points between a rule and the text
LEAST_LINES = 3  # of a row's text that must stand on either side of a page end


class Cell(NamedTuple):
    """A cell that differs from its column: spans more, is aligned or set otherwise.

    ``span`` counts columns, ``down`` rows (they stay on one page; the rows below simply leave the
    cell out). ``top`` puts the text at the cell's top, ``place`` names its rectangle.
    """

    text: Text
    span: int = 1
    down: int = 1
    align: str | None = None
    style: Style | None = None
    top: bool = False
    place: str | None = None


class Grid(NamedTuple):
    """What the rows of a table share; points."""

    edges: Sequence[float]  # of the columns, from the text area's left
    aligns: Sequence[str]
    style: Style
    pitch: float
    pad: float  # above and below the text
    least: float  # the least height of a row


class _Set(NamedTuple):
    """A cell's text, broken into lines; ``below`` is how far it reaches under its row."""

    cell: Cell
    galley: Galley
    lines: list[Line]
    x0: float
    x1: float
    below: float = 0.0


class Row(Box):
    """One row of cells, as high as the highest; ``whole`` rows are never cut."""

    def __init__(self, grid: Grid, cells: list[_Set], least: float, *, whole: bool) -> None:
        self.grid, self.cells, self.whole = grid, cells, whole
        most = max((len(made.lines) for made in cells if made.cell.down == 1), default=1)
        self.height = max(most * grid.pitch + 2 * grid.pad, least)

    def draw(self, pen: Pen, top: float) -> None:
        """Rules, then the text in the middle of each cell's height (or at its top)."""
        grid = self.grid
        for made in self.cells:
            high = self.height + made.below
            x0, x1, foot = pen.left + made.x0, pen.left + made.x1, top - high
            pen.frame(x0, foot, x1, top)
            over = 2 * grid.pad if made.cell.top else high - len(made.lines) * grid.pitch
            for number, line in enumerate(made.lines):
                at = top - over / 2 - number * grid.pitch
                at = baseline(at, grid.pitch, made.galley.size)
                made.galley.draw(pen.canvas, line, x0 + SIDE, at)
            if made.cell.place:
                pen.mark(made.cell.place, x0, foot, x1, top)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Cut between lines; a label that stood in the first half is not repeated."""
        most = max(len(made.lines) for made in self.cells)
        fit = int((room - 2 * self.grid.pad) / self.grid.pitch)
        fit = min(fit, most - LEAST_LINES)
        if self.whole or fit < LEAST_LINES:
            return None
        over, under = [], []
        for made in self.cells:
            cell = made.cell._replace(top=True)
            over.append(made._replace(cell=cell._replace(place=None), lines=made.lines[:fit]))
            under.append(made._replace(cell=cell, lines=made.lines[fit:]))
        halves = Row(self.grid, over, 0, whole=False), Row(self.grid, under, 0, whole=False)
        halves[0].header = halves[1].header = self.header
        halves[1].bond = self.bond
        return halves


class _Rows:
    """Builds the rows of a table, minding cells that reach down from rows above."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.columns = len(grid.edges) - 1
        self.taken = [0] * self.columns  # rows for which a column is still covered from above
        self.rows: list[Row] = []

    def cells(self, entries: Sequence[Text | Cell]) -> Iterator[_Set]:
        """Set a row's cells.

        Raises:
            ValueError: the spans do not make up the columns.
        """
        grid, column = self.grid, 0
        waiting = iter(entries)
        while column < self.columns:
            if self.taken[column]:
                self.taken[column] -= 1
                column += 1
                continue
            entry = next(waiting, None)
            if entry is None:
                raise ValueError("a row has fewer cells than the table has columns")
            cell = entry if isinstance(entry, Cell) else Cell(entry)
            end = column + cell.span
            if end > self.columns:
                raise ValueError("a row has more cells than the table has columns")
            galley = Galley(cell.text, cell.style or grid.style)
            x0, x1 = grid.edges[column], grid.edges[end]
            align = cell.align or grid.aligns[column]
            measure = Measure(x1 - x0 - 2 * SIDE, galley.size, align=align, hang=False)
            yield _Set(cell, galley, galley.lines(measure), x0, x1)
            self.taken[column:end] = [cell.down - 1] * cell.span
            column = end
        if next(waiting, None) is not None:
            raise ValueError("a row has more cells than the table has columns")

    def add(self, entries: Sequence[Text | Cell]) -> None:
        covered = any(self.taken)
        cells = list(self.cells(entries))
        tall = any(made.cell.down > 1 for made in cells)
        row = Row(self.grid, cells, self.grid.least, whole=covered or tall)
        row.bond = Bond.STRONG if any(self.taken) else Bond.FREE
        self.rows.append(row)

    def reach_down(self) -> None:
        """Give the last row under a cell that spans rows what it lacks, then such cells theirs."""
        for at, made, under in self._tall():
            need = len(made.lines) * self.grid.pitch + 2 * self.grid.pad
            there = sum(row.height for row in (self.rows[at], *under))
            under[-1].height += max(need - there, 0.0)
        for at, made, under in self._tall():
            cells = self.rows[at].cells
            below = sum(row.height for row in under)
            cells[cells.index(made)] = made._replace(below=below)

    def _tall(self) -> list[tuple[int, _Set, list[Row]]]:
        """Each cell that spans rows: the place of its row, itself, the rows below that it covers.

        Raises:
            ValueError: it reaches below the table.
        """
        found = []
        for at, row in enumerate(self.rows):
            for made in row.cells:
                under = self.rows[at + 1 : at + made.cell.down]
                if len(under) < made.cell.down - 1:
                    raise ValueError("a cell reaches below the table")
                if under:
                    found.append((at, made, under))
        return found


class Head(Box):
    """The rows of a table's head as one box, for the pages that it goes on to."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows, self.height = rows, sum(row.height for row in rows)

    def draw(self, pen: Pen, top: float) -> None:
        """One below the other."""
        for row in self.rows:
            row.draw(pen, top)
            top -= row.height


def table_rows(
    grid: Grid,
    rows: Sequence[Sequence[Text | Cell]],
    heads: Sequence[Sequence[Text | Cell]],
) -> list[Box]:
    """All rows as boxes; the rows of the head are repeated on every page the table reaches."""
    made = _Rows(grid)
    for entries in rows:
        made.add(entries)
    made.reach_down()
    if not heads:
        return [*made.rows]
    head = _Rows(grid._replace(style=grid.style.bold, aligns=["center"] * len(grid.aligns)))
    for entries in heads:
        head.add(entries)
    head.reach_down()
    repeated = Head(head.rows)
    for row in made.rows:
        row.header = repeated
    for row in head.rows:
        row.bond = Bond.STRONG
    return [*head.rows, *made.rows]
