"""天龙镇's documents, decisions, contracts and clean-ups of 2024; each rests on its review."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.registers import (
    CleanupRound,
    Contract,
    LegalityReview,
    MajorDecision,
    Meeting,
    NormativeDocument,
)
from db.registers.governing import CleanedDocument
from db.store.moves import way_to

_OLD = (
    ("天龙镇集镇市容环境卫生管理办法", "天府发〔2021〕14号", date(2021, 6, 18), "in_force"),
    ("天龙镇烟花爆竹燃放管理规定", "天府发〔2020〕3号", date(2020, 1, 10), "repealed"),
)
_NEW = (
    ("village", "天府规〔2024〕1号", date(2024, 3, 18), date(2024, 3, 27), True),
    ("fire", "天府规〔2024〕2号", date(2024, 9, 2), date(2024, 9, 11), False),
)
_CONTRACTS = (
    ("loan", "贵州黔建工程有限公司（演示）", 186_000_000, date(2024, 4, 22)),
    ("waste", "平坝区洁净环卫服务有限公司（演示）", 31_200_000, date(2024, 6, 17)),
    ("tea", "安顺屯堡茶业专业合作社（演示）", 9_600_000, date(2024, 10, 28)),
)
"""Key of the review, the other party, fen, signed on."""
_DECISIONS = (
    ("road", date(2024, 4, 10), date(2024, 4, 24), date(2024, 5, 6), date(2024, 6, 5)),
    ("market", date(2024, 7, 18), date(2024, 8, 6), date(2024, 8, 27), date(2024, 9, 24)),
)
"""Key, days of public participation, expert appraisal, risk assessment, publication."""


def fill(
    session: Session,
    reviews: dict[str, LegalityReview],
    meetings: dict[str, Meeting],
    mayor: str,
) -> None:
    """Add them all; ``meetings`` are by the key of the review that let an item in."""
    documents = []
    for name, number, day, state in _OLD:
        document = _old(name, number, day, mayor)
        if state == "repealed":
            document.ended_on, document.ended_by = date(2024, 5, 24), "2024年规范性文件清理结果"
        _publish(session, document, state)
        documents.append(document)
    for key, number, published, filed, trial in _NEW:
        document = _new(reviews[key], meetings[key], mayor, number, published)
        document.trial, document.filed_on = trial, filed
        document.receipt = f"平府备〔2024〕{filed.month}号"
        _publish(session, document)
        documents.append(document)
    for key, other, amount, day in _CONTRACTS:
        session.add(_contract(reviews[key], other, amount, day, mayor))
    for key, *days in _DECISIONS:
        session.add(_decision(reviews[key], meetings[key], days))
    session.flush()
    session.add_all(_cleanups(documents))


def _publish(session: Session, document: NormativeDocument, state: str = "in_force") -> None:
    session.add(document)
    for move in way_to(document, state):
        move.make(document, session)
    session.flush()


def _old(name: str, number: str, day: date, mayor: str) -> NormativeDocument:
    document = NormativeDocument.fresh(
        name=name, number=number, signed_by=mayor, published_on=day, channel="2", filed_on=day
    )
    document.screened_first = document.screened_second = day
    document.reviewed_first = document.reviewed_second = document.appraised_on = day
    return document


def _new(
    review: LegalityReview, meeting: Meeting, mayor: str, number: str, published: date
) -> NormativeDocument:
    sent = review.sent_on
    return NormativeDocument.fresh(
        name=review.subject,
        number=number,
        unified_number=f"TLZ-2024-{number[-2]}",
        department_id=review.department_id,
        opinions_from=sent.replace(month=sent.month - 1, day=1),
        opinions_to=sent.replace(month=sent.month - 1, day=28),
        opinions=6,
        screened_first=sent,
        screened_second=review.opinion_on,
        reviewed_first=review.opinion_on,
        reviewed_second=meeting.day,
        appraised_on=date(2024, 11, 20),
        review_id=review.id,
        meeting_id=meeting.id,
        signed_by=mayor,
        signed_on=meeting.day,
        published_on=published,
        channel="1,2",
    )


def _contract(review: LegalityReview, other: str, amount: int, day: date, mayor: str) -> Contract:
    return Contract.fresh(
        name=review.subject,
        number=f"TLHT2024-{day.month:02}",
        department_id=review.department_id,
        other_party=other,
        amount=amount,
        review_id=review.id,
        signed_on=day,
        signed_by=mayor,
        starts_on=day,
        ends_on=day.replace(year=day.year + 1),
    )


def _decision(review: LegalityReview, meeting: Meeting, days: list[date]) -> MajorDecision:
    people, expert, risk, published = days
    return MajorDecision.fresh(
        name=review.subject,
        department_id=review.department_id,
        started_on=people.replace(day=1),
        participation_on=people,
        participation="座谈会、公开征求意见",
        expert_on=expert,
        risk_on=risk,
        risk="低风险",
        review_id=review.id,
        meeting_id=meeting.id,
        decided_on=meeting.day,
        published_on=published,
        filed=True,
    )


def _cleanups(documents: list[NormativeDocument]) -> list[Any]:
    """Two rounds: the township's documents in May, those on enterprises in November."""
    market, fireworks, *new = documents
    first = CleanupRound.fresh(
        name="行政规范性文件全面清理",
        notice="关于开展行政规范性文件清理工作的通知",
        scope="截至2024年4月底镇政府制发的规范性文件",
        day=date(2024, 5, 24),
        published_on=date(2024, 5, 31),
    )
    first.documents = [
        CleanedDocument.fresh(document_id=market.id, outcome="1"),
        CleanedDocument.fresh(
            document_id=fireworks.id, outcome="3", reason="上位法已有明确规定，适用的情形不再存在"
        ),
        CleanedDocument.fresh(document_id=new[0].id, outcome="1"),
    ]
    second = CleanupRound.fresh(
        name="涉及优化营商环境的规范性文件专项清理",
        notice="关于清理涉及不平等对待企业规定的通知",
        scope="涉及市场主体的规范性文件",
        day=date(2024, 11, 15),
        published_on=date(2024, 11, 22),
    )
    second.documents = [
        CleanedDocument.fresh(document_id=one.id, outcome="1") for one in (market, *new)
    ]
    return [first, second]
