"""What the lying lists of law education share: their head, and the foot that never stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.flow import Bond
from desktop.documents.page import LYING, Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.registers import Office

_TIED = 3
"""Rows of the table that stay with the seal's place."""


def begun(
    title: str, office: Office, made: date, missing: Sequence[str], *lines: tuple[str, str]
) -> Document:
    """A lying document with its title and lines of (text, alignment), a draft if need be."""
    paper = Document(
        title,
        author=office.name,
        subject=f"{made.year}年",
        sheet=LYING,
        watermark="草稿" if missing else "",
        made=made,
    )
    paper.title(title, size=20.0, after=6.0)
    for text, align in lines:
        paper.paragraph(text, align=align)
    paper.gap(4)
    return paper


def seal(paper: Document, office: Office, day: str, *, keep: int = _TIED) -> None:
    """The office over the date, on a page with the last ``keep`` boxes: rows, a remark."""
    for box in paper.boxes[-keep:]:
        box.bond = max(box.bond, Bond.STRONG)
    paper.signatures([], office=office.name, day=day, lines=0)


def keep_whole(paper: Document, first: int) -> None:
    """The boxes from ``first`` on stand on one page, if they fit one."""
    for box in paper.boxes[first:-1]:
        box.bond = max(box.bond, Bond.WEAK)
