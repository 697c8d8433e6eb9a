"""法律援助审查表 with the station's preliminary opinion, and the letter that forwards the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.legal_aid.ruled import (
    SHEET,
    SMALL,
    Ruled,
    box,
    dated,
    label,
    money,
    named,
    nobody,
    numbered,
    ticked,
    value,
)
from desktop.documents.office_form import day_of, finished, office_of, said, unfilled
from desktop.documents.page import Document, Run, Signer, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import LegalAid
    from desktop.documents.form import Sheet
    from desktop.documents.legal_aid.ruled import Entry

EXAMINATION = "法律援助审查表"
LETTER = "法律援助申请转交函"
SLIP = "法律援助申请转交函回执"


def examination(session: Session, aid: LegalAid) -> Sheet:
    """The examination sheet: the station fills its opinion, the agency decides below by hand.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = [
        *unfilled(aid, "number"),
        *nobody(aid),
        *unfilled(aid, "facts", "opinion", "opinion_reason", "reviewed_on", "reviewer_id"),
    ]
    form = Ruled(
        named(EXAMINATION, aid),
        EXAMINATION,
        office,
        number=numbered(aid),
        missing=missing,
        made=aid.reviewed_on,
    )
    _case(form, aid)
    form.block("案情概述", aid.facts or "", high=60)
    form.rows(*_means(aid, session))
    form.block("初审意见", ticked(aid, "opinion"))
    form.block("初审理由", aid.opinion_reason or "", high=44)
    form.rows(
        [
            label("初审人"), value(said(aid, "reviewer_id", session), 4),
            label("初审日期"), value(said(aid, "reviewed_on"), 4),
        ],
    )  # fmt: skip
    form.paper.paragraph(
        "以上为本站的初步意见，是否给予法律援助由法律援助机构决定（法律援助法第四十三条）。",
        style=SMALL,
        indent=0,
    )
    form.paper.signatures(
        [Signer("初审人（签名）：", "reviewer"), Signer("负责人（签名）：", "head")],
        columns=2,
        office=office.name,
        day=day_of(aid.reviewed_on),
    )
    form.rows(
        [
            label("法律援助\n机构意见"),
            value(_agency_signs(), 10),
        ],
        high=76,
    )
    return finished(form.paper, missing)


def _agency_signs() -> list[str | Run]:
    reviewer: list[str | Run] = ["\n　　审查人：", filled("", 7), "　　负责人：", filled("", 7)]
    return [*reviewer, "\n", Run("", least=16), dated()]


def _case(form: Ruled, aid: LegalAid) -> None:
    form.rows(
        [
            label("申请人"), value(aid.who(), 3),
            label("身份证号"), value(aid.id_number or aid.no_id_reason or "", 5),
        ],
        [label("人员类别"), value(said(aid, "categories") or said(aid, "primary_category"), 10)],
        [
            label("案由"), value(said(aid, "cause"), 4),
            label("案件性质"), value(ticked(aid, "nature"), 4),
        ],
        [
            label("申请日期"), value(said(aid, "applied_on"), 4),
            label("接收日期"), value(said(aid, "received_on"), 4),
        ],
        [label("援助形式"), value(said(aid, "aid_form"), 10)],
    )  # fmt: skip


def _means(aid: LegalAid, session: Session) -> Iterator[list[Entry]]:
    if aid.no_condition is not None:
        words = f"不审查经济困难（法律援助法第三十二条）：{said(aid, 'no_condition')}"
        yield [label("经济状况\n审查"), value(words, 10)]
        return
    if aid.exemption is not None:
        proof = f"；{aid.exemption_proof}" if aid.exemption_proof else ""
        words = f"免予核查（法律援助法第四十二条）：{said(aid, 'exemption')}{proof}"
        yield [label("经济状况\n审查"), value(words, 10)]
        return
    yield [
        label("经济状况\n审查"),
        value(f"人均月收入：{money(aid, 'per_head_income') or '待补'}", 5),
        value(f"标准：{money(aid, 'standard_amount') or '待补'}", 5),
    ]
    yield [
        label("核查方式"), value(said(aid, "check_way"), 3),
        label("核查人"), value(said(aid, "checked_by_id", session), 2),
        value(
            [box(aid.within_standard is True, "以内"), box(aid.within_standard is False, "高于")],
            3,
        ),
    ]  # fmt: skip


def forwarding(session: Session, aid: LegalAid) -> Sheet:
    """The letter to the agency with the list of enclosures, and the slip it sends back.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(aid, "number", "agency", "forwarded_on", "opinion", "materials")
    paper = Document(
        named(LETTER, aid),
        author=office.name,
        subject=numbered(aid),
        sheet=SHEET._replace(pitch=23.0, body=SHEET.body._replace(size=13)),
        watermark="草稿" if missing else "",
        made=aid.forwarded_on,
    )
    paper.title(LETTER, size=20.0, after=4.0)
    paper.paragraph(aid.forwarding_number or numbered(aid), align="right")
    paper.paragraph(f"{aid.agency or '（受理的法律援助机构）'}：", indent=0)
    paper.paragraph(
        f"{aid.who()}因{said(aid, 'cause')}一案，于{day_of(aid.applied_on)}向本站申请法律援助，"
        f"申请形式为{said(aid, 'aid_form') or '（未填）'}。"
        f"本站于{day_of(aid.received_on)}收到申请材料，经初步审查，"
        f"意见为：{said(aid, 'opinion') or '（未填）'}。"
        "现将申请材料转交贵单位，请依法审查决定，并将结果告知本站。"
    )
    if aid.urgent:
        paper.paragraph(f"本案情况紧急（{said(aid, 'urgent_ground')}），请予先行提供法律援助。")
    papers = [f"{row.name}（{said(row, 'form')}，{row.copies}份）" for row in aid.materials]
    if not any("申请表" in row.name for row in aid.materials):
        papers.insert(0, "法律援助申请表（1 份）")
    papers.append("法律援助审查表（1 份）")
    for place, text in enumerate(papers, start=1):
        paper.paragraph(
            f"{'附件：' if place == 1 else ''}{place}．{text}", indent=2 if place == 1 else 5
        )
    paper.paragraph(f"联系人：{said(aid, 'reviewer_id', session)}　电话：{office.phone or ''}")
    paper.signatures([], office=office.name, day=day_of(aid.forwarded_on))
    _slip(paper, aid, office.name)
    return finished(paper, missing, copies=2)


def _slip(paper: Document, aid: LegalAid, office: str) -> None:
    """The receipt slip under a line to cut along; it stays whole on one page."""
    paper.hold()
    paper.paragraph("✂" + " －" * 24, align="center", style=SMALL)
    paper.paragraph(SLIP, align="center", style=SHEET.body._replace(size=15).bold)
    paper.paragraph(f"{office}：", indent=0)
    paper.paragraph(
        [
            f"你单位转交的{aid.who()}的法律援助申请（{numbered(aid)}）及附件，已于",
            filled("", 3), "年", filled("", 2), "月", filled("", 2), "日收到。",
        ]
    )  # fmt: skip
    paper.paragraph(["收件人（签名）：", filled("", 8), "　　（单位印章）"], align="right")
