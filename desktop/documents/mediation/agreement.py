"""人民调解协议书: the written mediation agreement (人民调解法 art. 28-29), for signature in ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cn2an

from db.registers import Case
from db.registers.mediation import SETTLED
from db.store.kinds.money import in_capitals
from desktop.documents.form import Sheet
from desktop.documents.mediation.case_paper import (
    NO_DAY,
    SIGNS,
    CasePaper,
    mediators_of,
    signers,
    signs,
)
from desktop.documents.office_form import beside, day_of
from desktop.documents.page import AGREEMENT, Rendered, Signer, Style, filled
from desktop.documents.page import Sheet as PageSheet
from desktop.documents.pdfa import archival

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

TITLE = "人民调解协议书"
_CLOSER = AGREEMENT._replace(body=Style(size=12), pitch=21.0)
_WAYS = {"1": "即时履行", "2": "一次性限期履行", "3": "分期履行"}


def agreement(session: Session, case: Case, blank: str = "") -> Sheet:
    """The agreement of a case; with 草稿 across each page while something is missing.

    Copies are the parties and one for the committee, computed. The text of facts and terms is the
    mediators' own; nothing is added to it but each amount in capitals. Set in 14 pt, or in 12 pt
    where that saves a page; a blank stays large.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = () if blank else tuple(_missing(case, mediators_of(session, case)))
    paper = _set(session, case, missing, blank, AGREEMENT)
    done = paper.render()
    if done.pages > 1 and not blank:
        closer = _set(session, case, missing, blank, _CLOSER).render()
        done = min(done, closer, key=_pages)
    stamp = beside(done.places["seal"])
    copies = len(case.parties) + 1
    return Sheet(archival(done.pdf), paper.name, done.pages, missing, stamp, copies, paper.chain)


def _pages(done: Rendered) -> int:
    return done.pages


def _set(
    session: Session, case: Case, missing: Sequence[str], blank: str, sheet: PageSheet
) -> CasePaper:
    paper = CasePaper(
        session, TITLE, case, missing=missing, made=case.agreed_on, blank=blank, sheet=sheet
    )
    paper.head()
    paper.sides(day=case.agreed_on or case.registered_on)
    _body(paper, case)
    paper.signatures(
        signers(f"当事人{SIGNS}", [signs(party) for party in case.parties], "party"),
    )
    paper.signatures(
        [Signer("人民调解员（签名）：", "mediator"), Signer("记录人（签名）：", "recorder")],
        columns=2,
        office=paper.office,
        day=day_of(case.agreed_on) if case.agreed_on else NO_DAY,
    )
    return paper


def _missing(case: Case, mediators: Sequence[str]) -> Iterator[str]:
    """What the form and art. 29 demand before anyone signs."""
    if case.agreement_form == "oral":
        yield "口头协议不制作协议书"
    if case.state not in SETTLED or case.agreed_on is None:
        yield "尚未达成协议"
    for spec in ("facts", "performance_way"):
        if not getattr(case, spec):
            yield f"{Case.fields[spec].label}未填"
    if len(case.parties) < 2:
        yield "当事人不足两方"
    for party in case.parties:
        if not party.address:
            yield f"{party.name}的单位或住址未填"
    if not case.terms:
        yield "协议条款未填"
    if not mediators:
        yield "调解员未填"


def _body(paper: CasePaper, case: Case) -> None:
    paper.heading("纠纷主要事实、争议事项：")
    paper.written(case.facts, 7)
    paper.heading("经调解，自愿达成如下协议：")
    put_terms(paper, 14)
    paper.heading("履行方式、时限：")
    paper.written(performance(case), 4)
    if paper.blank:
        paper.paragraph(["本协议一式", filled("", 3), "份，当事人、人民调解委员会各持一份。"])
    else:
        copies = cn2an.an2cn(len(case.parties) + 1)
        paper.paragraph(f"本协议一式{copies}份，当事人、人民调解委员会各持一份。（以下空白）")
    paper.gap(10)


def put_terms(paper: CasePaper, lines: int) -> None:
    """The numbered terms, each amount with its capitals; ruled lines while there are none."""
    for place, term in enumerate(paper.case.terms, start=1):
        amount = ""
        if term.amount is not None:
            figures = Case.fields["amount"].kind.format(term.amount)
            amount = f"（金额{figures}元，大写：{in_capitals(term.amount)}）"
        paper.paragraph(f"{place}．{term.text}{amount}")
    if not paper.case.terms:
        paper.blank_lines(lines)


def performance(case: Case) -> str:
    """How and by when it is performed, as one sentence."""
    parts = [_WAYS.get(case.performance_way or "", "")]
    if case.performance_way != "1":
        parts += _days(case)
    if case.performance_place:
        parts.append(case.performance_place)
    words = "，".join(filter(None, parts))
    return f"{words}。" if words else ""


def _days(case: Case) -> Iterator[str]:
    """By when: each term's own day where the terms differ, and the last of all."""
    dated = {place: term.due_on for place, term in enumerate(case.terms, start=1) if term.due_on}
    whole, several = case.performance_due, len(set(dated.values())) > 1
    if several:
        yield "，".join(f"第{place}项至{day_of(day)}" for place, day in dated.items())
    last = whole or max(dated.values(), default=None)
    if last and not (several and last == max(dated.values())):
        yield f"{'全部' if several else ''}履行期限至{day_of(last)}"
