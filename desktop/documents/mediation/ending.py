"""不予受理通知书, 终止调解通知书, 调解不成告知书: told where nothing was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.mediation.case_paper import (
    NO_DAY,
    CasePaper,
    called,
    parties_of,
    signers,
)
from desktop.documents.office_form import day_of, finished, said, unfilled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers import Case
    from db.registers.mediation import Party
    from desktop.documents.form import Sheet

REFUSAL, ENDING, FAILURE = "不予受理通知书", "终止调解通知书", "调解不成告知书"
_REFUSED_BY = {"1": "根据《中华人民共和国人民调解法》第十七条的规定，"}
_ENDED_BY = {
    "1": "根据《中华人民共和国人民调解法》第二十三条的规定，",
    "2": "根据《中华人民共和国人民调解法》第二十三条的规定，",
    "4": "根据《中华人民共和国人民调解法》第二十五条的规定，",
    "6": "根据《中华人民共和国人民调解法》第二十六条的规定，",
}
"""The article behind a reason, where the Act has one for it."""
_ROUTES = "仲裁、行政、司法等途径"


class _Notice(NamedTuple):
    """What is told, to whom and when; ``missing`` makes it a draft."""

    title: str
    told: Sequence[Party]
    paragraphs: Sequence[str]
    day: date | None
    missing: Sequence[str]


def refusal(session: Session, case: Case) -> Sheet:
    """The committee does not take the dispute on; told to whoever asked for it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    told = parties_of(case, "1") or list(case.parties)
    missing = unfilled(case, "refusal_reason", "refused_on")
    missing += [] if told else ["没有当事人"]
    you = _you(told)
    others = "、".join(party.name for party in case.parties if party not in told)
    about = f"与{others}之间的纠纷" if others else "的纠纷"
    asked = f"于{day_of(case.applied_on or case.registered_on)}申请调解{about}"
    law = _REFUSED_BY.get(case.refusal_reason or "", "")
    words = (
        f"{you}{asked}。经审查，{law}因{said(case, 'refusal_reason') or '＿＿＿＿'}，"
        "本委员会决定不予受理。"
    )
    routes = (
        f"{you}可以依法通过{_ROUTES}维护自己的权利（人民调解法第三条）。"
        "人民调解委员会调解民间纠纷不收取任何费用。"
    )
    return _sent(session, case, _Notice(REFUSAL, told, (words, routes), case.refused_on, missing))


def ending(session: Session, case: Case) -> Sheet:
    """The mediation ends without an agreement for a reason; tells the other routes (art. 26).

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = unfilled(case, "number", "ending_reason", "ended_on")
    law = _ENDED_BY.get(case.ending_reason or "", "")
    words = (
        f"{_accepted(case)}调解过程中，因{said(case, 'ending_reason') or '＿＿＿＿'}，"
        f"{law}本委员会决定自{day_of(case.ended_on)}起终止调解。"
    )
    told = case.parties
    return _sent(
        session, case, _Notice(ENDING, told, (words, _other(case)), case.ended_on, missing)
    )


def failure(session: Session, case: Case) -> Sheet:
    """Mediated, and no agreement reached: the parties are told the other routes (art. 26).

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = unfilled(case, "number", "ended_on", "other_routes")
    held = f"经{len(case.meetings)}次调解，" if case.meetings else "经调解，"
    words = (
        f"{_accepted(case)}{held}各方未能达成调解协议。"
        "根据《中华人民共和国人民调解法》第二十六条的规定，"
        f"本委员会自{day_of(case.ended_on)}起终止调解。"
    )
    told = case.parties
    return _sent(
        session, case, _Notice(FAILURE, told, (words, _other(case)), case.ended_on, missing)
    )


def _you(told: Sequence[Party]) -> str:
    if len(told) > 1:
        return "你们"
    return "你单位" if told and told[0].kind == "organization" else "你"


def _accepted(case: Case) -> str:
    return (
        f"你们之间的{said(case, 'dispute_type') or '纠纷'}，"
        f"本委员会于{day_of(case.accepted_on)}受理。"
    )


def _other(case: Case) -> str:
    """The routes told to these parties, or those of the Act."""
    routes = f"，已告知的途径为：{case.other_routes}" if case.other_routes else ""
    return (
        f"你们可以依法通过{_ROUTES}维护自己的权利（人民调解法第二十六条）{routes}。"
        "在此期间请保持冷静，不要采取可能激化矛盾的行为。"
    )


def _sent(session: Session, case: Case, notice: _Notice) -> Sheet:
    """Title, to whom, what, seal; below it each one's receipt. A copy for each and the dossier."""
    day = notice.day
    paper = CasePaper(session, notice.title, case, missing=notice.missing, made=day)
    paper.head(numbered=case.number_no is not None)
    paper.paragraph("、".join(party.name for party in notice.told) + "：", indent=0)
    paper.paragraph(*notice.paragraphs)
    told = notice.title == FAILURE
    paper.paragraph("特此告知。" if told else "特此通知。")
    paper.gap(16)
    paper.signatures([], office=paper.office, day=day_of(day) if day else NO_DAY)
    paper.gap(16)
    paper.rule()
    paper.paragraph(f"本{'告知书' if told else '通知书'}已经收到。", indent=0)
    hands = [called(party) for party in notice.told]
    paper.signatures(signers("收件人（签名）", hands, "receiver"))
    paper.dated(None)
    return finished(paper, notice.missing, copies=len(notice.told) + 1)
