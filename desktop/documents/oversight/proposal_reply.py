"""建议提案办理答复函: what was done about a proposal, and the form on which to judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers import Place
from desktop.documents.office_form import day_of, finished, office_of, said, ticks, unfilled
from desktop.documents.page import AGREEMENT, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Office, Proposal
    from desktop.documents.form import Papers, Sheet
    from desktop.documents.page import Text

TITLE = "建议提案办理答复函"
_SHORT = {"1": "建议", "2": "提案", "3": "议案"}
_WHO = {"1": "代表", "2": "委员", "3": "代表"}
_SHEET = AGREEMENT._replace(body=Style(size=15), pitch=27.0)
_TABLE = Style(size=12)
_ROOM = 120.0
"""Points for the deputy's own words."""


def proposal_reply(session: Session, proposal: Proposal) -> Sheet:
    """The answer to whoever leads the proposal, and the form to judge it by.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    issuer = _issuer(session, proposal, office)
    missing = unfilled(proposal, "replied_on", "result", "reply", "contact")
    paper = Document(
        f"{TITLE}（{proposal.called()}）",
        author=issuer,
        subject=proposal.reply_number or proposal.called(),
        sheet=_SHEET,
        watermark="草稿" if missing else "",
        made=proposal.replied_on,
    )
    _answer(paper, proposal, issuer)
    paper.new_page()
    _opinion(paper, proposal, issuer)
    return finished(paper, missing, copies=3)


PAPERS: Papers = {"proposal_reply": proposal_reply}


def _answer(paper: Document, proposal: Proposal, issuer: str) -> None:
    grade = said(proposal, "result").partition("：")[0]
    pairs: list[tuple[Text, Text]] = [("文号：", proposal.reply_number or "")]
    paper.fields([*pairs, ("办理结果类别：", grade)], columns=[1.3, 1])
    paper.gap(10)
    paper.title(f"关于{_which(proposal)}的答复")
    paper.paragraph(f"{_addressed(proposal)}：", indent=0)
    paper.paragraph(f"您提出的《{proposal.name}》收悉，现答复如下：")
    if proposal.reply:
        paper.paragraph(proposal.reply)
    else:
        paper.blank_lines(8)
    talks = "；".join(f"{said(talk, 'day')}{said(talk, 'way')}" for talk in proposal.talks)
    if talks:
        paper.paragraph(f"办理中与您沟通的情况：{talks}。")
    paper.paragraph("请在所附的征询意见表上填写您对办理的意见，寄回或者交还我们。")
    paper.gap(6)
    paper.fields([("联系人和电话：", proposal.contact or "")])
    paper.signatures([], office=issuer, day=day_of(proposal.replied_on))
    if proposal.handed_by:
        paper.paragraph(f"抄送：{proposal.handed_by}", indent=0)


def _opinion(paper: Document, proposal: Proposal, issuer: str) -> None:
    paper.title("建议提案办理征询意见表")
    widths = [2.4, 4.2, 2.4, 4.2]
    rows = [
        ("类型", said(proposal, "kind"), "编号", proposal.number or ""),
        ("届次", proposal.session or "", "领衔人", proposal.lead or ""),
        ("承办单位", issuer, "答复日期", _day(proposal)),
    ]
    table: list[list[Text | Cell]] = [_across("标题", proposal.name or "")]
    table += [[Cell(a, align="center"), b, Cell(c, align="center"), d] for a, b, c, d in rows]
    table += [
        _across("办理结果", said(proposal, "result")),
        _across("办理前沟通", "□面商　□电话　□座谈　□没有沟通"),
        _across("对办理结果", ticks(proposal, "opinion")),
    ]
    paper.table(table, widths=widths, style=_TABLE, least=32)
    paper.table(
        [[Cell("具体意见", align="center"), Cell("", place="words")]],
        widths=[2.4, 10.8],
        style=_TABLE,
        least=_ROOM,
    )
    paper.gap(10)
    paper.paragraph(
        "请在方框内打钩。评价为不满意的，承办单位将再次办理并重新答复。", indent=0, style=_TABLE
    )
    paper.signatures([Signer("代表、委员（签名）：", "deputy"), Signer("日期：", "day")], columns=2)


def _across(label: str, text: str) -> list[Text | Cell]:
    return [Cell(label, align="center"), Cell(text, span=3)]


def _which(proposal: Proposal) -> str:
    """镇第十三届人大第四次会议第12号建议."""
    words = _SHORT.get(proposal.kind, "建议")
    told = f"{proposal.session or ''}{proposal.number or ''}"
    return f"{told}{words}" if told else f"《{proposal.name}》"


def _addressed(proposal: Proposal) -> str:
    """王某等 3 名代表 by the names as they were typed; the lead with the title alone."""
    lead, title = proposal.lead or "", _WHO.get(proposal.kind, "代表")
    lead = lead if lead.endswith(title) else f"{lead}{title}"
    return f"{lead}等" if proposal.signers else lead


def _issuer(session: Session, proposal: Proposal, office: Office) -> str:
    """The unit in charge; without one the township's government."""
    if proposal.main_id is not None:
        place = session.get(Place, proposal.main_id)
        if place is not None:
            return place.name
    return f"{office.township}人民政府" if office.township else office.name


def _day(proposal: Proposal) -> str:
    return day_of(proposal.replied_on) if proposal.replied_on else ""
