"""补贴申报表: the cases of a list with grade and amount, and what committees and mediators get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.subsidies import by_committee, by_mediator
from db.registers import Case, Mediator, SubsidyScheme
from db.registers.subsidy import claims_of
from db.store.kinds.money import MoneyKind, in_capitals
from db.store.links import captions
from desktop.documents.education.rolls import begun, keep_whole
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import Cell, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.figures.subsidies import Part
    from db.registers import SubsidyClaim, SubsidyList
    from desktop.documents.form import Sheet
    from desktop.documents.page import Document

TITLE = "人民调解案件补贴申报表"
_COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("序号", 10, "center"),
    ("案号", 42, "left"),
    ("当事人", 40, "left"),
    ("纠纷类型", 30, "left"),
    ("难度", 18, "center"),
    ("等级", 16, "center"),
    ("协议形式", 19, "center"),
    ("金额（元）", 21, "right"),
    ("调解员", 34, "left"),
    ("备注", 27, "left"),
)
"""Title, width in millimetres and alignment of each column."""
_STYLE = Style(size=9.5)


def declaration(session: Session, batch: SubsidyList) -> Sheet:
    """The list as it stands: what was reduced shows what was granted, what was refused nothing.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office, claims = office_of(session), claims_of(session, batch.id)
    missing = () if claims else ("这一批里还没有申报",)
    made = batch.submitted_on or batch.last_on
    lines = (f"（{batch.named()}）", "center"), (_basis(session, claims), "left")
    paper = begun(TITLE, office, made, missing, *lines)
    paper.name = f"{TITLE}（{batch.named()}）"
    total = sum(claim.due() for claim in claims)
    paid = sum(claim.state != "refused" for claim in claims)
    header, widths, aligns = zip(*_COLUMNS, strict=True)
    paper.table(
        [*_rows(session, claims), _total(paid, total)],
        widths=widths,
        header=header,
        align=aligns,
        style=_STYLE,
        pitch=13.5,
        least=20.0,
    )
    paper.gap(10)
    first = len(paper.boxes)
    _sums(paper, "分调委会汇总", "调委会", by_committee(claims))
    paper.gap(8)
    _sums(paper, "分调解员汇总", "调解员", by_mediator(session, claims))
    paper.signatures(
        [Signer("填表人（签名）：", "clerk"), Signer("初审人（签名）：", "reviewer")],
        columns=2,
        office=office.name,
        day=day_of(batch.submitted_on),
        lines=0,  # the sums above keep it company
    )
    keep_whole(paper, first)
    return finished(paper, missing)


def yuan(fen: int) -> str:
    """1,234.00."""
    return MoneyKind().format(fen)


def _basis(session: Session, claims: Sequence[SubsidyClaim]) -> str:
    """The schemes the claims rest on."""
    wanted = {claim.scheme_id for claim in claims}
    found = [session.get(SubsidyScheme, number) for number in sorted(filter(None, wanted))]
    names = [
        f"《{one.name}》{f'（{one.document_number}）' if one.document_number else ''}"
        for one in found
        if one is not None
    ]
    return f"依据：{'、'.join(names)}" if names else ""


def _rows(session: Session, claims: Sequence[SubsidyClaim]) -> Iterator[list[Cell]]:
    ids = [row.mediator_id for claim in claims for row in claim.shares]
    names = captions(session, Mediator.__tablename__, ids)
    for number, claim in enumerate(claims, start=1):
        case = session.get(Case, claim.case_id)
        if case is None:  # the link is kept by the file itself
            raise RuntimeError(claim.case_id)
        refused = claim.state == "refused"
        yield [
            Cell(str(number)),
            Cell(case.number or ""),
            Cell("、".join(party.name for party in case.parties)),
            Cell(said(case, "dispute_type")),
            Cell(said(case, "difficulty")),
            Cell(claim.grade or ""),
            Cell(said(claim, "result")),
            Cell("—" if refused else yuan(claim.due())),
            Cell("、".join(names.get(row.mediator_id, "") for row in claim.shares)),
            Cell(_note(claim)),
        ]


def _note(claim: SubsidyClaim) -> str:
    if claim.state == "refused":
        return f"不予补贴：{claim.refusal_reason}"
    if claim.reduced():
        return f"申报 {yuan(claim.amount or 0)}，核减：{claim.reduction_reason or ''}"
    return ""


def _total(count: int, total: int) -> list[Cell]:
    bold = _STYLE.bold
    words = f"合计 {count} 件　人民币（大写）：{in_capitals(total)}"
    return [
        Cell(words, span=7, align="left", style=bold),
        Cell(yuan(total), style=bold),
        Cell("", span=2),
    ]


def _sums(paper: Document, title: str, whom: str, parts: Sequence[Part]) -> None:
    """A table of sums, with its own total; mediators with their committee."""
    paper.heading(title, 2, indent=0.0)
    with_place = any(part.where for part in parts)
    rows = [
        [part.name, *([part.where] if with_place else []), str(part.cases), yuan(part.amount)]
        for part in parts
    ]
    total = sum(part.amount for part in parts)
    paper.table(
        [*rows, ["合计", *([""] if with_place else []), "", yuan(total)]],
        widths=[4, 7, 2, 3] if with_place else [11, 2, 3],
        header=[whom, *(["调委会"] if with_place else []), "件数", "金额（元）"],
        align=["left", *(["left"] if with_place else []), "center", "right"],
        style=_STYLE,
        pitch=13.5,
        least=19.0,
    )
