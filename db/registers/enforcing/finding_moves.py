"""The way of a problem: ordered, rechecked, put right; overdue, given longer, or handed over."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.enforcing.finding import Finding

STATES = (
    ("open", "整改中"),
    ("corrected", "已整改"),
    ("overdue", "逾期未改"),
    ("transferred", "已移送"),
)
OUTWARD = ("1", "2")
"""Sources in codes/finding_source.toml where somebody outside the office is ordered to act."""
INTERNAL, DRILL = "3", "5"
"""内部监督, 应急演练."""


def _orderable(finding: "Finding") -> bool:
    return finding.source in OUTWARD and finding.number_no is None


def _addressed(finding: "Finding") -> Iterator[Problem]:
    if not finding.name:
        yield Problem("name", "责令整改之前请先填写整改单位或个人")


def _allocate(finding: "Finding", session: Session) -> None:
    finding.allocate(finding.ordered_on, session)


def _put_right(finding: "Finding") -> Iterator[Problem]:
    done, seen = finding.corrected_on, finding.rechecked_on
    if done and seen and seen < done:
        yield Problem("rechecked_on", "复查日期早于整改完成日期，请核对")


def _late(finding: "Finding") -> Iterator[Problem]:
    seen, due = finding.rechecked_on, finding.due_on
    if seen and due and seen <= due:
        yield Problem("rechecked_on", f"整改期限到 {due} 为止，还没有逾期")


def _longer(finding: "Finding") -> Iterator[Problem]:
    seen, due = finding.rechecked_on, finding.due_on
    if seen and due and due <= seen:
        yield Problem("due_on", f"请另定一个期限，应晚于复查日期 {seen}")


def _reopen(finding: "Finding", _session: Session) -> None:
    """What was found at the recheck before stays in the history alone."""
    finding.corrected_on = finding.rechecked_on = None
    finding.transferred_on = finding.transferred_to = None


MOVES = (
    Move(
        "order",
        "责令整改",
        ("open",),
        None,
        needs=("ordered_on", "due_on", "basis"),
        asks=("ordered_on", "due_on", "basis", "demand"),
        check=_addressed,
        act=_allocate,
        when=_orderable,
    ),
    Move(
        "correct",
        "复查合格，销号",
        ("open", "overdue"),
        "corrected",
        needs=("corrected_on", "rechecked_on", "evidence", "verifier_id"),
        asks=("corrected_on", "rechecked_on", "evidence", "verifier_id"),
        check=_put_right,
    ),
    Move(
        "fail",
        "逾期未改",
        ("open",),
        "overdue",
        needs=("due_on", "rechecked_on", "verifier_id"),
        asks=("rechecked_on", "verifier_id", "evidence"),
        check=_late,
        forward=False,
    ),
    Move(
        "extend",
        "再次限期整改",
        ("overdue",),
        "open",
        needs=("due_on", "extension_reason"),
        asks=("due_on", "extension_reason"),
        check=_longer,
        forward=False,
    ),
    Move(
        "transfer",
        "移送",
        ("open", "overdue"),
        "transferred",
        needs=("transferred_on", "transferred_to"),
        asks=("transferred_on", "transferred_to"),
        forward=False,
    ),
    Move(
        "reopen",
        "退回整改",
        ("corrected", "transferred"),
        "open",
        needs=("reopening_reason",),
        asks=("reopening_reason",),
        act=_reopen,
        forward=False,
    ),
)
