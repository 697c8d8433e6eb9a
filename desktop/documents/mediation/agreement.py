"""人民调解协议书: the written mediation agreement (人民调解法 art. 28-29), for signature in ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cn2an
from sqlalchemy import select

from db.registers import Case, Committee, Mediator
from db.registers.mediation import SETTLED
from db.store.kinds.money import in_capitals
from desktop.documents.form import Sheet
from desktop.documents.office_form import beside, day_of, said
from desktop.documents.page import AGREEMENT, Document, Rendered, Signer, Style, Text
from desktop.documents.page import Sheet as PageSheet
from desktop.documents.pdfa import archival

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers.mediation import Party

TITLE = "人民调解协议书"
_CLOSER = AGREEMENT._replace(body=Style(size=12), pitch=21.0)
_WAYS = {"1": "即时履行", "2": "一次性限期履行", "3": "分期履行"}


def agreement(session: Session, case: Case) -> Sheet:
    """The agreement of a case; with 草稿 across each page while something is missing.

    Copies are the parties and one for the committee, computed. The text of facts and terms is the
    mediators' own; nothing is added to it but each amount in capitals. Set in 14 pt, or in 12 pt
    where that saves a page.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    committee = session.get(Committee, case.committee_id) if case.committee_id else None
    office = committee.name if committee else "人民调解委员会"
    missing = tuple(_missing(case, _mediators(session, case)))
    name = TITLE + (case.written_number() or f"（{case.named()}）")
    done = _set(case, name, office, missing, AGREEMENT)
    if done.pages > 1:
        closer = _set(case, name, office, missing, _CLOSER)
        done = min(done, closer, key=lambda rendered: rendered.pages)
    stamp = beside(done.places["seal"])
    return Sheet(archival(done.pdf), name, done.pages, missing, stamp, len(case.parties) + 1)


def _set(case: Case, name: str, office: str, missing: Sequence[str], sheet: PageSheet) -> Rendered:
    paper = Document(
        name,
        author=office,
        subject=case.named(),
        watermark="草稿" if missing else "",
        made=case.agreed_on,
        sheet=sheet,
    )
    paper.title(TITLE)
    paper.paragraph(f"编号：{case.written_number() or ''}", align="right")
    _parties(paper, case)
    _body(paper, case)
    paper.signatures(
        [
            Signer(f"{said(party, 'role')}{party.name}（签名、盖章或按指印）：", f"party:{place}")
            for place, party in enumerate(case.parties, start=1)
        ]
    )
    paper.signatures(
        [Signer("人民调解员（签名）：", "mediator"), Signer("记录人（签名）：", "recorder")],
        columns=2,
        office=office,
        day=day_of(case.agreed_on) if case.agreed_on else "　　年　月　日",
    )
    return paper.render()


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


def _parties(paper: Document, case: Case) -> None:
    day = case.agreed_on or case.registered_on
    for party in case.parties:
        rows = _organization(party) if party.kind == "organization" else _person(party, day)
        for pairs, shares in rows:
            paper.fields(pairs, columns=shares)
    paper.gap(8)


_Row = tuple[list[tuple[Text, Text]], list[float]]


def _person(party: Party, day: date) -> Iterator[_Row]:
    age = party.age(day)
    yield (
        [
            (f"{said(party, 'role')}：", party.name),
            ("性别：", said(party, "sex")),
            ("民族：", said(party, "ethnic_group")),
            ("年龄：", "" if age is None else str(age)),
        ],
        [4.2, 2, 2.7, 2],
    )
    yield (
        [("职业或职务：", party.occupation or ""), ("联系方式：", party.phone or "")],
        [1, 1],
    )
    yield [("单位或住址：", party.address or "")], [1]
    yield from _agent(party)


def _organization(party: Party) -> Iterator[_Row]:
    yield [(f"{said(party, 'role')}（单位）：", party.name)], [1]
    yield (
        [
            ("法定代表人：", party.representative or ""),
            ("职务：", party.representative_post or ""),
            ("联系方式：", party.phone or ""),
        ],
        [3, 2.2, 4.2],
    )
    yield [("单位地址：", party.address or "")], [1]
    yield from _agent(party)


def _agent(party: Party) -> Iterator[_Row]:
    if party.agent:
        yield (
            [("委托代理人：", party.agent), ("联系方式：", party.agent_phone or "")],
            [1, 1],
        )


def _body(paper: Document, case: Case) -> None:
    paper.heading("纠纷主要事实、争议事项：")
    paper.paragraph(case.facts or "")
    paper.heading("经调解，自愿达成如下协议：")
    for place, term in enumerate(case.terms, start=1):
        amount = ""
        if term.amount is not None:
            figures = Case.fields["amount"].kind.format(term.amount)
            amount = f"（金额{figures}元，大写：{in_capitals(term.amount)}）"
        paper.paragraph(f"{place}．{term.text}{amount}")
    paper.heading("履行方式、时限：")
    paper.paragraph(_performance(case))
    copies = cn2an.an2cn(len(case.parties) + 1)
    paper.paragraph(f"本协议一式{copies}份，当事人、人民调解委员会各持一份。（以下空白）")
    paper.gap(10)


def _performance(case: Case) -> str:
    way = _WAYS.get(case.performance_way or "", "")
    parts = [way]
    if case.performance_due and case.performance_way != "1":
        parts.append(f"履行期限至{day_of(case.performance_due)}")
    if case.performance_place:
        parts.append(case.performance_place)
    return "，".join(filter(None, parts)) + "。"


def _mediators(session: Session, case: Case) -> list[str]:
    ids = [row.mediator_id for row in case.mediators]
    rows = session.execute(select(Mediator.id, Mediator.name).where(Mediator.id.in_(ids)))
    found = {row.id: row.name for row in rows}
    return [found[number] for number in ids if number in found]
