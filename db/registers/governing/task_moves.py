"""The way of a task: begun, done; or dropped with a reason."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.store.moves import Move

if TYPE_CHECKING:
    from db.registers.governing.task import Task

STATES = (
    ("waiting", "未开始"),
    ("going", "进行中"),
    ("done", "已完成"),
    ("cancelled", "已取消"),
)
OPEN = ("waiting", "going")
"""The states in which a task still waits."""


def _finish(task: "Task", _session: Session) -> None:
    task.progress = 100


def _open_again(task: "Task", _session: Session) -> None:
    task.done_on = None
    if task.progress == 100:
        task.progress = None


MOVES = (
    Move("start", "开始", ("waiting",), "going"),
    Move(
        "finish",
        "完成",
        OPEN,
        "done",
        needs=("done_on",),
        asks=("done_on", "actual", "result"),
        act=_finish,
    ),
    Move("reopen", "重新办理", ("done",), "going", act=_open_again, forward=False),
    Move(
        "cancel",
        "取消任务",
        OPEN,
        "cancelled",
        needs=("cancel_reason",),
        asks=("cancel_reason",),
        forward=False,
    ),
    Move("resume", "恢复任务", ("cancelled",), "waiting", forward=False),
)
