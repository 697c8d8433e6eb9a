"""The rows of a table over several offices: those of each, in the order of the table."""

from collections.abc import Sequence
from typing import NamedTuple

from db.figures.received.values import TableValues
from db.figures.tables.filled import (
    ALL,
    LEAF,
    PART,
    RECEIVED_TOTAL,
    TOTAL,
    Filled,
    FilledRow,
    outside,
)
from db.figures.tables.parting import BLANK

_UNIT = "unit/"
_SUMS = (TOTAL, RECEIVED_TOTAL, ALL)


class Given(NamedTuple):
    """What counts of one office."""

    office: str
    values: TableValues

    @property
    def key(self) -> str:
        """Of its row."""
        return unit_key(self.office)


def unit_key(office: str) -> str:
    """The key of an office's row."""
    return f"{_UNIT}{office}"


def office_of_row(key: str) -> str:
    """The office whose row it is; empty for other rows."""
    return key.partition(_UNIT)[2]


def all_rows(own: Filled, given: Sequence[Given]) -> list[FilledRow]:
    """Our rows, and in their place those that only others have; sums are left out."""
    rows = {row.key: row for row in own.rows if row.kind in (PART, LEAF)}
    for one in given:
        for key, name in one.values.rows.items():
            if key not in rows and key not in _SUMS and not office_of_row(key):
                rows[key] = _empty(own, key, name)
    places = {key: number for number, key in enumerate(rows)}
    return sorted(rows.values(), key=lambda row: _place(own, row, places[row.key]))


def _empty(own: Filled, key: str, name: str) -> FilledRow:
    prefix, _, local = key.rpartition("/")
    blocks = [block.code for block in own.table.blocks]
    like = own.rows[-1].cells if own.rows else ()
    cells = tuple(map(outside, like))
    block = blocks.index(prefix) if prefix in blocks else 0
    return FilledRow(key, name, LEAF if "." in local else PART, cells, block)


def _place(own: Filled, row: FilledRow, came: int) -> tuple[object, ...]:
    """By block; entries of a code table by their code, what has none last, fixed rows as listed."""
    if not own.table.blocks[row.block].by:
        return row.block, came
    local = row.key.rpartition("/")[2]
    parts = ((part == BLANK, int(part) if part.isdigit() else 0, part) for part in local.split("."))
    return row.block, *parts
