"""The way of a claim: 乡镇初审, 县局核定, 发放; or 不予."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.registers.subsidy.suggesting import case_of, mediators, suggest
from db.store.moves import Move
from db.store.problems import Problem
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.registers.subsidy.claim import SubsidyClaim

STATES = (
    ("waiting", "待审"),
    ("reviewed", "已初审"),
    ("approved", "已核定"),
    ("paid", "已发放"),
    ("refused", "不予补贴"),
)


def _reasoned(claim: "SubsidyClaim") -> Iterator[Problem]:
    if claim.grade != claim.grade_suggested and not claim.difference_reason:
        yield Problem("difference_reason", "等级与建议的不同，初审之前请写明理由")


def _eligible(claim: "SubsidyClaim", session: Session) -> None:
    """What was allowed to be saved as a draft is refused here."""
    case = case_of(session, claim.case_id)
    against = suggest(session, case).against if case is not None else ("案件已不在",)
    _payable, officials = mediators(session, [row.mediator_id for row in claim.shares])
    words = [*against, *(f"{name}是公职人员，不领取以案定补" for name in officials)]
    if words:
        raise Trouble(f"“{claim.called()}”不能通过初审：{'；'.join(words)}")


def _reduced(claim: "SubsidyClaim") -> Iterator[Problem]:
    granted, claimed = claim.granted, claim.amount or 0
    if granted is None:
        return
    if granted > claimed:
        yield Problem("granted", "核定金额高于申报金额，请核对；确要提高的，先改申报金额")
    elif granted <= 0:
        yield Problem("granted", "核定金额应大于 0；不发的请用“不予补贴”")
    elif granted < claimed and not claim.reduction_reason:
        yield Problem("reduction_reason", "核减的，请写明核减原因")


def _in_order(claim: "SubsidyClaim") -> Iterator[Problem]:
    if claim.approved_on and claim.paid_on and claim.paid_on < claim.approved_on:
        yield Problem("paid_on", "发放日期早于核定日期，请核对")


def _afresh(claim: "SubsidyClaim", _session: Any) -> None:
    """Claimed again: what was decided before stays in the history alone."""
    claim.refused_on = claim.refusal_reason = claim.refused_by = None
    claim.reviewer = claim.reviewed_on = None


MOVES = (
    Move(
        "review",
        "乡镇初审",
        ("waiting",),
        "reviewed",
        needs=("amount", "shares", "grade", "reviewer", "reviewed_on"),
        asks=("reviewer", "reviewed_on"),
        check=_reasoned,
        act=_eligible,
    ),
    Move(
        "approve",
        "县局核定",
        ("reviewed",),
        "approved",
        needs=("approved_on", "granted"),
        asks=("approved_on", "granted", "reduction_reason"),
        opened=("reduction_reason",),
        check=_reduced,
    ),
    Move(
        "pay",
        "发放",
        ("approved",),
        "paid",
        needs=("paid_on", "paid_number"),
        asks=("paid_on", "paid_number"),
        check=_in_order,
    ),
    Move(
        "refuse",
        "不予补贴",
        ("waiting", "reviewed"),
        "refused",
        needs=("refused_on", "refused_by", "refusal_reason"),
        asks=("refused_on", "refused_by", "refusal_reason"),
        forward=False,
    ),
    Move("again", "重新申报", ("refused",), "waiting", act=_afresh, forward=False),
)
