"""补贴申报表: the cases of a list with grade and amount, and what committees and mediators get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.subsidies import by_committee, by_mediator
from db.registers import Case, Mediator, SubsidyScheme
from db.registers.subsidy import claims_of
from db.store.kinds.money import MoneyKind, in_capitals
from db.store.links import captions
from desktop.documents.education.rolls import begun, keep_whole
from desktop.documents.flow import Bond
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
_TIED = 3  # rows of the sums that stay with the signatures


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
    keep_whole(paper, first)
    paper.gap(8)
    _sums(paper, "分调解员汇总", "调解员", by_mediator(session, claims))
    for box in paper.boxes[-_TIED:]:  # nobody signs a page that says nothing
        box.bond = Bond.STRONG
    paper.signatures(
        [Signer("填表人（签名）：", "clerk"), Signer("初审人（签名）：", "reviewer")],
        columns=2,
        office=office.name,
        day=day_of(batch.submitted_on),
        lines=0,
    )
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
    words = f"合计{count}件　人民币（大写）：{in_capitals(total)}"
    return [
        Cell(words, span=7, align="left", style=bold),
        Cell(yuan(total), style=bold),
        Cell("", span=2),
    ]


def _sums(paper: Document, title: str, whom: str, parts: Sequence[Part]) -> None:
    """A table of sums, two to a line, with its own total; mediators with their committee."""
    paper.heading(title, 2, indent=0.0)
    placed = any(part.where for part in parts)
    cells = [
        [part.name, *([short(part.where)] if placed else []), str(part.cases), yuan(part.amount)]
        for part in parts
    ]
    half = (len(cells) + 1) // 2
    blank = [""] * len(cells[0] if cells else [whom, "", ""])
    right = [*cells[half:], *[blank] * (2 * half - len(cells))]
    rows: list[list[str | Cell]] = [
        [*one, *other] for one, other in zip(cells[:half], right, strict=True)
    ]
    total = Cell(yuan(sum(part.amount for part in parts)), style=_STYLE.bold)
    words = Cell("合计", span=2 * len(blank) - 1, align="left", style=_STYLE.bold)
    place = [("调委会", 5.0, "left")] if placed else []
    columns = [(whom, 3.0 if placed else 8.0, "left"), *place]
    columns += [("件数", 1.5, "center"), ("金额（元）", 2.5, "right")]
    header, widths, aligns = zip(*columns * 2, strict=True)
    paper.table(
        [*rows, [words, total]],
        widths=widths,
        header=header,
        align=aligns,
        style=_STYLE,
        pitch=13.5,
        least=19.0,
    )


def short(committees: str) -> str:
    """天龙村调委会: the whole names would make three lines of one."""
    return committees.replace("人民调解委员会", "调委会")
