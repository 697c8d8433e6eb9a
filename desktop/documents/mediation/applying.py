"""人民调解申请书 and 人民调解受理登记表: how the dispute came to the committee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.documents.mediation.case_paper import (
    NO_DAY,
    SIGNS,
    CasePaper,
    called,
    hand_of,
    parties_of,
    signers,
)
from desktop.documents.office_form import day_of, finished, said, unfilled
from desktop.documents.page import AGREEMENT, MM, Run, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

APPLICATION, ACCEPTANCE = "人民调解申请书", "人民调解受理登记表"
_VOLUNTARY = "已经向我说明人民调解的有关规定，我自愿申请该委员会调解上述纠纷。"
_SOURCES = {"2": "①当事人申请", "1": "②人民调解委员会主动调解", "3": "③接受委托移送"}
_ITEM = re.compile(r"[（(]?(\d{1,2})[)）．.、]\s*(?!\d)")


def application(session: Session, case: Case, blank: str = "") -> Sheet:
    """What the applicant asks the committee for; signed by each applicant.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    applicants = parties_of(case, "1")
    missing = []
    if not blank:
        missing += [] if applicants else ["没有申请人"]
        missing += [] if parties_of(case, "2") else ["没有被申请人"]
        missing += unfilled(case, "summary", "claims")
        missing += [f"{party.name}的单位或住址未填" for party in applicants if not party.address]
    paper = CasePaper(
        session, APPLICATION, case, missing=missing, made=case.applied_on, blank=blank
    )
    paper.head(numbered=False)
    paper.sides("1", day=case.applied_on or case.registered_on)
    paper.sides("2", day=case.applied_on or case.registered_on)
    paper.heading("纠纷简要情况陈述：")
    paper.written(case.summary, 6)
    paper.heading("当事人申请事项：")
    for number, claim in enumerate(_claims(case), start=1):
        paper.paragraph(f"{number}．{claim}")
    if not case.claims:
        for label in ("1．", "2．", "3．"):
            paper.fields([(label, "")])
    paper.paragraph(f"{paper.office}{_VOLUNTARY}")
    paper.gap(8)
    paper.signatures(signers(f"申请人{SIGNS}", map(hand_of, applicants), "party"))
    paper.dated(case.applied_on)
    return finished(paper, missing)


def _claims(case: Case) -> list[str]:
    """One claim a line; numbers that people typed before all of them are not printed twice."""
    lines = [line.strip() for line in (case.claims or "").splitlines() if line.strip()]
    typed = [_ITEM.match(line) for line in lines]
    if all(match and int(match[1]) == place for place, match in enumerate(typed, start=1)):
        return [_ITEM.sub("", line, count=1) for line in lines]
    return lines


def acceptance(session: Session, case: Case, blank: str = "") -> Sheet:
    """The committee's registration of a case it took on, by whatever way it came.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = [] if blank else unfilled(case, "number", "accepted_on", "source", "summary")
    if not blank and len(case.parties) < 2:
        missing.append("当事人不足两方")
    paper = CasePaper(
        session,
        ACCEPTANCE,
        case,
        missing=missing,
        made=case.accepted_on,
        blank=blank,
        sheet=AGREEMENT._replace(top=22 * MM, bottom=22 * MM),
    )
    paper.head()
    day = day_of(case.accepted_on) if case.accepted_on else NO_DAY
    between: list[str | Run] = []
    for place, party in enumerate(case.parties):
        between += ["、"] * bool(place) + [filled(party.name, 0 if party.name else 8)]
    paper.paragraph([f"{day}，本人民调解委员会经当事人同意，调解", *between, "之间的纠纷。"])
    paper.fields([("纠纷类型：", said(case, "dispute_type"))])
    paper.paragraph(["案件来源：", *_sources(case)], align="left", hanging=5)
    paper.heading("纠纷简要情况：", indent=0)
    paper.written(case.summary, 7)
    paper.gap(8)
    seats = signers("当事人（签名）", [called(party) for party in case.parties], "party")
    paper.signatures(
        [*seats, *signers("登记人（签名）", [], "registrar")],
        office=f"{paper.office}（印章）",
        day=day,
    )
    paper.paragraph("备注：本表由人民调解委员会填写，不由当事人填写。", indent=0)
    return finished(paper, missing)


def _sources(case: Case) -> Iterator[Run]:
    """The three ways of the form, the case's own ticked, and who entrusted it; none is torn."""
    for code, words in _SOURCES.items():
        on = (case.source or "")[:1] == code
        whole = f"{'☑' if on else '□'}{words}{_referral(case) if on and code == '3' else ''}"
        yield Run(whole, least=len(whole) + 1)


def _referral(case: Case) -> str:
    told = "，".join(filter(None, (said(case, "source"), case.referred_by, case.referral_number)))
    return f"（{told}）" if told else ""
