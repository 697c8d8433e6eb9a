"""How boxes stacked on top of each other fall into pages: what must stay together does."""

from __future__ import annotations

from collections import deque
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

_NEAR = 0.01  # points
SPLIT_FROM = 0.3  # of a page: a lower table row moves whole to the next page


class Place(NamedTuple):
    """A named rectangle: page index from 0, then points from the page's bottom left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Pen(NamedTuple):
    """What a box draws with: the canvas, the text area's left edge and width, and the places."""

    canvas: Canvas
    left: float
    width: float
    page: int
    places: dict[str, Place]

    def stroke(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.6) -> None:
        """A straight black line; points."""
        self.canvas._code.append(  # noqa: SLF001 - tables draw thousands
            f"{weight:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S"
        )

    def frame(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.6) -> None:
        """A rectangle in black; points."""
        self.canvas._code.append(  # noqa: SLF001
            f"{weight:.2f} w {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S"
        )

    def mark(self, name: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """Remember a rectangle under a name; a second one of that name is a bug."""
        if name in self.places:
            raise ValueError(f"two places are named {name}")
        self.places[name] = Place(self.page, x0, y0, x1, y1)


class Bond(IntEnum):
    """Between a box and the next: may a page end here?"""

    FREE = 0
    WEAK = 1  # only if all that hangs together is higher than a page
    STRONG = 2


class Box:
    """A stretch of the page that is drawn as one; ``height`` in points."""

    height: float = 0.0
    bond: Bond = Bond.FREE
    is_text = False  # a line of running text, such as must precede signatures
    vanishes = False  # white space, dropped at the top of a page
    header: Box | None = None  # repeated when a page begins with this box

    def draw(self, pen: Pen, top: float) -> None:
        """Draw below ``top`` (points from the page's bottom)."""

    def split(self, room: float) -> tuple[Box, Box] | None:
        """The box as two, the first at most ``room`` high; None if it cannot be split so."""
        del room
        return None


class Gap(Box):
    """White space."""

    vanishes = True

    def __init__(self, height: float, bond: Bond = Bond.FREE) -> None:
        self.height, self.bond = height, bond


class PageEnd(Box):
    """What follows begins a new page."""

    vanishes = True


def tie_last_lines(boxes: list[Box], lines: int) -> None:
    """Bind the last so many lines of text, and what lies between, to what will follow."""
    for box in reversed(boxes):
        if lines == 0 or isinstance(box, PageEnd):
            return
        box.bond = Bond.STRONG
        lines -= box.is_text


class _Pages:
    """Fills pages of one height, front to back."""

    def __init__(self, height: float) -> None:
        self.full = height
        self.pages: list[list[Box]] = [[]]
        self.room = height

    def turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self.room = self.full

    def put(self, box: Box) -> None:
        page = self.pages[-1]
        if not page:
            if box.vanishes:
                return
            if box.header is not None:
                page.append(box.header)
                self.room -= box.header.height
        page.append(box)
        self.room -= box.height

    def fits(self, height: float) -> bool:
        return height <= self.room + _NEAR

    def group(self, boxes: list[Box]) -> None:
        """Put what hangs together: here, on a fresh page, or as whole as possible."""
        height = sum(box.height for box in boxes)
        if self.fits(height) or self.split_last(boxes):
            return self.all(boxes) if self.fits(height) else None
        first = boxes[0].header
        if height + (first.height if first else 0) <= self.full + _NEAR:
            self.turn()
            return self.all(boxes)
        parts = _cut(boxes, Bond.WEAK)
        if len(parts) > 1:
            for part in parts:
                self.group(part)
            return None
        return self.one_by_one(boxes)

    def all(self, boxes: list[Box]) -> None:
        for box in boxes:
            self.put(box)

    def split_last(self, boxes: list[Box]) -> bool:
        """A high last box (a table row) may begin on this page with all that it is tied to."""
        *before, last = boxes
        left = self.room - sum(box.height for box in before)
        if last.height < SPLIT_FROM * self.full or left <= 0:
            return False
        halves = last.split(left)
        if halves is None:
            return False
        self.all(before)
        self.put(halves[0])
        self.turn()
        self.group([halves[1]])
        return True

    def one_by_one(self, boxes: list[Box]) -> None:
        """Higher than a page and not to be cut anywhere: fill and go on."""
        for box in boxes:
            rest: Box | None = box
            while rest is not None and not self.fits(rest.height):
                halves = rest.split(self.room)
                if halves is not None:
                    self.put(halves[0])
                    rest = halves[1]
                elif not self.pages[-1]:
                    break
                self.turn()
            if rest is not None:
                self.put(rest)


def _cut(boxes: Iterable[Box], bond: Bond) -> list[list[Box]]:
    """Cut a stack where a bond is not stronger than this."""
    groups: list[list[Box]] = [[]]
    for box in boxes:
        groups[-1].append(box)
        if box.bond <= bond:
            groups.append([])
    return [group for group in groups if group]


def paginate(boxes: Iterable[Box], height: float) -> list[list[Box]]:
    """Stack boxes into pages of a height in points; at least one page.

    Strong bonds hold while what they bind fits on one page; weak ones give way first.
    """
    pages = _Pages(height)
    waiting = deque(_cut(boxes, Bond.FREE))
    while waiting:
        group = waiting.popleft()
        if isinstance(group[-1], PageEnd):
            if group[:-1]:
                pages.group(group[:-1])
            pages.turn()
        else:
            pages.group(group)
    while len(pages.pages) > 1 and not pages.pages[-1]:
        pages.pages.pop()
    return pages.pages
