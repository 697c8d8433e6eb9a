"""What a case's own data say to the seven points of the self-check before filing.

Proposals only: people look, change what is not so, and save. What no data can tell (格式规范,
适用法律正确, 装订有序, and 证据充分 without any evidence) is left to them.
"""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.figures.deadlines.counting import Counting
from db.registers import Case
from db.registers.mediation import SelfCheck
from db.registers.mediation.dossier import Standing, dossier_of
from db.registers.mediation.filing import FAILED, NONE_SUCH, PASSED, WHOLE, lacking_note
from db.store.codes import codes

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = tuple[str | None, str | None]
"""The proposed result and its ground; None where people must judge."""
_OPEN: _Answer = (None, None)


def proposed(session: Session, case: Case, today: date) -> list[SelfCheck]:
    """The points that the case has no row for yet, with a result where the data tell one."""
    known = {check.point for check in case.checks}
    found = dossier_of(session, case)
    answers: dict[str, Callable[[], _Answer]] = {
        "1": lambda: _acceptance(case),
        WHOLE: lambda: _papers(found),
        "4": lambda: _evidence(case, found),
        "6": lambda: _visit(session, case, today),
    }
    rows = []
    for point in codes("dossier_point").leaves():
        if point.code not in known:
            result, note = answers.get(point.code, lambda: _OPEN)()
            rows.append(SelfCheck.fresh(point=point.code, result=result, note=note))
    return rows


def _acceptance(case: Case) -> _Answer:
    sides = {party.role for party in case.parties}
    if case.accepted_on and case.number and case.source and {"1", "2"} <= sides:
        return PASSED, f"{case.accepted_on} 受理并编号，双方当事人和来源已登记"
    return _OPEN


def _papers(found: Standing) -> _Answer:
    lacking = lacking_note(found)
    return (FAILED, lacking) if lacking else (PASSED, "目录中必须的文书都有")


def _evidence(case: Case, found: Standing) -> _Answer:
    """What was handed in and what was asked: whether it is enough, people judge."""
    scans = sum(len(entry.scans) for entry in found.entries if "evidence" in entry.row.forms)
    parts = [
        f"{words} {count} {unit}"
        for words, count, unit in (
            ("证据材料", len(case.evidence), "项"),
            ("扫描件", scans, "份"),
            ("调查记录", len(case.inquiries), "份"),
        )
        if count
    ]
    return (PASSED, "，".join(parts)) if parts else _OPEN


def _visit(session: Session, case: Case, today: date) -> _Answer:
    """A visit within the period the office has set, counted from performance."""
    if case.agreed_on is None:
        return NONE_SUCH, "没有达成协议"
    if case.performed_on is None:
        return _OPEN
    last = Counting.read(session, today).last_day("visit", case.performed_on).day
    days = [visit.visited_on for visit in case.visits if visit.visited_on >= case.performed_on]
    if days and min(days) <= last:
        return PASSED, f"{min(days)} 回访，期限至 {last}"
    if days:
        return FAILED, f"{min(days)} 才回访，期限至 {last}"
    return (FAILED, f"应在 {last} 前回访，没有回访记录") if today > last else _OPEN
