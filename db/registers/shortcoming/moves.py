"""The way of a problem: solved within its year, or carried over to the next with its measure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.shortcoming.shortcoming import Shortcoming

SOLVED, IMPROVED, SAME = ("1", "2", "3")
"""已解决, 有进展, 仍需继续 in codes/shortcoming_outcome.toml."""
STATES = (("open", "整改中"), ("done", "已解决"), ("carried", "已转入下一年"))
_TAKEN_OVER = ("field", "heading", "problem", "causes", "measure_heading", "measure")


def next_order(session: Session, cls: Any, year: int) -> int:
    """The number behind the last of a year, those that wait to be saved included."""
    last = session.scalar(
        select(func.max(cls.order_no)).where(cls.year == year, cls.deleted_at.is_(None))
    )
    waiting = (one for one in session.new if isinstance(one, cls) and one.year == year)
    return max(last or 0, *(one.order_no or 0 for one in waiting), 0) + 1


def follower(session: Session, record: Any, but: int | None = None) -> Any:
    """The caption of a record that took the problem over, ``but`` that of this id; None of none."""
    cls = type(record)
    query = select(cls.caption).where(
        cls.carried_from_id == record.id, cls.id != (but or 0), cls.deleted_at.is_(None)
    )
    return session.scalar(query.limit(1)) if record.id is not None else None


def _all_done(record: "Shortcoming") -> Iterator[Problem]:
    left = sum(row.done_on is None for row in record.steps)
    if left:
        yield Problem("steps", f"还有 {left} 项举措没有填完成日期")


def _solve(record: "Shortcoming", session: Session) -> None:
    del session
    record.outcome = SOLVED


def _still_there(record: "Shortcoming") -> Iterator[Problem]:
    if record.outcome == SOLVED:
        yield Problem("outcome", "已解决的问题不转入下一年，请改用“办结”")


def _not_yet_carried(record: "Shortcoming", session: Session) -> Iterator[Problem]:
    taken = follower(session, record)
    if taken:
        yield Problem("outcome", f"下一年已有“{taken}”承接这个问题")


def _carry(record: "Shortcoming", session: Session) -> None:
    """The next year's record: the same problem and measure, with the steps that are left."""
    cls = type(record)
    year = record.year + 1
    taken = {name: getattr(record, name) for name in _TAKEN_OVER}
    with session.no_autoflush:
        order = next_order(session, cls, year)
    coming = cls.fresh(year=year, order_no=order, carried_from_id=record.id, **taken)
    for name in ("evidence", "steps"):
        rows = [row for row in getattr(record, name) if getattr(row, "done_on", None) is None]
        setattr(coming, name, [_again(row) for row in rows])
    session.add(coming)


def _again(row: Any) -> Any:
    """The same row in the next year; by when it is to be done, people say anew."""
    values = {name: getattr(row, name) for name in type(row).fields if name != "due_on"}
    return type(row).fresh(**values)


def _reopen(record: "Shortcoming", session: Session) -> None:
    del session
    record.outcome = record.solved_on = None


MOVES = (
    Move(
        "solve",
        "办结",
        ("open",),
        "done",
        needs=("measure", "solved_on"),
        asks=("solved_on", "outcome_note"),
        check=_all_done,
        act=_solve,
    ),
    Move(
        "carry",
        "转入下一年",
        ("open",),
        "carried",
        needs=("measure", "outcome"),
        asks=("outcome", "outcome_note"),
        check=_still_there,
        conflicts=_not_yet_carried,
        act=_carry,
    ),
    Move(
        "reopen",
        "恢复整改",
        ("done", "carried"),
        "open",
        conflicts=_not_yet_carried,
        act=_reopen,
        forward=False,
    ),
)
