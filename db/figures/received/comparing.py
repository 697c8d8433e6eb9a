"""What a newly handed-in table changes: nothing, some cells, or cells that were put right here."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.figures.received.values import TableValues, read_number, values_of
from db.figures.tables.filled import Number
from db.registers import ReceivedTable

NEW, SAME, CHANGED, CONFLICT = "new", "same", "changed", "conflict"
WORDS = {NEW: "新报", SAME: "没有变化", CHANGED: "有改动", CONFLICT: "有冲突、已决定"}
Key = tuple[str, str]
"""Row and column of a cell."""


@dataclass(frozen=True)
class CellChange:
    """One cell that is handed in otherwise than before.

    Attributes:
        key: its row and column. ``place``: in words.
        before, now: as handed in last time, and this time.
        ours: what this office put in its place, where ``corrected``.
    """

    key: Key
    place: str
    before: Number | None
    now: Number | None
    ours: Number | None = None
    corrected: bool = False


@dataclass(frozen=True)
class Compared:
    """A table beside the one that is here already.

    Attributes:
        values: handed in now. ``kept``: what is here, None for a new one.
        changes: cells that differ. ``conflicts``: those of them that wait for a decision.
    """

    values: TableValues
    kept: ReceivedTable | None
    changes: tuple[CellChange, ...] = ()

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        """Cells that were put right here, and are handed in anew with yet another number."""
        return tuple(one for one in self.changes if one.corrected and one.now != one.ours)

    @property
    def state(self) -> str:
        """One of NEW, SAME, CHANGED, CONFLICT."""
        if self.kept is None:
            return NEW
        return CONFLICT if self.conflicts else CHANGED if self.changes else SAME


def compare(kept: ReceivedTable | None, values: TableValues) -> Compared:
    """A table beside what is here, cell by cell.

    As in any merge of three: what only they changed is theirs, what only we put right stays ours,
    what both made the same is settled; what both changed otherwise is a conflict.

    Raises:
        Trouble: what is here was altered by another tool.
    """
    if kept is None:
        return Compared(values, None)
    return Compared(values, kept, tuple(_changes(kept, values)))


def _changes(kept: ReceivedTable, values: TableValues) -> Iterator[CellChange]:
    before = values_of(kept)
    ours = {(one.row_key, one.column_key): one for one in kept.corrections}
    rows = list(dict.fromkeys((*values.numbers, *before.numbers)))
    columns = list(dict.fromkeys((*values.columns, *before.columns)))
    for row in rows:
        then, now = before.numbers.get(row, {}), values.numbers.get(row, {})
        for column in columns:
            old, new = then.get(column), now.get(column)
            if old == new:
                continue
            mine = ours.get((row, column))
            known = values if row in values.rows else before
            yield CellChange(
                (row, column),
                known.place(row, column),
                old,
                new,
                read_number(mine.ours) if mine else None,
                corrected=mine is not None,
            )
