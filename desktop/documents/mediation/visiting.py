"""人民调解回访记录: how the agreement is kept, asked on a return visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation import Visit
from desktop.documents.mediation.case_paper import CasePaper, agreement_number, signers
from desktop.documents.office_form import day_of, finished, said, ticks, unfilled
from desktop.documents.page import Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

TITLE = "人民调解回访记录"
_SMALL = Style(size=10.5)
_LINES = 9
"""As many as leave the blank on one page."""


def visit_records(session: Session, case: Case, blank: str = "") -> Sheet:
    """One record for each return visit, each on a page of its own; the visitor signs.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    visits = list(case.visits) or [Visit.fresh(visited="")]
    missing = [] if blank else _missing(case)
    made = max((visit.visited_on for visit in case.visits), default=None)
    paper = CasePaper(session, TITLE, case, missing=missing, made=made, blank=blank)
    for place, visit in paper.page_each(visits, numbered=False):
        _one(paper, visit, place, session)
    return finished(paper, missing)


def _missing(case: Case) -> list[str]:
    if not case.visits:
        return ["没有登记回访"]
    return [
        f"{visit.visited_on.isoformat()}的回访：{words}"
        for visit in case.visits
        for words in unfilled(visit, "performance", "satisfaction", "text", "visitor_id")
    ]


def _one(paper: CasePaper, visit: Visit, place: int, session: Session) -> None:
    case = paper.case
    paper.fields([("当事人：", visit.visited)])
    paper.fields([("调解协议编号：", agreement_number(case))])
    paper.fields([("回访事由：", "" if paper.blank else case.named())])
    day = "" if paper.blank else day_of(visit.visited_on)
    paper.fields([("回访时间：", day)])
    paper.fields([("回访方式：", said(visit, "way") or ticks(visit, "way"))])
    paper.heading("回访情况：", indent=0)
    paper.paragraph(f"履行情况：{ticks(visit, 'performance')}", indent=0)
    paper.paragraph(f"满意程度：{ticks(visit, 'satisfaction')}", indent=0)
    if paper.blank:
        words = "（记明履行情况，有无诉讼及裁判结果，有无错误调解、激化或者隐患，采取的措施）"
        paper.paragraph(words, indent=0, style=_SMALL)
    paper.written(visit.text, _LINES)
    paper.gap(10)
    visitor = said(visit, "visitor_id", session)
    paper.signatures(signers("回访人（签名）", [visitor], f"visitor:{place}"))
    paper.dated(visit.visited_on)
