"""What people began and did not finish: what stands on its way, papers not printed, fields 待补."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live, not_binned
from db.registers import ALL, Case, Paper, Printing, Return
from db.registers.statistics_return import FROZEN
from db.store.record import Record, register

_AGREEMENT = "agreement"  # the form's code


@dataclass(frozen=True)
class Unfinished:
    """Records of one register that wait for somebody.

    Attributes:
        register: by table name. ``what``: how they stand, in words.
        number: how many. ``unit``: what they are counted in.
        wanted: the condition that finds them; ``ids`` asks by it.
    """

    register: str
    what: str
    number: int
    unit: str
    wanted: ColumnElement[bool]

    def ids(self, session: Session) -> frozenset[int]:
        """The records, as they stand now."""
        cls = register(self.register)
        return frozenset(session.scalars(select(cls.id).where(self.wanted)))


def unfinished(session: Session, may_see: Callable[[Any], bool]) -> list[Unfinished]:
    """All that waits, in the order of the registers.

    Args:
        session: for looking.
        may_see: whether the person who opened the store may look at a register.
    """
    found = [one for cls in ALL if may_see(cls) for one in _of(session, cls)]
    return [one for one in found if one.number]


def on_the_way(cls: Any) -> dict[str, str]:
    """The states in which a register's records wait for the next move, with their names."""
    if cls is Return:
        kind: Any = cls.fields["stage"].kind
        return {code: name for code, name in kind.names if code not in FROZEN}
    return _waiting_states(cls)


def _of(session: Session, cls: Any) -> Iterator[Unfinished]:
    states = on_the_way(cls)
    if states:
        column = cls.stage if cls is Return else cls.state
        wanted = column.in_(states) & not_binned(cls)
        query = select(column, func.count()).where(wanted).group_by(column)
        numbers: dict[str, int] = {row[0]: row[1] for row in session.execute(query)}
        parts = [f"{name} {numbers[code]:,}" for code, name in states.items() if code in numbers]
        what = parts[0].rpartition(" ")[0] if len(parts) == 1 else "、".join(parts)
        yield Unfinished(cls.__tablename__, what, sum(numbers.values()), cls.unit, wanted)
    if cls is Case:
        wanted = _not_printed()
        number = session.scalar(select(func.count()).select_from(Case).where(wanted)) or 0
        yield Unfinished(Case.__tablename__, "协议书还没有打印", number, Case.unit, wanted)


def _not_printed() -> ColumnElement[bool]:
    """Agreements in writing that stand agreed, of which neither print nor signed file is known."""
    paper = (
        exists().where(
            kept.about_id == Case.id,
            kept.about_table == Case.__tablename__,
            kept.form == _AGREEMENT,
            kept.deleted_at.is_(None),
        )
        for kept in (Printing, Paper)
    )
    printed, issued = paper
    written = func.coalesce(Case.agreement_form, "") == "written"
    return (Case.state == "agreed") & live(Case) & written & ~printed & ~issued


@cache
def _waiting_states(cls: type[Record]) -> dict[str, str]:
    """Where a move on the straight way starts that leads to another state."""
    starts = {
        state
        for move in cls.moves
        if move.forward and move.after is not None
        for state in move.before
        if state != move.after
    }
    if not starts:
        return {}
    kind: Any = cls.fields["state"].kind
    return {code: name for code, name in kind.names if code in starts}
