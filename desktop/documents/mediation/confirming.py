"""司法确认申请书: the parties together ask a court to confirm (人民调解法 art. 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.deadlines import last_day, rules
from db.registers.mediation import confirmable
from desktop.documents.mediation.case_paper import (
    RECORD,
    CasePaper,
    agreement_number,
    hand_of,
    signers,
)
from desktop.documents.office_form import day_of, finished, said, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Case
    from db.registers.mediation import Party
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

TITLE = "司法确认申请书"
_Row = tuple[list[tuple["Text", "Text"]], list[float]]
_VOLUNTARY = (
    "申请人共同声明：上述调解协议是在平等、自愿的基础上达成的，是各方真实的意思表示，内容不违反法律的"
    "强制性规定，不损害国家利益、社会公共利益和他人的合法权益，不违背公序良俗。申请人自愿共同申请司法确认，"
    "所提交的材料真实、完整。"
)


def confirmation(session: Session, case: Case) -> Sheet:
    """The joint application; whoever a party is, person or unit, decides its block and its proofs.

    One copy goes to the court, one stays in the dossier.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = tuple(_missing(case))
    paper = CasePaper(
        session, TITLE, case, missing=missing, made=case.confirmation_applied_on, sheet=RECORD
    )
    paper.head(numbered=False)
    for number, party in enumerate(case.parties, start=1):
        _applicant(paper, party, number)
    paper.heading("请求事项：")
    paper.paragraph(_asked(paper))
    paper.heading("事实和理由：")
    paper.paragraph(_grounds(paper), _in_time(session, case), _VOLUNTARY)
    paper.paragraph("此致")
    paper.hold(1)
    paper.paragraph(case.confirmation_court or "＿＿＿＿人民法院", indent=0)
    paper.heading("附件：")
    for number, words in enumerate(_enclosures(paper), start=1):
        paper.paragraph(f"{number}．{words}")
    paper.gap(8)
    hands = [hand_of(party) for party in case.parties]
    paper.signatures(signers("申请人（签名、盖章或按指印）", hands, "party"))
    paper.dated(case.confirmation_applied_on)
    return finished(paper, missing, copies=2)


def _missing(case: Case) -> Iterator[str]:
    if not confirmable(case):
        yield (
            "协议尚未生效"
            if case.effective() is None
            else "涉及身份关系或者权属确认，不能申请司法确认"
        )
    yield from unfilled(case, "confirmation_court", "confirmation_applied_on")
    if len(case.parties) < 2:
        yield "当事人不足两方"
    for party in case.parties:
        wanted = ["phone"]
        wanted += [] if party.service_address else ["address"]
        if party.kind == "organization":
            wanted += ["credit_code", "representative"]
        elif not party.no_id_reason:
            wanted.append("id_number")
        yield from (f"{party.name}的{words}" for words in unfilled(party, *wanted))


def _applicant(paper: CasePaper, party: Party, number: int) -> None:
    rows = _unit(party, number) if party.kind == "organization" else _person(party, number)
    for pairs, shares in rows:
        paper.fields(pairs, columns=shares)
    paper.fields([("送达地址：", party.service_address or party.address or "")])
    if party.agent:
        paper.fields(
            [("委托代理人：", party.agent), ("联系电话：", party.agent_phone or "")], columns=2
        )
    paper.gap(4)


def _person(party: Party, number: int) -> Iterator[_Row]:
    yield (
        [
            (f"申请人{number}：", party.name),
            ("性别：", said(party, "sex")),
            ("民族：", said(party, "ethnic_group")),
        ],
        [3, 1.4, 2.2],
    )
    identity = party.id_number or party.no_id_reason or ""
    yield [("出生日期：", said(party, "born_on")), ("身份证号：", identity)], [2.4, 3]
    yield [("职业：", party.occupation or ""), ("联系电话：", party.phone or "")], [2.4, 3]
    yield [("住址：", party.address or "")], [1]


def _unit(party: Party, number: int) -> Iterator[_Row]:
    yield [(f"申请人{number}（单位）：", party.name)], [1]
    code, phone = party.credit_code or "", party.phone or ""
    yield [("统一社会信用代码：", code), ("联系电话：", phone)], [3.6, 2.4]
    yield (
        [
            ("法定代表人：", party.representative or ""),
            ("职务：", party.representative_post or ""),
        ],
        [3, 2.4],
    )
    yield [("住所地：", party.address or "")], [1]


def _agreement(paper: CasePaper) -> str:
    form = "口头协议" if paper.case.agreement_form == "oral" else "人民调解协议"
    number = agreement_number(paper.case)
    return f"{number}{form}" if number else form


def _asked(paper: CasePaper) -> str:
    day = day_of(paper.case.agreed_on)
    return f"请求依法确认申请人于{day}经{paper.office}调解达成的{_agreement(paper)}有效。"


def _grounds(paper: CasePaper) -> str:
    case = paper.case
    names = "、".join(party.name for party in case.parties)
    facts = (case.facts or case.summary or "").strip().rstrip("。")
    about = f"基本情况：{facts}。" if facts else ""
    return (
        f"{names}因{said(case, 'dispute_type') or '民间纠纷'}，由{paper.office}主持调解，"
        f"于{day_of(case.agreed_on)}自愿达成协议，协议内容见附件。{about}"
    )


def _in_time(session: Session, case: Case) -> str:
    """From when the agreement binds, and until when it may be brought before the court."""
    effective = case.effective()
    rule = rules()["confirmation"]
    if effective is None:
        return f"依照{rule.basis}的规定，共同提出申请。"
    last = last_day(session, "confirmation", effective)
    return (
        f"协议自{day_of(effective)}起生效。依照{rule.basis}的规定，申请人自协议生效之日起"
        f"{rule.length.replace(' ', '')}内共同提出申请，期限的最后一日为{day_of(last.day)}。"
    )


def _enclosures(paper: CasePaper) -> Iterator[str]:
    """What the court wants to see (domain/mediation.md 1.15)."""
    case = paper.case
    oral = case.agreement_form == "oral"
    yield f"{'人民调解口头协议登记表' if oral else '人民调解协议书'}，编号{agreement_number(case)}"
    yield f"{paper.office}主持调解的证明"
    for party in case.parties:
        if party.kind == "organization":
            yield f"{party.name}的统一社会信用代码证书（营业执照）复印件、法定代表人身份证明"
        else:
            yield f"{party.name}的身份证明复印件"
    for party in case.parties:
        if party.agent:
            yield f"{party.name}的授权委托书、代理人{party.agent}的身份证明复印件"
    yield "与协议有关的财产权利证明（涉及的附）"
