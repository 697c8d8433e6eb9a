"""The words beside a cell: the headings of its row and its column, as people read them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop.exchange.county.grid import Grid, Place
from desktop.exchange.importing.guessing import plain

SEPARATOR = " / "
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"第?[一二三四1-4]季度?")
_NUMBER = re.compile(r"[\d\s.,%+\-—/]*")
_FARTHEST = 300  # rows or columns between a cell and its heading


class Labels(NamedTuple):
    """The row's heading and the column's, the outermost word first; either may be empty."""

    row: str
    column: str

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same from year to year: without marks, years and quarters."""
        return heading_key(self.row), heading_key(self.column)


def heading_key(text: str) -> str:
    """A heading as it is compared."""
    return plain(_QUARTER.sub("", _YEAR.sub("", text)))


def labels(held: Grid, place: Place) -> Labels:
    """The headings of a cell."""
    row = _to_the_left(held, held.anchor(place))
    column = _above(held, held.anchor(place))
    return Labels(SEPARATOR.join(reversed(list(row))), SEPARATOR.join(reversed(list(column))))


def is_word(text: str) -> bool:
    """Whether a cell's text is a heading's: not blank, not a number, not a line to write on."""
    return bool(text.strip(" _—\u3000")) and _NUMBER.fullmatch(text) is None


def _to_the_left(held: Grid, place: Place) -> Iterator[str]:
    """Words in the row before the cell, the nearest first."""
    row, column = place
    seen: set[Place] = set()
    for at in range(column - 1, max(column - _FARTHEST, 0), -1):
        anchor = held.anchor((row, at))
        text = held.text(anchor)
        if anchor not in seen and is_word(text):
            yield text.strip()
        seen.add(anchor)


def _above(held: Grid, place: Place) -> Iterator[str]:
    """Words over the cell, the nearest first, as long as they stand one upon another."""
    row, column = place
    seen: set[Place] = set()
    begun = False
    for at in range(row - 1, max(row - _FARTHEST, 0), -1):
        anchor = held.anchor((at, column))
        text = held.text(anchor)
        if anchor in seen:
            continue
        seen.add(anchor)
        if _across(held, anchor) or (begun and not text.strip()):
            return
        if is_word(text):
            begun = True
            yield text.strip()


def _across(held: Grid, anchor: Place) -> bool:
    """Whether a merged cell is the whole table wide: a title, whose words change every year."""
    merge = held.merge(anchor)
    return merge is not None and merge.left <= 1 and merge.right >= max(held.right, 3)
