"""What an import did, or would do, row by row."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from db.store.problems import Level


class Fate(Enum):
    """What becomes of a record of the sheet."""

    NEW = "新登记"
    CHANGED = "更新"
    SAME = "没有变化"
    FAULTY = "有错误"
    TAKEN = "上次已导入"


@dataclass(frozen=True)
class Remark:
    """One sentence about a cell or a row; ``at`` is the cell, blank for the whole row."""

    sentence: str
    level: Level = Level.STOP
    at: str = ""
    label: str = ""

    def told(self) -> str:
        """身份证号：…."""
        return f"{self.label}：{self.sentence}" if self.label else self.sentence


@dataclass
class Row:
    """One record of the sheet.

    Attributes:
        lines: the rows of the sheet that it takes.
        caption: what the record is called. ``record_id``: the record that is changed.
        remarks: faults, doubts, and what is still to be filled.
        changes: label, before, after.
    """

    lines: list[int]
    fate: Fate = Fate.NEW
    caption: str = ""
    record_id: int | None = None
    remarks: list[Remark] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    def of(self, level: Level) -> list[Remark]:
        """The remarks of that level."""
        return [remark for remark in self.remarks if remark.level is level]


@dataclass
class Outcome:
    """The whole import. ``kept``: it stands in the store; else nothing was changed."""

    sheet: str
    rows: list[Row]
    kept: bool = False
    backup: Path | None = None

    def counts(self) -> Counter[Fate]:
        """How many records of each fate."""
        return Counter(row.fate for row in self.rows)

    @property
    def faulty(self) -> list[Row]:
        """The rows that were not taken."""
        return [row for row in self.rows if row.fate is Fate.FAULTY]

    def sentence(self, unit: str) -> str:
        """共 158 件：新登记 147，有错误 11."""
        counts = self.counts()
        parts = [f"{fate.value} {counts[fate]:,}" for fate in Fate if counts[fate]]
        doubts = sum(bool(row.of(Level.WARN)) for row in self.rows if row.fate is not Fate.FAULTY)
        said = f"共 {len(self.rows):,} {unit}：{'，'.join(parts) or '没有可导入的'}"
        return f"{said}；其中 {doubts:,} {unit}请核对" if doubts else said
