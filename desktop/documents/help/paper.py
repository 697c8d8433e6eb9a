"""The help book on paper: title, contents with page numbers, chapters with bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.boxes import MM, baseline
from desktop.documents.flow import Bond, Box, paginate
from desktop.documents.fonts import Face
from desktop.documents.footers import Foot
from desktop.documents.galley import GREY, Galley, Style
from desktop.documents.help.book import HOW
from desktop.documents.help.markdown import PAGE, blocks
from desktop.documents.lines import Measure
from desktop.documents.page import AGREEMENT, Document, Rendered, Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.documents.flow import Pen
    from desktop.documents.help.book import Chapter
    from desktop.documents.help.markdown import Block

TITLE = "枫桥帮助手册"
_BODY = Style(size=10.5)
_SHEET = AGREEMENT._replace(left=24 * MM, right=22 * MM, body=_BODY, pitch=17.0)
_HEADINGS = {
    1: Style(Face.HEI, 16),
    2: Style(Face.HEI, 12),
    3: Style(Face.KAI, 11),
}
_BETWEEN = 22.0
_ABOVE = {2: 8.0, 3: 4.0}  # none above a title: it must not leave its bookmark


class _Mark(Box):
    """Nothing to see: where a bookmark of the file leads to."""

    bond = Bond.STRONG

    def __init__(self, key: str, title: str, level: int) -> None:
        self.key, self.title, self.level = key, title, level

    def draw(self, pen: Pen, top: float) -> None:
        """Set the bookmark at its own height."""
        pen.canvas.bookmarkHorizontalAbsolute(self.key, top)
        pen.canvas.addOutlineEntry(self.title, self.key, self.level, closed=self.level == 0)


class _Entry(Box):
    """A line of the contents: a title, dots, the number of its page."""

    height = 17.0
    is_text = True

    def __init__(self, title: str, page: int, measure: float, *, deep: bool) -> None:
        self.title, self.page, self.measure = title, page, measure
        self.style = _BODY if deep else _BODY.bold
        self.bond = Bond.FREE if deep else Bond.STRONG
        self.indent = 2 * _BODY.size if deep else 0.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw title and number, dots between them."""
        at = baseline(top, self.height, _BODY.size)
        name, number = Galley(self.title, self.style), Galley(str(self.page), _BODY)
        start = pen.left + self.indent
        room = self.measure - self.indent - name.natural - number.natural - _BODY.size
        dots = Galley("·" * max(0, int(room / Galley("·", _BODY).natural)), _dotted())
        right = pen.left + self.measure
        for galley, x in (
            (name, start),
            (dots, right - number.natural - dots.natural - _BODY.size / 2),
            (number, right - number.natural),
        ):
            if galley.text:
                width = Measure(galley.natural + 1, _BODY.size, align="left", hang=False)
                galley.draw(pen.canvas, galley.lines(width)[0], x, at)


def _dotted() -> Style:
    return _BODY._replace(colour=GREY)


def help_paper(chapters: Sequence[Chapter], made: date | None = None) -> Rendered:
    """The book as PDF; it is no record, and so not made into PDF/A, which takes four times as long.

    Args:
        chapters: in order; those of one group follow one another.
        made: the day the file says it was made.
    """
    body = Document(TITLE, sheet=_SHEET)
    last = ""
    for chapter in chapters:  # what is read through begins a page, what is looked up follows on
        _chapter(body, chapter, anew=chapter.group == HOW or chapter.group != last)
        last = chapter.group
    contents_pages = len(paginate(_contents(chapters, {}), _SHEET.room))
    pages = {
        box.key: number + contents_pages
        for number, boxes in enumerate(paginate(body.boxes, _SHEET.room), 1)
        for box in boxes
        if isinstance(box, _Mark)
    }
    whole = Document(TITLE, subject="枫桥", sheet=_SHEET, footer=_numbered, made=made)
    whole.boxes = _contents(chapters, pages)
    whole.new_page()
    whole.boxes += _grouped(chapters, body.boxes)
    return whole.render()


def _contents(chapters: Sequence[Chapter], pages: dict[str, int]) -> list[Box]:
    front = Document(TITLE, sheet=_SHEET)
    front.title(TITLE)
    last = ""
    for chapter in chapters:
        page = pages.get(chapter.key, 0)
        if chapter.group != last:
            front.boxes.append(_Entry(chapter.group, page, _SHEET.measure, deep=False))
            last = chapter.group
        front.boxes.append(_Entry(chapter.title, page, _SHEET.measure, deep=True))
    return front.boxes


def _grouped(chapters: Sequence[Chapter], boxes: list[Box]) -> list[Box]:
    """Before the first chapter of a group its bookmark, under which theirs stand."""
    firsts: dict[str, str] = {}
    for chapter in chapters:
        firsts.setdefault(chapter.group, chapter.key)
    groups = {key: group for group, key in firsts.items()}
    found: list[Box] = []
    for box in boxes:
        if isinstance(box, _Mark) and box.key in groups:
            found.append(_Mark(f"group:{box.key}", groups[box.key], 0))
        found.append(box)
    return found


def _chapter(paper: Document, chapter: Chapter, *, anew: bool) -> None:
    if anew and paper.boxes:
        paper.new_page()
    paper.gap(_BETWEEN)
    paper.boxes.append(_Mark(chapter.key, chapter.title, 1))
    all_of_it = blocks(chapter.text)
    above = None
    for block, below in zip(all_of_it, (*all_of_it[1:], None), strict=True):
        begun = len(paper.boxes)
        _block(paper, block)
        alone = not block.level and len(paper.boxes) == begun + 1
        if alone and above and above.level and below and not below.level:
            paper.boxes[-1].bond = Bond.STRONG  # under a heading two lines stand at least
        above = block


def _block(paper: Document, block: Block) -> None:
    words: list[str | Run] = [
        Run(word.text, bold=word.bold) for word in block.words if not word.to.startswith(PAGE)
    ]
    if block.level:
        style = _HEADINGS[block.level]
        if block.level in _ABOVE:
            under = bool(paper.boxes) and paper.boxes[-1].bond is Bond.STRONG
            paper.gap(_ABOVE[block.level])
            if under:  # right under another heading, which must not be left behind
                paper.boxes[-1].bond = Bond.STRONG
        paper.paragraph(words, align="left", indent=0, style=style)
        paper.boxes[-1].bond = Bond.STRONG
        paper.boxes[-1].is_text = False
    elif block.sign:
        sign = f"{block.sign} "
        wide = Galley(sign, _BODY).natural / _BODY.size  # what turns stands under the words
        paper.paragraph([sign, *words], indent=0.5, hanging=0.5 + wide)
    else:
        paper.paragraph([*words])


def _numbered(page: int, pages: int) -> Foot:
    return Foot(f"{page} / {pages}", "center", Style(size=9, colour=GREY), 10 * MM)
