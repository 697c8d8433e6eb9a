"""The way of a risk warning: fed back to the department concerned, answered, closed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.enforcing.risk_warning import RiskWarning

STATES = (
    ("noted", "待反馈"),
    ("fed_back", "已反馈"),
    ("replied", "已回复"),
    ("closed", "已办结"),
)


def _reply_due(warning: "RiskWarning") -> Iterator[Problem]:
    given, due = warning.fed_back_on, warning.due_on
    if given and due and due < given:
        yield Problem("due_on", "回复期限早于反馈日期，请核对")
    yield from _in_order(warning, "fed_back_on", "since")


def _allocate(warning: "RiskWarning", session: Session) -> None:
    warning.allocate(warning.fed_back_on, session)


def _answered(warning: "RiskWarning") -> Iterator[Problem]:
    yield from _in_order(warning, "replied_on", "fed_back_on")


def _closable(warning: "RiskWarning") -> Iterator[Problem]:
    yield from _in_order(warning, "closed_on", "replied_on")
    yield from _in_order(warning, "closed_on", "fed_back_on")


def _in_order(warning: "RiskWarning", later: str, earlier: str) -> Iterator[Problem]:
    first, second = getattr(warning, earlier), getattr(warning, later)
    fields = type(warning).fields
    if first and second and second < first:
        yield Problem(later, f"{fields[later].label}早于{fields[earlier].label}，请核对")


def _again(warning: "RiskWarning", _session: Session) -> None:
    """The answer that did not do stays in the history alone."""
    warning.replied_on = warning.reply = None


MOVES = (
    Move(
        "feed_back",
        "反馈到部门",
        ("noted",),
        "fed_back",
        needs=("department_id", "fed_back_on", "due_on"),
        asks=("department_id", "fed_back_on", "due_on", "demand"),
        check=_reply_due,
        act=_allocate,
    ),
    Move(
        "reply",
        "登记回复",
        ("fed_back",),
        "replied",
        needs=("replied_on", "reply"),
        asks=("replied_on", "reply"),
        check=_answered,
    ),
    Move(
        "close",
        "办结",
        ("replied",),
        "closed",
        needs=("closed_on", "outcome"),
        asks=("closed_on", "outcome"),
        check=_closable,
    ),
    Move(
        "again",
        "退回重办",
        ("replied",),
        "fed_back",
        needs=("due_on",),
        asks=("due_on", "demand"),
        act=_again,
        forward=False,
    ),
    Move(
        "close_early",
        "原因已消除，办结",
        ("noted", "fed_back"),
        "closed",
        needs=("closed_on", "outcome"),
        asks=("closed_on", "outcome"),
        check=_closable,
        forward=False,
    ),
)
