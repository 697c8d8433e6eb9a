"""The way of a meeting: prepared, held; and what it decided handed out as tasks."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem
from db.store.record import register

if TYPE_CHECKING:
    from db.registers.governing.meeting import Meeting

STATES = (("planned", "筹备"), ("held", "已召开"), ("cancelled", "已取消"))
BY_MEETING = "2"
"""会议决定 in codes/task_source.toml."""


def _really_held(meeting: "Meeting") -> Iterator[Problem]:
    day: date | None = meeting.day  # people may have blanked it
    if day and day > date.today():
        yield Problem("day", "会议日期还没有到，不能登记为已召开")
    if not meeting.agenda:
        yield Problem("agenda", "请先填写会议的议题")


def _hand_out(meeting: "Meeting", session: Session) -> None:
    """Each decision becomes one task; what was handed out before is left alone.

    The decision links to its task, and the task's foot lists what links to it. A link back would
    leave neither register to be taken in first.
    """
    cls: Any = register("task")
    for row in meeting.decisions:
        if not row.to_hand_out():
            continue
        task = cls.fresh(
            source=BY_MEETING,
            meeting=meeting.called(),
            subject=row.what,
            department_id=row.department_id,
            leader=row.leader,
            starts_on=meeting.day,
            due_on=row.due,
        )
        session.add(task)
        session.flush()
        row.task_id = task.id


def _decided(meeting: "Meeting") -> bool:
    return any(row.to_hand_out() for row in meeting.decisions)


MOVES = (
    Move(
        "hold",
        "登记召开",
        ("planned",),
        "held",
        needs=("day", "chair", "present"),
        asks=("day", "chair", "expected", "present"),
        check=_really_held,
    ),
    Move("hand_out", "下达任务", ("held",), None, act=_hand_out, when=_decided),
    Move(
        "cancel",
        "取消会议",
        ("planned",),
        "cancelled",
        needs=("cancel_reason",),
        asks=("cancel_reason",),
        forward=False,
    ),
    Move("resume", "恢复筹备", ("cancelled",), "planned", forward=False),
)
