"""Photos on paper: two beside one another, each over its caption, never parted from it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.boxes import MM, baseline
from desktop.documents.flow import Box
from desktop.documents.galley import Galley, Style
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.flow import Pen

ACROSS = 2
_BETWEEN = 6 * MM
_PITCH = 1.4  # of the caption's size, from line to line
_MOST_LINES = 2


class Photo(NamedTuple):
    """A JPEG or PNG and what stands under it."""

    content: bytes
    caption: str


class PhotoRow(Box):
    """One row of photos, each as large as its cell allows; width and height in points."""

    def __init__(
        self, photos: Sequence[Photo], width: float, height: float, style: Style, first: int
    ) -> None:
        from reportlab.lib.utils import ImageReader

        self.cell = cell_width(width)
        self.readers = [ImageReader(BytesIO(photo.content)) for photo in photos]
        self.style, self.first, self.room = style, first, height
        measure = Measure(self.cell, style.size, align="center", hang=False)
        self.captions = []
        for photo in photos:
            galley = Galley(photo.caption, style)
            self.captions.append((galley, galley.lines(measure)[:_MOST_LINES]))
        lines = max((len(lines) for _, lines in self.captions), default=0)
        self.height = height + (lines * _PITCH + 0.9) * style.size

    def draw(self, pen: Pen, top: float) -> None:
        """Each photo in the middle of its cell, its caption below."""
        pitch = _PITCH * self.style.size
        for number, reader in enumerate(self.readers):
            left = pen.left + number * (self.cell + _BETWEEN)
            across, down = reader.getSize()
            scale = min(self.cell / across, self.room / down)
            width, height = across * scale, down * scale
            x, y = left + (self.cell - width) / 2, top - self.room + (self.room - height) / 2
            pen.canvas.drawImage(reader, x, y, width, height)
            pen.frame(x, y, x + width, y + height, 0.4)
            pen.mark(f"photo:{self.first + number}", x, y, x + width, y + height)
            galley, lines = self.captions[number]
            under = top - self.room - 0.3 * self.style.size
            for place, line in enumerate(lines):
                at = baseline(under - place * pitch, pitch, galley.size)
                galley.draw(pen.canvas, line, left, at)


def cell_width(width: float) -> float:
    """How wide one photo may be on a text area of that width; points."""
    return (width - _BETWEEN * (ACROSS - 1)) / ACROSS


def photo_rows(
    photos: Sequence[Photo], width: float, style: Style, height: float | None = None
) -> list[Box]:
    """All photos in rows of two; a photo's height is three quarters of its width, or ``height``."""
    high = height or cell_width(width) * 0.75
    return [
        PhotoRow(photos[at : at + ACROSS], width, high, style, at + 1)
        for at in range(0, len(photos), ACROSS)
    ]
