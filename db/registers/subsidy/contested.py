"""What other records say against a claim: paid before, not eligible, another grade, a cap."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.registers.subsidy.criteria import yuan
from db.registers.subsidy.scheme import SubsidyScheme
from db.registers.subsidy.suggesting import Suggestion, case_of, suggest
from db.store.problems import Level, Problem
from db.store.record import Row, register


def conflicts_of(session: Session, claim: Any) -> Iterator[Problem]:
    """All of them; a claim made too early may be kept as a draft, the review refuses it."""
    case = case_of(session, claim.case_id)
    if case is None:
        return
    other = claimed(session, case.id, but=claim.id)
    if other is not None:
        yield Problem("case_id", f"这件案件已在 {other} 申报过；一案只补贴一次")
        return
    found = suggest(session, case)
    if claim.state == "waiting":
        for words in found.against:
            sentence = f"{words}，现在通不过初审"
            yield Problem("case_id", sentence, Level.WARN)
        yield from _other_grade(claim, found)
        for doubt in case.conflicts(session):
            if doubt.path == "parties":  # perhaps the same dispute, mediated again: it counts once
                sentence = f"{doubt.sentence}；同一纠纷反复调解只补贴一次"
                yield Problem("case_id", sentence, Level.WARN)
    scheme = session.get(SubsidyScheme, claim.scheme_id) if claim.scheme_id else found.scheme
    if scheme is not None:
        yield from _by_scheme(claim, scheme, found.result)
        yield from _over_cap(session, claim, scheme, case.closed_on)


def claimed(session: Session, case_id: int, but: int | None = None) -> date | None:
    """The day another live claim of the case was made; None where there is none."""
    table = register("subsidy_claim").__table__.c
    return session.scalar(
        select(table.declared_on)
        .where(table.case_id == case_id, table.id != (but or 0), table.deleted_at.is_(None))
        .limit(1)
    )


def paid_in_month(session: Session, mediator_id: int, day: date, but: int | None = None) -> int:
    """Fen of a mediator's shares in cases closed in the month of the day; refused claims apart."""
    claim = register("subsidy_claim").__table__.c
    share = Row.metadata.tables["subsidy_share"].c
    first = day.replace(day=1)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    whole = session.scalar(
        select(func.sum(func.coalesce(share.payable, share.amount)))
        .join(register("subsidy_claim").__table__, claim.id == share.owner_id)
        .where(
            share.mediator_id == mediator_id,
            claim.closed_on >= first,
            claim.closed_on < after,
            claim.state != "refused",
            claim.deleted_at.is_(None),
            claim.id != (but or 0),
        )
    )
    return whole or 0


def over_cap(name: str, day: date, whole: int, cap: int) -> str:
    """The sentence for a mediator who would get more in a month than the scheme allows."""
    return (
        f"{name} {day.year}年{day.month}月的补贴共 {yuan(whole)}，"
        f"超过方案规定的每人每月 {yuan(cap)}"
    )


def _other_grade(claim: Any, found: Suggestion) -> Iterator[Problem]:
    if found.grade and claim.grade and claim.grade != found.grade:
        sentence = f"建议等级是“{found.grade}”，{found.reason}"
        yield Problem("grade", sentence, Level.WARN)


def _by_scheme(claim: Any, scheme: SubsidyScheme, result: str) -> Iterator[Problem]:
    """The grade is one of the scheme's, the amount is the grade's."""
    if not claim.grade:
        return
    grade = scheme.graded(claim.grade, result)
    if grade is None:
        names = "、".join(dict.fromkeys(one.name for one in scheme.grades))
        sentence = f"“{scheme.name}”里没有“{claim.grade}”这个等级（有：{names or '无'}）"
        yield Problem("grade", sentence, Level.WARN)
    elif claim.amount is not None and claim.amount != grade.amount(result):
        amount = grade.amount(result)
        words = f"是 {yuan(amount)}" if amount else "没有规定金额"
        yield Problem("amount", f"按方案，“{grade.name}”{words}，请核对", Level.WARN)


def _over_cap(
    session: Session, claim: Any, scheme: SubsidyScheme, day: date | None
) -> Iterator[Problem]:
    cap = scheme.monthly_cap
    if cap is None or day is None or claim.state == "refused":
        return
    for place, row in enumerate(claim.shares):
        if row.mediator_id is None:
            continue
        whole = paid_in_month(session, row.mediator_id, day, claim.id) + (row.amount or 0)
        if whole > cap:
            name = session.get(register("mediator"), row.mediator_id)
            sentence = over_cap(name.caption if name else "", day, whole, cap)
            yield Problem(f"shares[{place}].amount", sentence, Level.WARN)
