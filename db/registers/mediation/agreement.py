"""The middle blocks of a case: what was agreed, how it is performed and confirmed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from db.registers.mediation.acceptance import numbers
from db.registers.mediation.confirming import (
    ACCEPTED,
    DISMISSED,
    NOT_ACCEPTED,
    PENDING,
    VALID,
    WITHDRAWN,
)
from db.registers.mediation.states import SETTLED
from db.store.fields import Ahead, Money, Section, never
from db.store.kinds import MoneyKind
from db.store.problems import Level, Problem

agreeing = Section("协议")
performing = Section("履行")
confirming = Section("司法确认")

_NOT_DUE, IN_PART, _PERFORMED, _REFUSED = "1", "2", "3", "4"
"""The codes of the table performance_state."""

_RULED = (VALID, DISMISSED)
_AWAITED = (
    "司法确认正在法院办理，法院裁定有效后仍不履行的，对方可以申请强制执行（人民调解法第三十三条）"
)
_SUED = "仍不履行的，当事人可以向人民法院起诉（人民调解法第三十二条），本件可以办“未履行结案”"
_UNANSWERED = (WITHDRAWN, NOT_ACCEPTED)
"""Where no court ruled: taken back, or turned away."""


def _after_agreement(case: Any) -> bool:
    return case.state in SETTLED and case.agreed_on is not None


def _written(case: Any) -> bool:
    return bool(case.agreement_form == "written")


def _confirmed(case: Any) -> bool:
    return case.confirmation_state is not None


class Agreement:
    """What was agreed, and the acts that make it binding (人民调解法 art. 28-30)."""

    agreement_form: Mapped[str | None] = agreeing.choice(
        "协议形式", "agreement_form", filtered=True, counted=True
    )
    agreed_on: Mapped[date | None] = agreeing.field("协议日期", dated=True, index=True)
    performance_way: Mapped[str | None] = agreeing.choice("履行方式", "performance_way")
    performance_due: Mapped[date | None] = agreeing.field("履行期限", ahead=Ahead.MAY)
    performance_place: Mapped[str | None] = agreeing.field("履行地点和方法")
    amount: Mapped[Money | None] = agreeing.field(
        "协议涉及金额", unit="元", summed=True, computed=lambda case: case.sum_of_terms()
    )
    oral_no: Mapped[int | None] = numbers.field(
        "口头协议序号", computed=lambda c: c.oral_no, shown_when=never
    )
    oral_number: Mapped[str | None] = agreeing.field(
        "口头协议编号",
        searched=True,
        shown_when=lambda case: case.agreement_form == "oral",
        computed=lambda case: case.oral_number,
    )
    recorder: Mapped[str | None] = agreeing.field("记录人")
    parties_signed_on: Mapped[date | None] = agreeing.field("当事人签名日期", shown_when=_written)
    mediator_signed_on: Mapped[date | None] = agreeing.field("调解员签名日期", shown_when=_written)
    sealed_on: Mapped[date | None] = agreeing.field("调委会盖章日期", shown_when=_written)
    effective_on: Mapped[date | None] = agreeing.field(
        "协议生效日期",
        dated=True,
        computed=lambda case: case.effective(),
    )


class Performance:
    """Whether it was performed."""

    performance_state: Mapped[str | None] = performing.choice(
        "履行情况", "performance_state", filtered=True, counted=True
    )
    performed_on: Mapped[date | None] = performing.field("履行完毕日期", dated=True)


class Confirmation:
    """Judicial confirmation, asked for by the parties together (人民调解法 art. 33)."""

    not_confirmable: Mapped[bool | None] = confirming.field(
        "涉及身份关系或权属确认，不能司法确认",
        default=False,
        shown_when=_after_agreement,
        help="身份关系（婚姻、收养等）和物权、知识产权的确权，法院不受理司法确认申请；"
        "婚姻家庭、山林土地两类纠纷不用勾选，本来就不提示",
    )
    confirmation_state: Mapped[str | None] = confirming.choice(
        "司法确认", "confirmation_state", shown_when=_after_agreement, filtered=True
    )
    confirmation_applied_on: Mapped[date | None] = confirming.field(
        "申请日期", shown_when=_confirmed, needed_when=_confirmed
    )
    confirmation_court: Mapped[str | None] = confirming.field(
        "受理法院",
        usual=True,
        shown_when=_confirmed,
        needed_when=_confirmed,
        help="当事人住所地、标的物所在地或者调解组织所在地的基层人民法院；"
        "法院邀请调解的，向该法院申请",
    )
    confirmation_accepted_on: Mapped[date | None] = confirming.field(
        "法院受理日期",
        shown_when=_confirmed,
        needed_when=lambda case: case.confirmation_state == ACCEPTED,
    )
    confirmation_number: Mapped[str | None] = confirming.field(
        "裁定书案号",
        shown_when=_confirmed,
        needed_when=lambda case: case.confirmation_state in _RULED,
    )
    confirmation_decided_on: Mapped[date | None] = confirming.field(
        "裁定或撤回日期",
        shown_when=_confirmed,
        needed_when=lambda case: case.confirmation_state in (*_RULED, *_UNANSWERED),
        dated=True,
    )
    confirmation_reason: Mapped[str | None] = confirming.field(
        "不予受理、驳回或撤回的原因",
        shown_when=lambda case: case.confirmation_state in (DISMISSED, *_UNANSWERED),
        needed_when=lambda case: case.confirmation_state in (DISMISSED, *_UNANSWERED),
    )


def performance_doubts(case: Any) -> Iterator[Problem]:
    """A case performed in full whose instalments or proofs say something else 履行完毕."""
    if case.performance_state != _PERFORMED:
        return
    last = max((term.done_on for term in case.terms if term.done_on), default=None)
    if case.performed_on and last and last > case.performed_on:
        word = f"履行完毕日期早于条款的实际履行日（{last}），请核对"
        yield Problem("performed_on", word, Level.WARN)
    paid = [receipt.amount for receipt in case.receipts if receipt.amount is not None]
    agreed = case.sum_of_terms()
    if paid and agreed and sum(paid) < agreed:
        told, wanted = (MoneyKind().format(fen) for fen in (sum(paid), agreed))
        word = f"履行凭证合计 {told} 元，少于协议涉及金额 {wanted} 元，请核对"
        yield Problem("performance_state", word, Level.WARN)


def late(case: Any, today: date) -> list[int]:
    """Which terms should have been performed and were not, from 1; 0 stands for the whole."""
    found = [
        place
        for place, term in enumerate(case.terms, start=1)
        if term.due_on and term.due_on < today and term.done_on is None
    ]
    whole = case.performance_due and case.performance_due < today
    dated = any(term.due_on for term in case.terms)
    return found or ([0] if whole and not dated else [])


def performance_advice(case: Any) -> Iterator[str]:
    """What follows where an agreement is not performed in time, or is refused (art. 31-33).

    Before a court that was asked has ruled, its ruling opens the way; once it has, that is told
    already.
    """
    found = late(case, date.today())
    broken = case.state == "agreed" and (found or case.performance_state == _REFUSED)
    if not broken or case.confirmation_state in _RULED:
        return
    which = "、".join(f"第 {place} 项" for place in found if place)
    then = _AWAITED if case.confirmation_state in PENDING else _SUED
    yield (
        f"{f'协议{which}到期还没有履行' if found else '一方拒不履行协议'}：调委会应当督促履行"
        f"（人民调解法第三十一条）；{then}"
    )


def performed_in_part(case: Any) -> bool:
    """Whether some of its terms are performed and the case still says that none is due."""
    unsaid = case.performance_state in (None, _NOT_DUE)
    return case.state == "agreed" and unsaid and any(term.done_on for term in case.terms)
