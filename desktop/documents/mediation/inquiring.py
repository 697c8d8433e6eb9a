"""人民调解调查记录 and 人民调解证据材料: what was asked, and what was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation import Evidence, Inquiry
from desktop.documents.mediation.case_paper import RECORD, CasePaper, listed, signers
from desktop.documents.office_form import day_of, finished, said
from desktop.documents.page import AGREEMENT, Cell, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

INQUIRY, EVIDENCE = "人民调解调查记录", "人民调解证据材料"
_LABELS = ("序号", "名称", "提供人", "原件/复印件", "页数", "证明内容", "收到日期")
_WIDTHS = (30, 82, 48, 72, 30, 86, 94)
_SMALL = Style(size=10.5)
_BLANK_ROWS, _BLANK_LINES = 11, 38  # of the list; of a record, on both sides of one sheet
_HAND = 42.0  # points, the least height of a row that is written by hand


def inquiries(session: Session, case: Case, blank: str = "") -> Sheet:
    """Every record of inquiry, each from a new page; signed by who was asked and who asked.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    rows = [Inquiry(asked="")] if blank else list(case.inquiries)
    missing = [] if blank else [gap for row in rows for gap in _missing(row)]
    made = rows[-1].held_on if rows and not blank else None
    sheet = AGREEMENT if blank else RECORD
    paper = CasePaper(session, INQUIRY, case, missing=missing, made=made, blank=blank, sheet=sheet)
    for number, row in paper.page_each(rows):
        paper.fields([("时间：", day_of(row.held_on)), ("地点：", row.place or "")], columns=2)
        paper.fields([("参加人：", row.present or "")])
        paper.fields([("被调查人：", row.asked)])
        paper.heading("记录：", indent=0)
        paper.written(row.text, _BLANK_LINES if blank else 14)
        paper.gap(8)
        seats = [
            *signers("被调查人（签名）", listed(row.asked), f"asked:{number}"),
            *signers("调查人（签名）", listed(row.inquirer), f"inquirer:{number}"),
            *signers("记录人（签名）", listed(row.recorder), f"recorder:{number}"),
        ]
        paper.signatures(seats)
    return finished(paper, missing)


def _missing(row: Inquiry) -> Iterator[str]:
    for name in ("place", "text", "inquirer"):
        if not getattr(row, name):
            yield f"{row.asked}的调查记录：{Inquiry.fields[name].label}未填"


def evidence(session: Session, case: Case, blank: str = "") -> Sheet:
    """The list of what was handed in, then a cover sheet for each item, which lies before it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = [] if blank else [gap for row in case.evidence for gap in _lacking(row)]
    paper = CasePaper(session, EVIDENCE, case, missing=missing, blank=blank)
    paper.head()
    lines = [_told(number, row) for number, row in enumerate(case.evidence, start=1)]
    total = sum(row.pages or 0 for row in case.evidence)
    paper.table(
        lines or [[""] * len(_LABELS)] * _BLANK_ROWS,
        widths=_WIDTHS,
        header=_LABELS,
        align=["center", "left", "left", "center", "center", "left", "center"],
        style=_SMALL,
        least=_HAND if blank else 28,
    )
    paper.gap(8)
    if not blank:
        paper.paragraph(f"共 {len(lines)} 件，{total} 页。", indent=0)
    paper.signatures(signers("收件人（签名）", [], "taker"))
    for number, row in enumerate(case.evidence, start=1):
        paper.new_page()
        paper.head()
        _cover(paper, number, row)
    return finished(paper, missing)


def _lacking(row: Evidence) -> Iterator[str]:
    for name in ("provider", "form", "pages", "proves", "received_on"):
        if not getattr(row, name):
            yield f"{row.name}：{Evidence.fields[name].label}未填"


def _told(number: int, row: Evidence) -> list[Text | Cell]:
    return [
        str(number),
        row.name,
        row.provider or "",
        said(row, "form"),
        said(row, "pages"),
        row.proves or "",
        said(row, "received_on"),
    ]


def _cover(paper: CasePaper, number: int, row: Evidence) -> None:
    """One item's sheet: the same seven things, one below the other."""
    paper.table(
        [
            [Cell(label, align="center"), text]
            for label, text in zip(_LABELS, _told(number, row), strict=True)
        ],
        widths=[2, 6],
        least=44,
    )
    paper.gap(16)
    paper.paragraph("以上材料由我提供；是复印件的，与原件核对无异。")
    seats = [
        *signers("提供人（签名）", [row.provider or ""], f"provider:{number}"),
        *signers("核对人（签名）", [], f"checker:{number}"),
    ]
    paper.signatures(seats)
    paper.dated(None)
