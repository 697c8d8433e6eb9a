"""Tables: our own line breaking inside ruled cells, rows that may go on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.boxes import baseline
from desktop.documents.flow import Bond, Box
from desktop.documents.galley import Galley, Style, Text
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.flow import Pen
    from desktop.documents.lines import Line

SIDE = 4.0  # points between a rule and the text
LEAST_LINES = 3  # of a row's text that must stand on either side of a page end


class Cell(NamedTuple):
    """A cell that differs from its column: spans more of them, is aligned or set otherwise."""

    text: Text
    span: int = 1
    align: str | None = None
    style: Style | None = None
    top: bool = False
    place: str | None = None  # the name of the cell's rectangle


class Grid(NamedTuple):
    """What the rows of a table share; points."""

    edges: Sequence[float]  # of the columns, from the text area's left
    aligns: Sequence[str]
    style: Style
    pitch: float
    pad: float  # above and below the text
    least: float  # the least height of a row


class _Set(NamedTuple):
    """A cell's text, broken into lines."""

    galley: Galley
    lines: list[Line]
    x0: float
    x1: float
    top: bool
    place: str | None


class Row(Box):
    """One row of cells, as high as the highest."""

    def __init__(self, grid: Grid, cells: Sequence[_Set], least: float) -> None:
        self.grid, self.cells = grid, cells
        most = max((len(cell.lines) for cell in cells), default=1)
        self.height = max(most * grid.pitch + 2 * grid.pad, least)

    def draw(self, pen: Pen, top: float) -> None:
        """Rules, then the text in the middle of each cell's height (or at its top)."""
        grid, foot = self.grid, top - self.height
        ends = pen.left + grid.edges[0], pen.left + grid.edges[-1]
        pen.stroke(ends[0], top, ends[1], top)
        pen.stroke(ends[0], foot, ends[1], foot)
        pen.stroke(ends[0], top, ends[0], foot)
        for cell in self.cells:
            pen.stroke(pen.left + cell.x1, top, pen.left + cell.x1, foot)
            over = 2 * grid.pad if cell.top else self.height - len(cell.lines) * grid.pitch
            first = top - over / 2
            for number, line in enumerate(cell.lines):
                at = baseline(first - number * grid.pitch, grid.pitch, cell.galley.size)
                cell.galley.draw(pen.canvas, line, pen.left + cell.x0 + SIDE, at)
            if cell.place:
                pen.mark(cell.place, pen.left + cell.x0, foot, pen.left + cell.x1, top)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Cut between lines; the second half's labels are not repeated."""
        grid = self.grid
        most = max(len(cell.lines) for cell in self.cells)
        fit = min(int((room - 2 * grid.pad) / grid.pitch), most - LEAST_LINES)
        if fit < LEAST_LINES:
            return None
        over, under = [], []
        for cell in self.cells:
            over.append(cell._replace(lines=cell.lines[:fit], place=None, top=True))
            under.append(cell._replace(lines=cell.lines[fit:], top=True))
        halves = Row(grid, over, 0), Row(grid, under, 0)
        halves[0].header = halves[1].header = self.header
        halves[1].bond = self.bond
        return halves


def _row(grid: Grid, cells: Sequence[Text | Cell]) -> Row:
    """Set a row's cells.

    Raises:
        ValueError: the spans do not make up the columns.
    """
    made: list[_Set] = []
    column = 0
    for entry in cells:
        cell = entry if isinstance(entry, Cell) else Cell(entry)
        if column + cell.span >= len(grid.edges):
            raise ValueError("a row has more cells than the table has columns")
        x0, x1 = grid.edges[column], grid.edges[column + cell.span]
        galley = Galley(cell.text, cell.style or grid.style)
        align = cell.align or grid.aligns[column]
        measure = Measure(x1 - x0 - 2 * SIDE, galley.size, align=align, hang=False)
        made.append(_Set(galley, galley.lines(measure), x0, x1, cell.top, cell.place))
        column += cell.span
    if column != len(grid.edges) - 1:
        raise ValueError("a row has fewer cells than the table has columns")
    return Row(grid, made, grid.least)


def table_rows(
    grid: Grid, rows: Sequence[Sequence[Text | Cell]], header: Sequence[Text | Cell] | None
) -> list[Box]:
    """All rows as boxes; the header is repeated on every page the table reaches."""
    boxes: list[Box] = [_row(grid, cells) for cells in rows]
    if header is None:
        return boxes
    bold = grid._replace(style=grid.style.bold, aligns=["center"] * len(grid.aligns))
    head = _row(bold, header)
    head.bond = Bond.STRONG
    for box in boxes:
        box.header = head
    return [head, *boxes]
