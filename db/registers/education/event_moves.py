"""The way of a 普法 event: planned, held with its numbers, looked over by a second person."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.education.event import LawEvent

STATES = (
    ("planned", "计划"),
    ("held", "已举办"),
    ("reviewed", "已审核"),
    ("cancelled", "已取消"),
)
COUNTED = ("held", "reviewed")
"""The states in which an event enters figures."""


def _really_held(event: "LawEvent") -> Iterator[Problem]:
    first: date | None = event.starts_on
    if first and first > date.today():
        yield Problem("starts_on", "活动日期还没有到，不能登记为已举办")
    if event.audience_number is not None and event.audience_number < 1:
        yield Problem("audience_number", "受众人数应大于零；没有办成的活动请取消")
    if event.estimated and not event.estimate_basis:
        yield Problem("estimate_basis", "受众人数是估算的，请写明怎样估算")


def _allocate(event: "LawEvent", session: Session) -> None:
    event.allocate(event.starts_on, session)


def _second_person(event: "LawEvent") -> Iterator[Problem]:
    if event.registrar_id is not None and event.registrar_id == event.reviewer_id:
        yield Problem("reviewer_id", "审核人不能是登记人本人")
    first: date | None = event.starts_on
    if event.reviewed_on and first and event.reviewed_on < first:
        yield Problem("reviewed_on", "审核日期早于活动日期，请核对")


MOVES = (
    Move(
        "hold",
        "登记举办",
        ("planned",),
        "held",
        needs=("starts_on", "place", "forms", "contents", "audience_number"),
        asks=("starts_on", "audience_number", "estimated", "estimate_basis"),
        opened=("estimate_basis",),
        check=_really_held,
        act=_allocate,
    ),
    Move(
        "review",
        "审核",
        ("held",),
        "reviewed",
        needs=("registrar_id", "reviewer_id", "reviewed_on"),
        asks=("registrar_id", "reviewer_id", "reviewed_on"),
        check=_second_person,
    ),
    Move(
        "return",
        "退回修改",
        ("reviewed",),
        "held",
        needs=("return_reason",),
        asks=("return_reason",),
        forward=False,
    ),
    Move(
        "cancel",
        "取消活动",
        ("planned",),
        "cancelled",
        needs=("cancel_reason",),
        asks=("cancel_reason",),
        forward=False,
    ),
    Move("resume", "恢复计划", ("cancelled",), "planned", forward=False),
)
