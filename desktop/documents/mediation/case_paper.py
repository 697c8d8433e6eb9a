"""What the papers of a case share: head, committee, blocks of the parties, room for a hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from db.registers import Case, Committee, Mediator
from db.registers.mediation import Party
from db.store.anchors import chain_of
from desktop.documents.footers import Foot, of_pages
from desktop.documents.office_form import day_of, said
from desktop.documents.page import AGREEMENT, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desktop.documents.page import Sheet, Text

SIGNS = "（签名盖章或按指印）"
NO_DAY = "　　　　年　月　日"
RECORD = AGREEMENT._replace(body=Style(size=12), pitch=22.0)
"""The sheet of typed records; blanks have the wider lines of ``AGREEMENT``."""
_TOWNSHIP = "3"
_T = TypeVar("_T")


class CasePaper(Document):
    """A paper of a case, or a blank one to be written on by hand.

    Args:
        session: to find the committee.
        title: what stands on it.
        case: what it is about.
        missing: what makes it a draft.
        made: the day it is of.
        blank: the number of the blank; it stands on every page, with the committee.
        sheet: paper, margins and body.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        case: Case,
        *,
        missing: Sequence[str] = (),
        made: date | None = None,
        blank: str = "",
        sheet: Sheet = AGREEMENT,
    ) -> None:
        self.heading_words, self.case, self.blank = title, case, blank
        self.office = committee_name(session, case)
        super().__init__(
            named(title, case, blank),
            author=self.office,
            subject=blank or case.named(),
            sheet=sheet,
            watermark="草稿" if missing else "",
            made=made,
            footer=self._foot,
        )
        if not blank and not missing:
            self.chain = chain_of(session, case)

    def head(self, *, numbered: bool = True) -> None:
        """The title, under it at the right the case's number and that of the blank."""
        self.title(self.heading_words)
        if self.blank:
            pairs: list[tuple[Text, Text]] = [("空白表编号：", self.blank), ("编号：", "")]
            self.fields(pairs if numbered else pairs[:1], columns=2)
        elif numbered:
            self.paragraph(f"编号：{self.case.written_number() or ''}", align="right")

    def page_each(self, rows: Iterable[_T], *, numbered: bool = True) -> Iterator[tuple[int, _T]]:
        """Each row's turn with its number from 1: from a new page, under the head."""
        for number, row in enumerate(rows, start=1):
            if number > 1:
                self.new_page()
            self.head(numbered=numbered)
            yield number, row

    def written(self, text: str | None, lines: int) -> None:
        """A long text; ruled lines to write it by hand while there is none."""
        if text:
            self.paragraph(text)
        else:
            self.blank_lines(lines)

    def sides(self, *roles: str, day: date) -> None:
        """The blocks of the parties of these roles; all parties, if none is named."""
        for party in parties_of(self.case, *roles):
            rows = _organization(party) if party.kind == "organization" else _person(party, day)
            for pairs, shares in rows:
                self.fields(pairs, columns=shares)
        self.gap(8)

    def dated(self, day: date | None) -> None:
        """The day at the right, on the page of the signatures above it; room to write one."""
        self.hold(1)
        self.paragraph(day_of(day), align="right")

    def _foot(self, page: int, pages: int) -> Foot:
        foot = of_pages(page, pages)
        words = f"{foot.text}　{self.office}　{self.blank}"
        return foot._replace(text=words) if self.blank else foot


def blank_case() -> Case:
    """A case of which nothing is known yet: two parties without a name."""
    case = Case.fresh()
    case.parties = [Party.fresh(role=role, name="") for role in ("1", "2")]
    return case


def named(title: str, case: Case, blank: str = "") -> str:
    """What the paper is called: its title, and the case or the blank it is."""
    return title + (f" {blank}" if blank else case.written_number() or f"（{case.named()}）")


def committee_name(session: Session, case: Case) -> str:
    """The case's committee; without one the only committee there is, or the township's only one."""
    if case.committee_id:
        committee = session.get(Committee, case.committee_id)
        return committee.name if committee else "人民调解委员会"
    current = select(Committee.name, Committee.kind).where(
        Committee.deleted_at.is_(None), Committee.ended_on.is_(None)
    )
    there = session.execute(current).all()
    for names in ([row.name for row in there], [r.name for r in there if r.kind == _TOWNSHIP]):
        if len(names) == 1:
            return str(names[0])
    return "人民调解委员会"


def mediators_of(session: Session, case: Case) -> list[str]:
    """The names of the case's mediators, in their order."""
    ids = [row.mediator_id for row in case.mediators]
    rows = session.execute(select(Mediator.id, Mediator.name).where(Mediator.id.in_(ids)))
    found = {row.id: row.name for row in rows}
    return [found[number] for number in ids if number in found]


def agreement_number(case: Case) -> str:
    """The number of the agreement: the case's own, or that of the oral series."""
    oral: str | None = case.oral_number if case.agreement_form == "oral" else None
    return oral or case.written_number() or ""


def parties_of(case: Case, *roles: str) -> list[Party]:
    """The parties of these roles; all, if none is named."""
    return [party for party in case.parties if not roles or party.role in roles]


def called(party: Party) -> str:
    """申请人张三; the role alone on a blank."""
    return f"{said(party, 'role')}{party.name}"


def hand_of(party: Party) -> str:
    """Who signs for a party: itself, or for an organisation its representative, with the seal."""
    if party.kind != "organization":
        return party.name
    return f"{party.name}（{party.representative or '法定代表人'}签名并盖章）"


def signs(party: Party) -> str:
    """Who signs for a party, with the party's role."""
    return f"{said(party, 'role')}{hand_of(party)}"


def signers(label: str, names: Iterable[str], place: str) -> list[Signer]:
    """A line to sign on for each name, the label before the first; one line without names."""
    seats = []
    for number, name in enumerate(list(names) or [""], start=1):
        words = f"{label}：" if number == 1 else "　" * (len(label) + 1)
        seats.append(Signer(words, f"{place}:{number}", name))
    return seats


def listed(names: str | None) -> list[str]:
    """王五、赵六 as two names."""
    for mark in "，,；;\n":
        names = (names or "").replace(mark, "、")
    return [name.strip() for name in (names or "").split("、") if name.strip()]


_Row = tuple[list[tuple["Text", "Text"]], list[float]]


def _person(party: Party, day: date) -> Iterator[_Row]:
    age = party.age(day)
    yield (
        [
            (f"{said(party, 'role')}姓名：", party.name),
            ("性别：", said(party, "sex")),
            ("民族：", said(party, "ethnic_group")),
            ("年龄：", "" if age is None else str(age)),
        ],
        [3.8, 1.5, 2.8, 1.5],
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
