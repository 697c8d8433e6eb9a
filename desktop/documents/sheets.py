"""The papers we print on: size, margins, body text and the distance of its lines."""

from __future__ import annotations

from typing import NamedTuple

from desktop.documents.boxes import MM
from desktop.documents.galley import Style


class Sheet(NamedTuple):
    """Paper and margins in points, the body's style and the distance of its baselines.

    ``tied``: two lines of a paragraph at least stand together at a page's head and foot.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    body: Style = Style()
    pitch: float = 28.0
    tied: bool = True

    @property
    def measure(self) -> float:
        """The width of the text area."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """The height of the text area."""
        return self.height - self.top - self.bottom


_LONG, _SHORT = 297 * MM, 210 * MM

# Agreements and dossier forms: room for the binding, and for handwriting between the lines.
AGREEMENT = Sheet(_SHORT, _LONG, 28 * MM, 25.4 * MM, 25.4 * MM, 25.4 * MM)

# Wide lists, printed lying.
LYING = Sheet(_LONG, _SHORT, 20 * MM, 20 * MM, 25.4 * MM, 18 * MM, Style(size=10.5), 16.0)

# GB/T 9704-2012: 156 x 225 mm, 28 characters x 22 lines, each page filled. At 16 pt only 27
# characters would fit the line, at a pitch of 29 pt only 21 lines the page.
OFFICIAL = Sheet(
    _SHORT, _LONG, 28 * MM, 26 * MM, 37 * MM, 35 * MM, Style(size=15.75), 28.95, tied=False
)
