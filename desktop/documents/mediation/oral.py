"""人民调解口头协议登记表: what was agreed by word of mouth (人民调解法 art. 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation import SETTLED
from desktop.documents.mediation.agreement import performance, put_terms
from desktop.documents.mediation.case_paper import NO_DAY, RECORD, CasePaper, mediators_of
from desktop.documents.office_form import day_of, finished, unfilled
from desktop.documents.page import AGREEMENT, Signer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

TITLE = "人民调解口头协议登记表"


def oral_agreement(session: Session, case: Case, blank: str = "") -> Sheet:
    """What was agreed by word of mouth; the committee fills it in, the parties do not sign.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = () if blank else tuple(_missing(session, case))
    sheet = AGREEMENT if blank else RECORD
    paper = CasePaper(
        session, TITLE, case, missing=missing, made=case.agreed_on, blank=blank, sheet=sheet
    )
    paper.head(numbered=bool(blank))
    if not blank:
        paper.paragraph(f"编号：{case.oral_number or ''}", align="right")
    paper.sides(day=case.agreed_on or case.registered_on)
    paper.heading("纠纷主要事实、争议事项：")
    paper.written(case.facts, 7)
    paper.heading("口头协议内容：")
    put_terms(paper, 12)
    paper.heading("履行方式、时限：")
    paper.written(performance(case), 3)
    paper.gap(10)
    paper.signatures(
        [Signer("人民调解员（签名）：", "mediator"), Signer("记录人（签名）：", "recorder")],
        columns=2,
        office=f"{paper.office}（印章）",
        day=day_of(case.agreed_on) if case.agreed_on else NO_DAY,
    )
    paper.paragraph(
        "备注：本表由人民调解委员会填写。口头协议自各方当事人达成协议之日起生效。", indent=0
    )
    return finished(paper, missing)


def _missing(session: Session, case: Case) -> Iterator[str]:
    if case.state not in SETTLED or case.agreed_on is None:
        yield "尚未达成协议"
    yield from unfilled(case, "oral_number", "facts", "performance_way", "terms")
    if len(case.parties) < 2:
        yield "当事人不足两方"
    if not mediators_of(session, case):
        yield "调解员未填"
