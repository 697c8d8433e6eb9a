"""Headings of several levels as cells: each as wide as what stands under it, reaching down."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.figures.tables.layout import Column


@dataclass(frozen=True)
class Heading:
    """One cell of the head.

    Attributes:
        words: printed, of a column with its unit.
        column: its first column. ``span``: how many columns it covers.
        down: how many levels it reaches down, itself among them.
    """

    words: str
    column: int
    span: int = 1
    down: int = 1


def headings(columns: Sequence[Column], unit: str = "") -> list[list[Heading]]:
    """The levels of the head, the highest first; neighbours under the same headings share them.

    A unit that is said elsewhere is not repeated.
    """
    paths = [(*one.groups, one.heading) for one in columns]
    depth = max(map(len, paths), default=1)
    return [list(_level(columns, paths, unit, level, depth)) for level in range(depth)]


def _level(
    columns: Sequence[Column],
    paths: Sequence[tuple[str, ...]],
    unit: str,
    level: int,
    depth: int,
) -> Iterator[Heading]:
    place = 0
    while place < len(paths):
        path = paths[place]
        if level == len(path) - 1:
            yield Heading(headed(columns[place], unit), place, down=depth - level)
            place += 1
            continue
        end = place + 1
        if level < len(path):
            above = path[: level + 1]
            while end < len(paths) and paths[end][:-1][: level + 1] == above:
                end += 1
            yield Heading(path[level], place, end - place)
        place = end


def headed(column: Column, unit: str = "") -> str:
    """A column's own heading, its unit below where nothing else says it."""
    if column.unit in ("", "%", unit, column.heading):
        return column.heading
    return f"{column.heading}\n（{column.unit}）"


def main_unit(columns: Sequence[Column]) -> str:
    """The unit of at least half of the columns; empty where there is none."""
    counted = Counter(one.unit for one in columns)
    unit, number = counted.most_common(1)[0] if counted else ("", 0)
    return unit if 2 * number >= len(columns) and number > 1 else ""
