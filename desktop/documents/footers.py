"""What stands on every page beside its text: page numbers below, a watermark behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from db.store.anchors import anchor_code
from desktop.documents.boxes import MM
from desktop.documents.fonts import Face
from desktop.documents.galley import Galley, Style
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.flow import Pen

PALE = (0.87, 0.87, 0.87)


class Foot(NamedTuple):
    """A page's number: its text and where it stands.

    ``drop`` is points from the text area's foot down to the baseline, ``aside`` from the margin
    on the side it is aligned to.
    """

    text: str
    align: str
    style: Style
    drop: float
    aside: float = 0.0

    def draw(self, pen: Pen, bottom: float) -> None:
        """Draw it below the text area, whose foot is ``bottom`` points above the page's."""
        galley = Galley(self.text, self.style)
        measure = Measure(pen.width - 2 * self.aside, galley.size, align=self.align, hang=False)
        line = galley.lines(measure)[0]
        galley.draw(pen.canvas, line, pen.left + self.aside, bottom - self.drop)


Footer = Callable[[int, int], Foot]  # page from 1, pages


def of_pages(page: int, pages: int) -> Foot:
    """第x页 共y页 in the middle: no page can be lost or added unseen."""
    return Foot(f"第{page}页 共{pages}页", "center", Style(size=10.5), 12 * MM)


def dashed(page: int, pages: int) -> Foot:
    """— 1 — outside, one character from the edge, in 4号 宋体 (GB/T 9704-2012 7.5)."""
    del pages
    style = Style(Face.SONG, 14)
    return Foot(f"— {page} —", "right" if page % 2 else "left", style, 7 * MM, style.size)


def anchored(chain: str) -> Foot:
    """The short code of the history's chain, small at the left, for ``check --anchor``."""
    return Foot(f"校验码 {anchor_code(chain)}", "left", Style(size=7.5), 12 * MM)


def watermark(canvas: Canvas, words: str, width: float, height: float) -> None:
    """Pale words across the page, under its text; the page's size in points."""
    size = min(width, height) * 0.8 / max(len(words), 3)
    galley = Galley(words, Style(Face.HEI, size, colour=PALE))
    line = galley.lines(Measure(galley.natural + 1, size, hang=False, align="left"))[0]
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    galley.draw(canvas, line, -galley.natural / 2, -size * 0.36)
    canvas.restoreState()
