"""Proposals with both readings of satisfaction, petitions, legal cases, screenings."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import func

from db.figures.catalogue.coded import for_each
from db.figures.figure import Basis, Condition, Figure
from db.figures.measures import COUNT, Ratio, Sum, has_row
from db.registers import LegalCase, Petition, Proposal, Screening
from db.registers.oversight import FACE_TO_FACE, LOST, RECONSIDERATION, DeputyTalk

_HANDED = Basis("handed", "交办", (Proposal.handed_on,))
_CAME = Basis("received", "收到", (Petition.received_on,))
_ACCEPTED = Basis("accepted", "受理", (LegalCase.accepted_on,))
_DECIDED = Basis("decided", "结案", (LegalCase.decided_on,))
_HEARD = Basis("heard", "开庭", (LegalCase.heard_on,))
_SCREENED = Basis("day", "排查", (Screening.day,))
_OPINION = func.coalesce(Proposal.second_opinion, Proposal.opinion)
"""What the deputy said last: after a second handling, of that."""


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _proposals()
    yield from _petitions()
    yield from _legal_cases()
    yield from _screenings()


def _proposals() -> Iterator[Figure]:
    total = Figure(
        code="proposals.total",
        name="承办建议提案",
        unit="件",
        cls=Proposal,
        measure=COUNT,
        tests=(Condition("没有作为交办不当退回", Proposal.returned_on.is_(None)),),
        bases=(_HANDED,),
        note="交办不当退回的不计",
    )
    yield total
    yield from for_each(
        replace(total, code="proposals.kind.*", name="承办建议提案：*", note=""),
        "proposal_kind",
        "类型",
        Proposal.kind.in_,
    )
    face_to_face = has_row(Proposal, DeputyTalk, DeputyTalk.way.in_(FACE_TO_FACE))
    met = _such(total, "met", "与代表、委员面商过的建议提案", "有当面沟通的记录", face_to_face)
    replied = _such(total, "replied", "答复的建议提案", "已答复", Proposal.replied_on.is_not(None))
    rated = _such(replied, "rated", "征询到评价的建议提案", "征询到评价", _OPINION.is_not(None))
    satisfied, strictly = (
        _such(rated, code, f"评价为{said}的建议提案", f"最后的评价为{said}", _OPINION.in_(grades))
        for code, said, grades in (
            ("satisfied", "满意或基本满意", ("1", "2")),
            ("strictly_satisfied", "满意", ("1",)),
        )
    )
    yield from (met, replied, rated, satisfied, strictly)
    for code, name, part, whole, note in (
        ("reply_rate", "办复率", replied, total, "答复 ÷ 交办，退回的不计"),
        ("meeting_rate", "面商率", met, total, "当面沟通过的 ÷ 交办，退回的不计"),
        ("satisfaction_rate", "满意率", satisfied, rated, "满意和基本满意 ÷ 征询到评价的"),
        ("satisfaction_strict_rate", "完全满意率", strictly, rated, "满意 ÷ 征询到评价的"),
    ):
        yield replace(
            total,
            code=f"proposals.{code}",
            name=f"建议提案{name}",
            unit="%",
            measure=Ratio(part, whole),
            tests=(),
            note=f"{note}；没有的没有率",
        )


def _such(of: Figure, code: str, name: str, said: str, test: Any) -> Figure:
    """Those of a figure that meet one test more."""
    room = of.code.partition(".")[0]
    tests = (*of.tests, Condition(said, test))
    return replace(of, code=f"{room}.{code}", name=name, tests=tests, note="")


def _petitions() -> Iterator[Figure]:
    total = Figure(
        code="petitions.total",
        name="信访事项",
        unit="件",
        cls=Petition,
        measure=COUNT,
        bases=(_CAME,),
    )
    handled = Condition("已办结", Petition.handled_on.is_not(None))
    closed = replace(total, code="petitions.closed", name="办结的信访事项", tests=(handled,))
    yield from (total, closed)
    yield replace(
        total, code="petitions.persons", name="信访人数", unit="人次",
        measure=Sum(Petition.persons),
    )  # fmt: skip
    yield replace(
        total,
        code="petitions.closed_rate",
        name="信访事项办结率",
        unit="%",
        measure=Ratio(closed, total),
        note="本期收到的事项中办结的；没有信访的没有率",
    )


def _legal_cases() -> Iterator[Figure]:
    litigated = Condition("是行政诉讼", LegalCase.kind != RECONSIDERATION)
    reconsidered = Figure(
        code="legal_cases.reconsideration",
        name="行政复议",
        unit="件",
        cls=LegalCase,
        measure=COUNT,
        tests=(Condition("是行政复议", LegalCase.kind == RECONSIDERATION),),
        bases=(_ACCEPTED,),
        zero_printed=True,
    )
    litigation = replace(
        reconsidered, code="legal_cases.litigation", name="行政诉讼", tests=(litigated,)
    )
    yield from (reconsidered, litigation)
    lost = replace(
        reconsidered,
        code="legal_cases.lost",
        name="被撤销、变更、确认违法或责令履行的案件",
        tests=(Condition("结果为纠正行政行为", LegalCase.result.in_(LOST)),),
        bases=(_DECIDED,),
        note="按结案的日期统计",
    )
    yield lost
    corrected = Condition("已纠正", LegalCase.corrected_on.is_not(None))
    yield replace(
        lost,
        code="legal_cases.corrected",
        name="已按决定或判决纠正的案件",
        tests=(*lost.tests, corrected),
    )
    yield from _hearings(litigation)


def _hearings(litigation: Figure) -> Iterator[Figure]:
    heard = replace(
        litigation, code="legal_cases.heard", name="开庭的行政诉讼", bases=(_HEARD,),
        zero_printed=False,
    )  # fmt: skip
    present = replace(
        heard,
        code="legal_cases.head_present",
        name="负责人出庭的行政诉讼",
        tests=(*heard.tests, Condition("负责人出庭", LegalCase.head_present.is_(True))),
    )
    yield from (heard, present)
    yield replace(
        heard,
        code="legal_cases.head_present_rate",
        name="负责人出庭率",
        unit="%",
        measure=Ratio(present, heard),
        note="负责人出庭 ÷ 开庭的行政诉讼；没有开庭的没有率",
    )


def _screenings() -> Iterator[Figure]:
    total = Figure(
        code="screenings.total",
        name="排查纠纷",
        unit="次",
        cls=Screening,
        measure=COUNT,
        bases=(_SCREENED,),
    )
    yield total
    for code, name, unit, column in (
        ("found", "排查发现矛盾纠纷", "件", Screening.found),
        ("resolved", "排查当场化解", "件", Screening.settled),
        ("turned", "排查转为调解", "件", Screening.turned),
        ("prevented", "预防纠纷", "件", Screening.prevented),
        ("people", "参加排查", "人次", Screening.people),
    ):
        yield replace(total, code=f"screenings.{code}", name=name, unit=unit, measure=Sum(column))
