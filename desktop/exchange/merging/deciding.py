"""What people decide about cells that a parcel changes: theirs, or what stands here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.figures.received import CellChange

OURS, THEIRS = "ours", "theirs"
Cell = tuple[str, str, str, str]
"""SHA-256 of the parcel, table, row, column."""


@dataclass(frozen=True)
class Decisions:
    """``each`` cell by itself; ``conflicts`` for all other cells that were put right here.

    A cell that nobody touched here takes the newest number unless ``each`` says otherwise. None
    for ``conflicts`` leaves them open: their parcel waits.
    """

    conflicts: str | None = None
    each: Mapping[Cell, str] = field(default_factory=dict)

    def of(self, parcel: str, table: str, change: CellChange) -> str | None:
        """OURS, THEIRS, or None while nobody decided."""
        own = self.each.get((parcel, table, *change.key))
        if own is not None:
            return own
        if change.corrected:
            return THEIRS if change.now == change.ours else self.conflicts
        return THEIRS
