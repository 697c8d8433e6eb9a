"""What becomes of each parcel of a batch, and which offices are missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from db.figures.received import NEW, SAME, Compared
from db.figures.received.comparing import WORDS


class Fate(Enum):
    """What becomes of one file."""

    TAKEN = "收下"
    FILED = "回执已登记"
    WAITS = "等待决定"
    REFUSED = "没有收"


@dataclass(frozen=True)
class Verdict:
    """One file.

    Attributes:
        name: of the file. ``sentence``: what becomes of it.
        office, sequence, period: what it says of itself, once its signature is proven.
        digest: SHA-256 of the file.
        doubts: what people should look into although it is taken.
        tables: each beside what was here. ``records``: how many are new, changed, same.
        parcel_id: its entry, where it was taken in.
    """

    name: str
    fate: Fate
    sentence: str
    office: str = ""
    sequence: int = 0
    period: str = ""
    digest: str = ""
    doubts: tuple[str, ...] = ()
    tables: tuple[Compared, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)
    parcel_id: int | None = None


@dataclass(frozen=True)
class Missing:
    """The offices of which nothing has come for a period."""

    period: str
    first: date
    last: date
    offices: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Of a batch; ``backup`` was made before it was taken in."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...] = ()
    backup: Path | None = None

    def those(self, fate: Fate) -> list[Verdict]:
        """The files of one fate."""
        return [one for one in self.verdicts if one.fate is fate]

    @property
    def all_in(self) -> bool:
        """Whether nothing was left out."""
        return all(one.fate in (Fate.TAKEN, Fate.FILED) for one in self.verdicts)


def told(tables: tuple[Compared, ...], records: Mapping[str, int]) -> str:
    """新报 9 张表、没有变化 1 张；记录 新增 12 条."""
    counted = Counter(one.state for one in tables)
    parts = [f"{WORDS[state]} {counted[state]} 张" for state in WORDS if counted[state]]
    said = [f"统计表：{'、'.join(parts)}"] if parts else []
    if records:
        words = {"new": "新增", "changed": "有改动", "same": "没有变化"}
        some = [f"{word} {records[key]:,} 条" for key, word in words.items() if records.get(key)]
        said.append(f"记录：{'、'.join(some)}")
    return "；".join(said) or "没有统计表和记录"


def listed(tables: tuple[Compared, ...]) -> str:
    """One line for each table, with what of it is new: kept with the parcel's entry."""
    lines = []
    for one in tables:
        more = f"（{len(one.changes)} 处）" if one.state not in (NEW, SAME) else ""
        lines.append(f"{one.values.title}：{WORDS[one.state]}{more}")
    return "\n".join(lines)
