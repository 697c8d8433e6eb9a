"""A workbook as plain rows: what every later stage sees, whichever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Line = tuple[int, list[Cell]]
"""The number of a row, from 1, and its cells from column A; rows without a value are left out."""


@dataclass(frozen=True)
class Merge:
    """A merged range: rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet. ``unread`` are formulas without a value, as (row, column)."""

    name: str
    hidden: bool = False
    lines: list[Line] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    unread: set[tuple[int, int]] = field(default_factory=set)

    def width(self) -> int:
        """The number of columns that hold anything."""
        return max((len(cells) for _, cells in self.lines), default=0)


@dataclass
class Book:
    """A file with its sheets, in their order; ``kind`` is what its content says it is."""

    path: Path
    kind: str
    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def filled(self) -> Iterator[Sheet]:
        """The sheets that hold anything, those that people see first."""
        yield from sorted((s for s in self.sheets if s.lines), key=lambda sheet: sheet.hidden)


def letters(column: int) -> str:
    """The column as Excel calls it: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(row: int, column: int) -> str:
    """The cell as Excel calls it: B5."""
    return f"{letters(column)}{row}"
