"""集中联合执法情况登记表: one campaign with who took part and what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.campaigns import numbers_of
from db.store.links import captions
from desktop.documents.office_form import days_of, finished, office_of, said, unfilled
from desktop.documents.page import Cell, Document, Signer, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.figures.campaigns import Numbers
    from db.registers import Campaign
    from desktop.documents.form import Sheet

_TITLE = "集中联合执法情况登记表"
_TABLE = Style(size=12)
_WIDTHS = [2.7, 3.7, 2.7, 3.7]
_HIGH = 27.0
"""The least height of a row in points."""


def campaign_record(session: Session, campaign: Campaign) -> Sheet:
    """The sheet; its numbers are those of the inspections where there are any, and it says so."""
    office = office_of(session)
    counted = numbers_of(session, campaign)
    missing = [*unfilled(campaign, "field", "lead_id")]
    if counted.visits is None:
        missing.append("检查家次未填，也没有关联检查记录")
    paper = Document(
        f"{_TITLE}（{campaign.called()}）",
        author=office.name,
        subject=campaign.called(),
        watermark="草稿" if missing else "",
        made=campaign.ends_on or campaign.starts_on,
    )
    paper.title(_TITLE)
    _head(paper, session, campaign)
    _seen(paper, counted)
    _told(paper, campaign)
    source = "检查记录" if counted.recorded else "填报的数"
    paper.paragraph(
        f"检查家次、对象和处理按{source}计；问题和整改按“问题整改”登记簿计。",
        style=Style(size=10.5),
    )
    paper.signatures(
        [Signer("填表人（签名）：", "clerk"), Signer("审核人（签名）：", "checker")],
        columns=2,
    )
    return finished(paper, missing)


def _head(paper: Document, session: Session, campaign: Campaign) -> None:
    days = days_of(campaign.starts_on, campaign.ends_on)
    places = captions(
        session, "place", [campaign.lead_id, *(row.place_id for row in campaign.bodies)]
    )
    others = "、".join(
        f"{row.name or places.get(row.place_id or 0, '')}"
        f"{f'（{row.people} 人）' if row.people else ''}"
        for row in campaign.bodies
    )
    rows: list[list[str | Cell]] = [
        [_label("行动名称"), Cell(campaign.name or "", span=3)],
        [_label("类别"), said(campaign, "kind"), _label("领域"), said(campaign, "field")],
        [_label("编号"), campaign.number or "", _label("方案文号"), campaign.plan_number or ""],
        [_label("日期"), Cell(days, span=3)],
        [_label("牵头部门"), Cell(places.get(campaign.lead_id or 0, ""), span=3)],
        [_label("参与单位"), Cell(others, span=3)],
        [
            _label("出动人次"), _number(campaign.people),
            _label("出动车次"), _number(campaign.vehicles),
        ],
    ]  # fmt: skip
    paper.table(rows, widths=_WIDTHS, style=_TABLE, least=_HIGH)


def _seen(paper: Document, counted: Numbers) -> None:
    pairs = (
        ("检查（家次）", counted.visits, "检查对象（家）", counted.objects),
        ("发现问题（个）", counted.findings, "责令整改（个）", counted.ordered),
        ("已整改（个）", counted.corrected, "当场整改（个）", counted.on_the_spot),
        ("立案（件）", counted.filed, "移送（件）", counted.transferred),
    )
    paper.table(
        [[_label(a), _number(b), _label(c), _number(d)] for a, b, c, d in pairs],
        widths=_WIDTHS,
        style=_TABLE,
        least=_HIGH,
    )


def _told(paper: Document, campaign: Campaign) -> None:
    told = Cell(campaign.summary or "", span=3, top=True)
    paper.table([[_label("行动情况"), told]], widths=_WIDTHS, style=_TABLE, least=150)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _label(text: str) -> Cell:
    return Cell(text, align="center")
