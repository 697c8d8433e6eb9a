"""授权委托书: whom a party sends to the mediation, and how far that person may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation import Party
from db.store.codes import codes
from db.store.kinds import codes_in
from desktop.documents.mediation.case_paper import SIGNS, CasePaper, hand_of, parties_of, signers
from desktop.documents.office_form import finished
from desktop.documents.page import AGREEMENT, MM, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

TITLE = "授权委托书"
_SHEET = AGREEMENT._replace(top=22 * MM, bottom=22 * MM, pitch=24.0)
_NUMBER_AND_PHONE = (262, 180)


def with_agents(case: Case) -> list[Party]:
    """The parties that have an agent."""
    return [party for party in parties_of(case) if party.agent]


def authorization(session: Session, case: Case, blank: str = "") -> Sheet:
    """One power of attorney for each agent, each on a page of its own; the principal signs.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    principals = case.parties[:1] if blank else with_agents(case)
    missing = [] if blank else [gap for party in principals for gap in _missing(party)]
    paper = CasePaper(session, TITLE, case, missing=missing, blank=blank, sheet=_SHEET)
    for number, party in paper.page_each(principals, numbered=False):
        _principal(paper, party)
        _agent(paper, party)
        _scope(paper, case, party)
        paper.gap(10)
        seats = [
            *signers(f"委托人{SIGNS}", [hand_of(party)], f"principal:{number}"),
            *signers("受委托人（签名）", [party.agent or ""], f"agent:{number}"),
        ]
        paper.signatures(seats)
        paper.dated(party.authorized_on)
    return finished(paper, missing)


def _missing(party: Party) -> Iterator[str]:
    for name in ("agent_relation", "agent_id_number"):
        if not getattr(party, name):
            yield f"{party.agent}的{Party.fields[name].label}未填"
    if not party.agent_scopes and not party.agent_scope:
        yield f"{party.agent}的代理权限未填"


def _principal(paper: CasePaper, party: Party) -> None:
    organization = party.kind == "organization"
    paper.fields([("委托人：", party.name)])
    if organization:
        paper.fields(
            [
                ("法定代表人：", party.representative or ""),
                ("职务：", party.representative_post or ""),
            ],
            columns=[3, 2],
        )
    number = party.credit_code if organization else party.id_number
    label = "统一社会信用代码：" if organization else "身份证号："
    paper.fields(
        [(label, number or ""), ("联系方式：", party.phone or "")], columns=_NUMBER_AND_PHONE
    )
    paper.fields([("单位或住址：", party.address or "")])
    paper.gap(6)


def _agent(paper: CasePaper, party: Party) -> None:
    paper.fields(
        [("受委托人：", party.agent or ""), ("与委托人的关系：", party.agent_relation or "")],
        columns=2,
    )
    paper.fields(
        [("身份证号：", party.agent_id_number or ""), ("联系方式：", party.agent_phone or "")],
        columns=_NUMBER_AND_PHONE,
    )
    paper.fields([("单位或住址：", party.agent_address or "")])
    paper.gap(6)


def _scope(paper: CasePaper, case: Case, party: Party) -> None:
    matter = filled("" if paper.blank else case.named(), 14 if paper.blank else 0)
    who = filled(party.agent or "", 0 if party.agent else 6)
    paper.paragraph(
        ["现委托", who, "在", matter, f"一案中，作为我方代理人参加{paper.office}主持的调解。"]
    )
    paper.heading("代理权限：")
    chosen = set(codes_in(party.agent_scopes))
    for entry in codes("agent_scope").leaves():
        paper.paragraph(f"{'☑' if entry.code in chosen else '□'}{entry.name}")
    other = party.agent_scope or ""
    paper.paragraph([f"{'☑' if other else '□'}其他：", filled(other, 0 if other else 20)])
