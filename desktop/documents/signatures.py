"""The foot of a document: where people sign by hand, and the square kept free for a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.boxes import SEAL, baseline
from desktop.documents.flow import Bond, Box
from desktop.documents.galley import Galley, Style
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.flow import Pen
    from desktop.documents.lines import Line

INK_PITCH = 36.0  # points; a hand needs more than print
LEAST_EMS = 6  # the least line to sign on


class Signer(NamedTuple):
    """Someone who signs: the label before the line, the name of the place kept free, and who it is.

    A name stands behind the label, before the line; a long one turns under itself.
    """

    label: str
    place: str
    name: str = ""


class Seat(Box):
    """A row of lines to sign on, one in each column ``width`` points wide.

    A label or name turns where it would leave no room to sign, as that of a company may.
    """

    def __init__(self, signers: Sequence[Signer], style: Style, columns: int, width: float) -> None:
        self.columns, self.turn = columns, 1.4 * style.size
        self.seated = [_seated(signer, style, width / columns) for signer in signers]
        most = max((len(one.lines) for one in self.seated), default=1)
        self.height = INK_PITCH + (most - 1) * self.turn

    def draw(self, pen: Pen, top: float) -> None:
        """Label, name, rule, and the rectangle above the rule as the signer's place."""
        column = pen.width / self.columns
        for number, one in enumerate(self.seated):
            x, size = pen.left + number * column, one.words.size
            end = x + column - (0 if number == self.columns - 1 else size)
            at = baseline(top, INK_PITCH, size)
            if one.label:
                line = one.label.lines(Measure(one.aside + 1, size, align="left"))[0]
                one.label.draw(pen.canvas, line, x, at)
            for turned, line in enumerate(one.lines):
                one.words.draw(pen.canvas, line, x + one.aside, at - turned * self.turn)
            rule = at - (len(one.lines) - 1) * self.turn - 0.25 * size
            behind = one.lines[-1].width + (size / 3 if one.label else 0)
            start = min(x + one.aside + behind, end - 4 * size)
            pen.stroke(start, rule, end, rule, 0.5)
            pen.mark(one.place, start, rule, end, top)


class _Seated(NamedTuple):
    """A signer, set: words (the name, else the label) that turn ``aside`` points from the left."""

    label: Galley | None
    words: Galley
    lines: list[Line]
    aside: float
    place: str


def _seated(signer: Signer, style: Style, width: float) -> _Seated:
    label = Galley(signer.label, style) if signer.name else None
    words = Galley(signer.name or signer.label, style)
    aside = label.natural if label else 0.0
    room = max(width - aside - LEAST_EMS * style.size, LEAST_EMS * style.size)
    measure = Measure(room, style.size, align="left", hang=False)
    lines = words.lines(measure)
    if signer.name and len(lines) > 1:  # who signs for it stands on a line of its own
        apart = Galley(signer.name.replace("（", "\n（"), style)
        turned = apart.lines(measure)
        if len(turned) == len(lines):
            words, lines = apart, turned
    return _Seated(label, words, lines, aside, signer.place)


class Sealed(Box):
    """An office's name above the date, at the right, in a square kept free for its seal."""

    def __init__(self, lines: Sequence[str], style: Style, pitch: float, place: str) -> None:
        self.height, self.pitch, self.place = SEAL, pitch, place
        self.lines = [Galley(line, style) for line in lines]

    def draw(self, pen: Pen, top: float) -> None:
        """Centre the lines on the square's axis; the square touches the right margin."""
        half = max([SEAL / 2, *(line.natural / 2 for line in self.lines)])
        axis = pen.left + pen.width - half
        first = top - (SEAL - self.pitch * len(self.lines)) / 2
        for number, galley in enumerate(self.lines):
            line = galley.lines(Measure(2 * half + 1, galley.size, align="center", hang=False))[0]
            at = baseline(first - number * self.pitch, self.pitch, galley.size)
            galley.draw(pen.canvas, line, axis - half, at)
        pen.mark(self.place, axis - SEAL / 2, top - SEAL, axis + SEAL / 2, top)


def signature_block(
    signers: Sequence[Signer],
    sealed: Sequence[tuple[Sequence[str], str]],
    style: Style,
    *,
    pitch: float,
    columns: int,
    width: float,
) -> list[Box]:
    """The block as boxes, bound weakly: only a block higher than a page is cut, between rows.

    Labels that would leave no room to sign in their column get the whole width (in points).
    """
    labels = [Galley(signer.label + signer.name, style).natural for signer in signers]
    if max(labels, default=0) > width / columns - LEAST_EMS * style.size:
        columns = 1
    boxes: list[Box] = [
        Seat(signers[at : at + columns], style, columns, width)
        for at in range(0, len(signers), columns)
    ]
    boxes += [Sealed(lines, style, pitch, place) for lines, place in sealed]
    for box in boxes[:-1]:
        box.bond = Bond.WEAK
    if sealed and len(boxes) > 1:
        boxes[-2].bond = Bond.STRONG  # a seal without a name beside it says nothing
    return boxes
