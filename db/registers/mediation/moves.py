"""The way of a mediation case: what each move from state to state demands."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers.mediation.filing import dossier_whole, file_in_order
from db.store.counters import next_number
from db.store.moves import Move
from db.store.problems import Problem
from db.store.record import Row

if TYPE_CHECKING:
    from db.registers.mediation.case import Case


_SIGNED = ("parties_signed_on", "mediator_signed_on", "sealed_on")
_HANDED_OVER = ("4", "8")
"""Codes of the table ending_reason: to the police, to another body."""


def _enough_parties(case: "Case") -> Iterator[Problem]:
    if len(case.parties) < 2:
        yield Problem("parties", "受理之前请至少登记两方当事人")
    roles = {party.role for party in case.parties}
    if len(case.parties) >= 2 and not {"1", "2"} <= roles:
        yield Problem("parties", "当事人中应有申请人和被申请人")


def _allocate(case: "Case", session: Session) -> None:
    case.allocate("人调", _year(case.accepted_on), _short_name(case, session), session)


def _year(day: date | None) -> int:
    if day is None:
        raise RuntimeError("the move did not demand its date")
    return day.year


def _short_name(case: "Case", session: Session) -> str:
    committee = Row.metadata.tables["committee"].c
    name = session.scalar(select(committee.short_name).where(committee.id == case.committee_id))
    return str(name)


def _agreeable(case: "Case") -> Iterator[Problem]:
    """人民调解法 art. 28-29: what an agreement must hold, written or oral."""
    if not case.meetings or case.meetings[-1].outcome != "1":
        yield Problem("meetings", "最后一次调解记录的结果应为“调解成功”")
    if not case.terms:
        yield Problem("terms", "请填写协议条款")
    dated = case.performance_due or any(term.due_on for term in case.terms)
    if case.performance_way not in (None, "1") and not dated:
        if case.performance_way != "3":
            yield Problem("performance_due", "非即时履行的，请填写履行期限")
        elif case.terms:
            yield Problem("terms", "分期履行的，请在协议条款里填写每一期的履行期限")
    if case.agreed_on and case.accepted_on and case.agreed_on < case.accepted_on:
        yield Problem("agreed_on", "协议日期早于受理日期，请核对")


def _agree(case: "Case", session: Session) -> None:
    case.performance_state = case.performance_state or "1"
    if case.agreement_form == "oral" and case.oral_no is None:
        year = _year(case.agreed_on)
        case.oral_no = next_number(session, f"committee:{case.committee_id}", year, "口头")
        case.oral_number = f"（{year}）{_short_name(case, session)}人调口字第{case.oral_no}号"


def _to_be_signed(case: "Case") -> bool:
    """人民调解法 art. 29: a written agreement takes effect by three acts, each with its day."""
    return case.state == "agreed" and case.effective() is None


def _performed(case: "Case", _session: Session) -> None:
    case.performance_state = "3"


def _in_order(case: "Case") -> Iterator[Problem]:
    if case.agreed_on and case.performed_on and case.performed_on < case.agreed_on:
        yield Problem("performed_on", "履行日期早于协议日期，请核对")


def _refused_in_order(case: "Case") -> Iterator[Problem]:
    if case.refused_on and case.refused_on < case.registered_on:
        yield Problem("refused_on", "不予受理日期早于登记日期；补录的案件请把登记日期改早")


def _handed_to_somebody(case: "Case") -> Iterator[Problem]:
    if case.ending_reason in _HANDED_OVER and not case.other_routes:
        yield Problem("other_routes", "移送的，请写明移送到哪个机关或单位")


def _close_in_order(case: "Case") -> Iterator[Problem]:
    if case.closed_on and case.accepted_on and case.closed_on < case.accepted_on:
        yield Problem("closed_on", "结案日期早于受理日期，请核对")


def _unperformed(case: "Case") -> Iterator[Problem]:
    yield from _close_in_order(case)
    if case.performance_state == "3":
        yield Problem("performance_state", "履行情况是“履行完毕”，请办理“履行完毕”")


MOVES = (
    Move(
        "accept",
        "受理",
        ("registered",),
        "accepted",
        needs=("accepted_on", "committee_id", "source", "dispute_type"),
        asks=("accepted_on",),
        check=_enough_parties,
        act=_allocate,
    ),
    Move(
        "refuse",
        "不予受理",
        ("registered",),
        "refused",
        needs=("refusal_reason", "refused_on"),
        asks=("refusal_reason", "refused_on"),
        check=_refused_in_order,
        forward=False,
    ),
    Move(
        "agree",
        "达成协议",
        ("accepted",),
        "agreed",
        needs=("facts", "agreement_form", "agreed_on", "performance_way"),
        asks=("agreement_form", "agreed_on", "performance_way"),
        check=_agreeable,
        act=_agree,
    ),
    Move(
        "fail",
        "调解不成",
        ("accepted",),
        "failed",
        needs=("ended_on", "other_routes"),
        asks=("ended_on", "other_routes"),
        forward=False,
    ),
    Move(
        "end",
        "终止调解",
        ("accepted",),
        "ended",
        needs=("ending_reason", "ended_on"),
        asks=("ending_reason", "ended_on", "other_routes"),
        check=_handed_to_somebody,
        forward=False,
    ),
    Move(
        "signed",
        "登记签名盖章",
        ("agreed", "performed", "closed"),
        None,
        needs=_SIGNED,
        asks=_SIGNED,
        forward=False,
        first=_to_be_signed,
        proposes=lambda day: dict.fromkeys(_SIGNED[1:], day),
        when=lambda case: case.agreement_form == "written",
    ),
    Move(
        "perform",
        "履行完毕",
        ("agreed",),
        "performed",
        needs=("performed_on",),
        asks=("performed_on",),
        check=_in_order,
        act=_performed,
    ),
    Move(
        "close",
        "结案",
        ("performed", "failed", "ended"),
        "closed",
        needs=("closed_on",),
        asks=("closed_on",),
        check=_close_in_order,
    ),
    Move(
        "close_unperformed",
        "未履行结案",
        ("agreed",),
        "closed",
        needs=("closed_on", "closing_note"),
        asks=("performance_state", "closed_on", "closing_note"),
        check=_unperformed,
        forward=False,
    ),
    Move(
        "file",
        "归档",
        ("closed",),
        "filed",
        needs=("filed_by", "filed_on", "checked_by", "retention", "archived_on"),
        asks=(
            "filed_by",
            "filed_on",
            "checked_by",
            "checked_on",
            "retention",
            "archived_on",
            "gaps_reason",
        ),
        check=file_in_order,
        conflicts=dossier_whole,
        proposes=lambda day: dict.fromkeys(("checked_on", "archived_on"), day),
    ),
    Move(
        "void",
        "作废",
        ("accepted", "agreed", "failed", "ended"),
        "void",
        needs=("void_reason",),
        asks=("void_reason",),
        forward=False,
    ),
)
