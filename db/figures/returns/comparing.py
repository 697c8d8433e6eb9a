"""What differs between two contents of one table: cell by cell, with the records that did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.figures.figure import Behind
from db.figures.frozen import Content, FrozenCell, Key, Weights, named
from db.figures.words import NOTHING

_NAMED = 5  # records that a sentence names
_SAID = 3  # cells that a sentence names


@dataclass(frozen=True)
class Difference:
    """One cell that differs.

    Attributes:
        key: row and column. ``place``: in words.
        old, new: as printed; the same where only the records differ.
        came, went: records that count now and did not, and the other way round.
        changed: records that count in both and carry another number.
    """

    key: Key
    place: str
    old: str
    new: str
    came: tuple[Behind, ...] = ()
    went: tuple[Behind, ...] = ()
    changed: tuple[Behind, ...] = ()

    @property
    def sentence(self) -> str:
        """天龙村 · 调解成功：12 → 13（新增 天人调字第3号）."""
        cause = self.cause()
        return f"{self.place}：{self.old} → {self.new}" + (f"（{cause}）" if cause else "")

    def cause(self) -> str:
        """The records that did it."""
        sides = {"新增": self.came, "不再计入": self.went, "数量有变": self.changed}
        return "；".join(f"{word} {_list(rows)}" for word, rows in sides.items() if rows)


def compared(session: Session, before: Content, after: Content) -> tuple[Difference, ...]:
    """The cells that differ, in the order of the table as it is after; rows that went at last."""
    rows = [*after.rows, *(row for row in before.rows if row not in after.rows)]
    columns = [*after.columns, *(one for one in before.columns if one not in after.columns)]
    keys = [(row, column) for row in rows for column in columns]
    nothing = FrozenCell(None, NOTHING)
    found = []
    for key in keys:
        old, new = before.cells.get(key, nothing), after.cells.get(key, nothing)
        if _same(old, new):
            continue
        content = after if key in after.cells else before
        found.append(
            Difference(
                key,
                content.place(key),
                old.words,
                new.words,
                *_moved(session, old.records, new.records),
            )
        )
    return tuple(found)


def in_short(changed: Sequence[Difference]) -> str:
    """The first of them in one sentence."""
    more = f"，等 {len(changed)} 处" if len(changed) > _SAID else ""
    return "；".join(one.sentence for one in changed[:_SAID]) + more


def _same(old: FrozenCell, new: FrozenCell) -> bool:
    """Nothing and a nought of no record are the same: a row that nobody needed before."""
    return (old.number or 0) == (new.number or 0) and old.records == new.records


def _moved(session: Session, old: Weights, new: Weights) -> Iterable[tuple[Behind, ...]]:
    both = old.keys() & new.keys()
    sides: tuple[Weights, ...] = (
        {key: weight for key, weight in new.items() if key not in both},
        {key: weight for key, weight in old.items() if key not in both},
        {key: new[key] for key in both if old[key] != new[key]},
    )
    return (tuple(named(session, side)) if side else () for side in sides)


def _list(rows: Sequence[Behind]) -> str:
    more = f"等 {len(rows)} 条" if len(rows) > _NAMED else ""
    return "、".join(row.caption for row in rows[:_NAMED]) + more
