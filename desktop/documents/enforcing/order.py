"""责令整改通知书: what is wrong and by when it is to be put right, with the proof of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers import Inspection
from db.store.links import captions
from desktop.documents.office_form import (
    BLANK_DAY,
    day_of,
    finished,
    office_of,
    said,
    unfilled,
)
from desktop.documents.page import Cell, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Finding, Office
    from desktop.documents.form import Sheet

_TITLE = "责令整改通知书"
_SMALL = Style(size=12)


def order(session: Session, finding: Finding) -> Sheet:
    """The order in the township's name, its receipt below the cut; two copies.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    needed = ("name", "basis", "due_on", "ordered_on", "number")
    missing = tuple(unfilled(finding, *needed))
    issuer = issuer_of(office)
    named = finding.number or f"（{finding.name or '未填'}）"
    paper = Document(
        f"{_TITLE}{named}",
        author=issuer,
        subject=finding.number or "",
        watermark="草稿" if missing else "",
        made=finding.ordered_on,
    )
    paper.title(_TITLE)
    paper.paragraph(finding.number or "（责令整改时编号）", align="center")
    paper.gap(6)
    paper.paragraph(f"{finding.name or '　　　　　　　　'}：", indent=0)
    for part in _body(session, finding):
        paper.paragraph(part)
    paper.signatures([], office=issuer, day=day_of(finding.ordered_on))
    paper.rule(0.5)
    _served(paper, finding)
    return finished(paper, missing, copies=2)


def issuer_of(office: Office) -> str:
    """In whose name the township enforces: that of its government."""
    return f"{office.township}人民政府" if office.township else "　　　　　　人民政府"


def _body(session: Session, finding: Finding) -> Iterator[str]:
    day, whom = day_of(finding.found_on), _by_whom(session, finding)
    yield f"{day}，{whom}发现你单位（个人）存在下列问题："
    yield finding.description or ""
    basis = f"依照{finding.basis}，" if finding.basis else ""
    yield f"{basis}现责令你单位（个人）自收到本通知书之日起整改，于{day_of(finding.due_on)}前完成。"
    if finding.demand:
        yield f"整改要求：{finding.demand}"
    yield "整改完成后，请将整改情况书面告知本机关，本机关将进行复查。逾期不整改的，依法处理。"


def _by_whom(session: Session, finding: Finding) -> str:
    """The officers, with their certificates, where the inspection tells."""
    number = finding.inspection_id
    inspection = session.get(Inspection, number) if number is not None else None
    if inspection is None or not inspection.officers:
        return "本机关检查时"
    names = captions(session, "staff", [row.staff_id for row in inspection.officers])
    officers = (
        f"{names.get(row.staff_id, '')}（证号 {row.card_number or '　　　　'}）"
        for row in inspection.officers
    )
    return f"本机关执法人员{'、'.join(officers)}检查时"


def _served(paper: Document, finding: Finding) -> None:
    paper.heading("送达回证", indent=0, align="center")
    day = day_of(finding.delivered_on) if finding.delivered_on else BLANK_DAY
    rows = [
        ("送达文书", f"{_TITLE} {finding.number or ''}", "受送达人", finding.name or ""),
        ("送达地点", said(finding, "address"), "送达日期", day),
    ]
    paper.table(
        [[Cell(a, align="center"), b, Cell(c, align="center"), d] for a, b, c, d in rows],
        widths=[2, 4.6, 2, 4.2],
        style=_SMALL,
        least=28,
    )
    paper.gap(4)
    paper.signatures(
        [
            Signer("受送达人（签名或盖章）：", "recipient"),
            Signer("送达人（签名）：", "server"),
        ],
        columns=2,
        lines=1,
    )
