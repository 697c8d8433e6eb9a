"""Judicial confirmation of an agreement: when it may be asked for, and what the court answered."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.mediation.states import SETTLED
from db.store.moves import Move
from db.store.periods import shipped
from db.store.problems import Level, Problem

if TYPE_CHECKING:
    from db.registers.mediation.case import Case

APPLIED, ACCEPTED, VALID, DISMISSED, WITHDRAWN, NOT_ACCEPTED = "1", "2", "3", "4", "5", "6"
"""The codes of the table confirmation_state."""

_OPEN = ("agreed", "performed", "closed")
PENDING = (APPLIED, ACCEPTED)
_STANDING = (APPLIED, ACCEPTED, VALID, DISMISSED)
"""Where the application itself was neither taken back nor turned away; it is not made again."""

_ADVICE = {
    VALID: "法院已裁定调解协议有效：一方拒绝履行或者未全部履行的，对方可以向人民法院申请强制执行"
    "（人民调解法第三十三条、民事诉讼法第二百零六条）",
    DISMISSED: "法院已裁定驳回司法确认申请：双方可以重新调解，变更原协议或者达成新协议，"
    "也可以向人民法院起诉（人民调解法第三十三条、民事诉讼法第二百零六条）",
}


def confirmable(case: "Case") -> bool:
    """Whether the parties may ask a court to confirm the agreement (人民调解法 art. 33).

    It has taken effect, and is about neither personal status nor title: those are outside judicial
    confirmation (民诉法解释).
    """
    return case.effective() is not None and not _outside(case)


def _outside(case: "Case") -> bool:
    return bool(case.not_confirmable) or case.dispute_type in shipped()["confirmation"].not_for


def advice(case: "Case") -> Iterator[str]:
    """What follows from the court's ruling, while there is something to perform."""
    unperformed = case.state in ("closed", "filed") and case.performance_state in ("1", "2", "4")
    if case.confirmation_state in _ADVICE and (case.state == "agreed" or unperformed):
        yield _ADVICE[case.confirmation_state]


def confirmation_rules(case: "Case") -> Iterator[Problem]:
    """The order of application and answer, and doubts that the court would take it."""
    if case.confirmation_state is None:
        return
    if _outside(case):
        sentence = "涉及身份关系或者权属确认的，法院不受理司法确认申请，请核对"
        yield Problem("confirmation_state", sentence, Level.WARN)
    yield from _applied_in_time(case)
    yield from _answered_in_order(case)


def _applied_in_time(case: "Case") -> Iterator[Problem]:
    applied, effective = case.confirmation_applied_on, case.effective()
    if applied is None:
        return
    if effective is None:
        yield Problem(
            "confirmation_applied_on", "协议生效日期不明，请补齐签名和盖章日期", Level.WARN
        )
        return
    if applied < effective:
        yield Problem("confirmation_applied_on", f"申请日期早于协议生效日期（{effective}），请核对")
    rule = shipped()["confirmation"]
    last = effective + timedelta(days=rule.n)
    if applied > last:
        sentence = (
            f"申请日期超过协议生效之日起 {rule.length}（{last} 届满，遇节假日顺延；{rule.basis}），"
            "法院可能不予受理，请核对"
        )
        yield Problem("confirmation_applied_on", sentence, Level.WARN)


def _answered_in_order(case: "Case") -> Iterator[Problem]:
    """What was taken back or turned away may be asked for again: its old answer is only doubted."""
    level = Level.STOP if case.confirmation_state in _STANDING else Level.WARN
    applied, accepted = case.confirmation_applied_on, case.confirmation_accepted_on
    decided = case.confirmation_decided_on
    if applied and accepted and accepted < applied:
        yield Problem("confirmation_accepted_on", "法院受理日期早于申请日期，请核对", level)
    first = max((day for day in (applied, accepted) if day), default=None)
    if first and decided and decided < first:
        which = "法院受理日期" if first == accepted else "申请日期"
        yield Problem("confirmation_decided_on", f"裁定或撤回日期早于{which}，请核对", level)


def _may_apply(case: "Case") -> bool:
    return confirmable(case) and case.confirmation_state not in _STANDING


def _apply(case: "Case", _session: Session) -> None:
    """An application made again begins anew; what the court said before stays in the history."""
    case.confirmation_state = APPLIED
    case.confirmation_accepted_on = case.confirmation_decided_on = None
    case.confirmation_number = case.confirmation_reason = None


def _anew(case: "Case", _session: Session) -> None:
    """The days of the dismissed agreement go; 卷宗情况说明 tells of the ruling."""
    told = (
        f"{case.confirmation_decided_on or ''} 法院裁定驳回司法确认申请".lstrip(),
        case.confirmation_number,
        case.confirmation_reason,
        "双方重新调解。",
    )
    ruled = "，".join(filter(None, told))
    case.dossier_note = "\n".join(filter(None, (case.dossier_note, ruled)))
    case.agreed_on = None
    case.parties_signed_on = case.mediator_signed_on = case.sealed_on = None
    case.confirmation_state = case.confirmation_applied_on = case.confirmation_court = None
    case.confirmation_accepted_on = case.confirmation_decided_on = None
    case.confirmation_number = case.confirmation_reason = None


def _answer(state: str) -> Callable[["Case", Session], None]:
    def act(case: "Case", _session: Session) -> None:
        case.confirmation_state = state

    return act


def _answers(
    code: str, label: str, state: str, *asks: str, since: tuple[str, ...], settles: str = ""
) -> Move:
    return Move(
        code,
        label,
        SETTLED,
        None,
        needs=asks,
        asks=asks,
        act=_answer(state),
        forward=False,
        when=lambda case: case.confirmation_state in since,
        settles=settles,
    )


_DECIDED, _REASON = "confirmation_decided_on", "confirmation_reason"

CONFIRMING = (
    Move(
        "confirmation",
        "申请司法确认",
        _OPEN,
        None,
        needs=("confirmation_applied_on", "confirmation_court"),
        asks=("confirmation_applied_on", "confirmation_court"),
        act=_apply,
        forward=False,
        when=_may_apply,
    ),
    _answers(
        "confirmation_accepted", "法院受理司法确认", ACCEPTED, "confirmation_accepted_on",
        since=(APPLIED,), settles="confirmation_acceptance",
    ),
    _answers(
        "confirmation_valid", "裁定协议有效", VALID, _DECIDED, "confirmation_number",
        since=PENDING,
    ),
    _answers(
        "confirmation_dismissed", "裁定驳回申请", DISMISSED, _DECIDED, "confirmation_number",
        _REASON, since=PENDING,
    ),
    _answers(
        "confirmation_not_accepted", "法院不予受理", NOT_ACCEPTED, _DECIDED, _REASON,
        since=(APPLIED,),
    ),
    _answers(
        "confirmation_withdrawn", "撤回司法确认申请", WITHDRAWN, _DECIDED, _REASON, since=PENDING
    ),
    Move(
        "mediate_again",
        "重新调解",
        ("agreed",),
        "accepted",
        act=_anew,
        forward=False,
        when=lambda case: case.confirmation_state == DISMISSED,
    ),
)  # fmt: skip
"""Acts beside the case's own way: the last alone changes where the case stands.

Whoever's agreement was not confirmed may change it or reach another (民事诉讼法 art. 206).
"""
