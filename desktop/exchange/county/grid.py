"""A sheet as it lies in its part: where each row and cell begins and ends, and what people see."""

from dataclasses import dataclass, field
from functools import cached_property

from db.registers.county_form import located
from desktop.exchange.county.package import SheetPart
from desktop.exchange.importing.book import Merge

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(slots=True)
class Cell:
    """One cell element.

    Attributes:
        start, tag, end: bytes: of ``<c``, behind its start tag, behind the whole.
        style: its ``s``; ``kind``: its ``t``.
        text: the value as people see it.
        formula: its text; empty for one that shares another's; None without.
        shared: the number of a shared formula.
        value: from where to where ``<v>`` lies.
    """

    start: int
    tag: int = 0
    end: int = 0
    style: str = ""
    kind: str = "n"
    text: str = ""
    formula: str | None = None
    shared: str | None = None
    value: tuple[int, int] | None = None


@dataclass(slots=True)
class Row:
    """One row element: bytes as of a cell, and its cells by column, in the part's order."""

    start: int
    tag: int
    closing: int = 0
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass
class Grid:
    """The sheet. ``data``: the bytes of ``<sheetData`` as of a row; ``prefix``: of its elements."""

    sheet: SheetPart
    content: bytes
    rows: dict[int, Row] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    arrays: list[Merge] = field(default_factory=list)
    data: tuple[int, int, int] = (0, 0, 0)
    prefix: str = ""

    @property
    def bottom(self) -> int:
        """The last row that holds a value or a formula, 0 for none."""
        return self._extent[0]

    @property
    def right(self) -> int:
        """The last column that holds one."""
        return self._extent[1]

    def cell(self, place: Place) -> Cell | None:
        """The cell element there."""
        row = self.rows.get(place[0])
        return row.cells.get(place[1]) if row else None

    def text(self, place: Place) -> str:
        """What people see there; the whole of a merged range shows its first cell."""
        cell = self.cell(self.anchor(place))
        return cell.text if cell else ""

    def computes(self, place: Place) -> bool:
        """Whether a formula fills the cell."""
        cell = self.cell(place)
        return (cell is not None and cell.formula is not None) or any(
            one.top <= place[0] <= one.bottom and one.left <= place[1] <= one.right
            for one in self.arrays
        )

    def merge(self, place: Place) -> Merge | None:
        """The merged range that holds the cell."""
        return self._merged.get(place)

    def anchor(self, place: Place) -> Place:
        """The cell that holds the value: of a merged range its first one."""
        merge = self.merge(place)
        return (merge.top, merge.left) if merge else place

    @cached_property
    def _merged(self) -> dict[Place, Merge]:
        return {
            (row, column): one
            for one in self.merges
            for row in range(one.top, min(one.bottom, one.top + _FAR) + 1)
            for column in range(one.left, min(one.right, one.left + _FAR) + 1)
        }

    @cached_property
    def _extent(self) -> Place:
        held = [
            (number, column)
            for number, row in self.rows.items()
            for column, cell in row.cells.items()
            if cell.text or cell.formula is not None
        ]
        return max((r for r, _ in held), default=0), max((c for _, c in held), default=0)


_FAR = 400  # rows or columns of one merged range that are looked at; tables have fewer


def area(text: str) -> Merge:
    """A1:C3 as a range; A1 as one of one cell.

    Raises:
        ValueError: it is none.
    """
    ends = [located(word.replace("$", "")) for word in text.split(":")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        raise ValueError(text)
    return Merge(first[0], first[1], last[0], last[1])
