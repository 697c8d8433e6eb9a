"""Binding: many PDFs become one, its pages numbered, its rows found by bookmarks."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.documents.fonts import Face, registered
from desktop.documents.page import MM
from desktop.documents.pdfa import archival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.progress import Progress

_RIGHT, _DOWN = 12 * MM, 11 * MM
"""Where the number ends, from the upper right corner: no paper of the house prints there."""


class Leaf(NamedTuple):
    """A finished PDF that is bound in: what its bookmark says, and how many pages it has."""

    title: str
    pdf: bytes
    pages: int


class Sheaf(NamedTuple):
    """The leaves of one row of the contents; ``numbered`` unless they stand before page 1."""

    title: str
    leaves: Sequence[Leaf]
    numbered: bool = True

    @property
    def pages(self) -> int:
        """Of all its leaves."""
        return sum(leaf.pages for leaf in self.leaves)


def page_counts(pdfs: Sequence[bytes]) -> list[int]:
    """How many pages each has."""
    import pikepdf

    counts = []
    for pdf in pdfs:
        with pikepdf.open(BytesIO(pdf)) as file:
            counts.append(len(file.pages))
    return counts


def spans(sheaves: Sequence[Sheaf]) -> list[tuple[int, int] | None]:
    """First and last page of each sheaf as they are numbered; None where there are none."""
    found: list[tuple[int, int] | None] = []
    last = 0
    for sheaf in sheaves:
        numbered = sheaf.numbered and sheaf.pages > 0
        found.append((last + 1, last + sheaf.pages) if numbered else None)
        last += sheaf.pages if numbered else 0
    return found


def bound(sheaves: Sequence[Sheaf], progress: Progress) -> bytes:
    """One PDF/A-2b, titled like its first leaf; the same leaves give the same bytes.

    Raises:
        Trouble: it did not pass as PDF/A.
        Cancelled: through ``progress``.
    """
    import pikepdf

    leaves = [leaf for sheaf in sheaves for leaf in sheaf.leaves]
    first = sum(sheaf.pages for sheaf in sheaves if not sheaf.numbered)
    target = BytesIO()
    with pikepdf.open(BytesIO(leaves[0].pdf)) as book:
        for number, leaf in enumerate(leaves[1:], start=1):
            progress(number, len(leaves))
            with pikepdf.open(BytesIO(leaf.pdf)) as one:
                book.pages.extend(one.pages)
        _number(book, first)
        _mark(book, sheaves)
        book.save(target, deterministic_id=True)
    return archival(target.getvalue())


def _number(book: Any, first: int) -> None:
    """Stamp 1, 2, 3 from the page of that index on."""
    import pikepdf

    stamps = _stamps(len(book.pages) - first)
    with pikepdf.open(BytesIO(stamps)) as numbers:
        for place, (page, stamp) in enumerate(
            zip(list(book.pages)[first:], numbers.pages, strict=True), start=1
        ):
            laid_over(page, stamp, pikepdf.Rectangle(page.mediabox), f"/PageNumber{place}")


def laid_over(page: Any, other: Any, frame: Any, name: str) -> None:
    """Draw a page of another PDF over this one, inside a rectangle, never made larger.

    As pikepdf's ``add_overlay`` does, but under a name that is given: a name by chance would make
    another file each time.
    """
    import pikepdf

    form = other.as_form_xobject()
    placed = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    drawn = page.calc_form_xobject_placement(form, placed, frame, allow_expand=False)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + drawn)
    page.contents_coalesce()


def _stamps(count: int) -> bytes:
    """Empty A4 pages with a number each."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    font = registered(Face.SONG)
    size = (210 * MM, 297 * MM)
    canvas = Canvas(target, pagesize=size, invariant=1, initialFontName=font)
    for number in range(1, count + 1):
        canvas.setFont(font, 12)
        canvas.drawRightString(size[0] - _RIGHT, size[1] - _DOWN, str(number))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _mark(book: Any, sheaves: Sequence[Sheaf]) -> None:
    """A bookmark for each row; under it one for each of its papers, where they are several."""
    from pikepdf import OutlineItem

    with book.open_outline() as outline:
        at = 0
        for sheaf in sheaves:
            starts = [at]
            for leaf in sheaf.leaves:
                starts.append(starts[-1] + leaf.pages)
            if sheaf.leaves:
                row = OutlineItem(sheaf.title, at)
                outline.root.append(row)
            if len(sheaf.leaves) > 1:
                for leaf, (start, _) in zip(sheaf.leaves, pairwise(starts), strict=True):
                    row.children.append(OutlineItem(leaf.title, start))
            at = starts[-1]
