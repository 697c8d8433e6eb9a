"""Numbered lines on which people sign that they came, two to a line of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.page import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.page import Document

_TEXT = Style(size=10.5)
_ROOM = 26  # points: a line is written on by hand


def lines_to_sign(paper: Document, people: Sequence[tuple[str, str]], place: str) -> None:
    """Draw them, counted down the left half and then down the right one.

    Args:
        paper: where they are drawn.
        people: name and place of whoever is expected; blank for somebody who writes them.
        place: what the column is called that tells where they come from.
    """
    half = (len(people) + 1) // 2
    numbered = [[str(n), *who, ""] for n, who in enumerate(people, 1)]
    if len(people) % 2:
        numbered.append([str(len(people) + 1), "", "", ""])
    paper.table(
        [numbered[line] + numbered[line + half] for line in range(half)],
        widths=[1.1, 1.5, 3.4, 2.0] * 2,
        header=["序号", "姓名", place, "签名"] * 2,
        align=["center", "center", "left", "left"] * 2,
        style=_TEXT,
        least=_ROOM,
    )
