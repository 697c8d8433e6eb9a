"""A composed report set as an official document, 28 characters by 22 lines (GB/T 9704-2012)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from db.figures.annual_report.composed import Block, Place
from desktop.documents.annual_report.official import Head, Imprint, ImprintBox, Signed
from desktop.documents.flow import Bond, Gap
from desktop.documents.fonts import Face
from desktop.documents.footers import Foot, dashed
from desktop.documents.galley import Run
from desktop.documents.office_form import day_of, finished
from desktop.documents.page import OFFICIAL, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.annual_report.composed import Annex, Composed
    from desktop.documents.form import Sheet
    from desktop.documents.galley import Text

_LEVELS = {Place.HEADING_1: 1, Place.HEADING_2: 2, Place.HEADING_3: 3, Place.HEADING_4: 3}
_FACES = {Place.HEADING_1: Face.HEI, Place.HEADING_2: Face.KAI}


def sheet_of(report: Composed) -> Sheet:
    """The report as PDF/A, a draft while it has problems.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    paper = _set(report)
    alone = False
    if _imprint(report) is not None:
        pages = paper.render().pages
        alone = bool(pages % 2)  # 7.4: the imprint ends the last even page
        if alone:
            paper = _set(report, imprint_alone=True)
    return finished(paper, report.problems)


def _set(report: Composed, *, imprint_alone: bool = False) -> Document:
    """The document; an imprint alone on its page has no number there (7.5)."""

    def footer(page: int, pages: int) -> Foot:
        foot = dashed(page, pages)
        return foot._replace(text="") if imprint_alone and page == pages else foot

    paper = Document(
        report.title,
        author=report.signed_by,
        subject=f"{report.year}年",
        sheet=OFFICIAL,
        footer=footer,
        watermark="草稿" if report.problems else "",
        made=report.dated,
    )
    head = report.letterhead
    if head.mark:
        paper.boxes.append(Head(head.mark, head.number, head.signer, OFFICIAL.body, OFFICIAL.pitch))
        paper.boxes[-1].bond = Bond.STRONG
        paper.boxes.append(Gap(2 * OFFICIAL.pitch, Bond.STRONG))
    paper.title(report.title, after=OFFICIAL.pitch)
    _on_grid(paper)
    if head.addressee:
        paper.paragraph(f"{head.addressee}：", indent=0)
    set_blocks(paper, report.blocks)
    _annex_note(paper, report.annexes)
    _sign(paper, report)
    if head.note:
        paper.paragraph(f"（{head.note}）", align="justify")
    for number, annex in enumerate(report.annexes, 1):
        _set_annex(paper, annex, number if len(report.annexes) > 1 else 0)
    imprint = _imprint(report)
    if imprint is not None:
        if imprint_alone:
            paper.new_page()
        paper.boxes.append(ImprintBox(imprint, OFFICIAL.bottom))
    return paper


def set_blocks(paper: Document, blocks: Sequence[Block]) -> None:
    """Headings and paragraphs; a heading that runs in shares the line with its paragraph."""
    waiting: Run | None = None
    for block in blocks:
        if block.place is Place.PARAGRAPH:
            paper.paragraph([waiting, block.text] if waiting else block.text)
            waiting = None
            continue
        words = block.number + block.text
        if block.run_in:
            face = _FACES.get(block.place, OFFICIAL.body.face)
            waiting = Run(words, OFFICIAL.body._replace(face=face))
        else:
            paper.heading(words, _LEVELS[block.place], align="justify")
    if waiting:
        paper.paragraph([waiting])


def _on_grid(paper: Document) -> None:
    """Let the text begin on one of the page's 22 lines."""
    height = sum(box.height for box in paper.boxes)
    lines = math.ceil(height / OFFICIAL.pitch - 0.01)
    paper.boxes.append(Gap(lines * OFFICIAL.pitch - height, Bond.STRONG))


def _annex_note(paper: Document, annexes: Sequence[Annex]) -> None:
    """附件：, one line below the text (7.3.4)."""
    if not annexes:
        return
    paper.gap(OFFICIAL.pitch)
    for number, annex in enumerate(annexes, 1):
        label = "附件：" if number == 1 else "　　　"
        many = f"{number}." if len(annexes) > 1 else ""
        paper.paragraph(f"{label}{many}{annex.title}", hanging=5)


def _sign(paper: Document, report: Composed) -> None:
    if not report.signed_by:
        return
    paper.hold(2)
    sealed = report.letterhead.sealed
    paper.boxes.append(
        Signed(
            report.signed_by,
            day_of(report.dated),
            OFFICIAL.body,
            OFFICIAL.pitch,
            sealed=sealed,
        )
    )


def _set_annex(paper: Document, annex: Annex, number: int) -> None:
    """On a page of its own: 附件 at the left in 黑体, the title in the third line (7.3.6)."""
    paper.new_page()
    body = OFFICIAL.body
    label: Text = Run(f"附件{number or ''}", body._replace(face=Face.HEI))
    paper.paragraph(label, indent=0)
    paper.gap(OFFICIAL.pitch)
    paper.title(annex.title, after=OFFICIAL.pitch)
    set_blocks(paper, annex.blocks)


def _imprint(report: Composed) -> Imprint | None:
    head = report.letterhead
    if not head.printed_by:
        return None
    return Imprint(head.copied_to, head.printed_by, day_of(head.printed_on or report.dated))
