"""The parts of an official document around its text: head, signature and date, imprint.

Clauses are those of GB/T 9704-2012 (党政机关公文格式).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.boxes import MM, SEAL, baseline
from desktop.documents.flow import Box
from desktop.documents.fonts import Face
from desktop.documents.galley import BLACK, RED, Galley, Run, Style, Text
from desktop.documents.lines import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.flow import Pen
    from desktop.documents.lines import Line

_MARK_DROP = 35 * MM  # 7.2.4: from the text area's top to the mark's
_MARK_SIZE = 46.0  # points at most; 7.2.4 leaves it to the office
_RULE_DROP = 4 * MM  # 7.2.7: the red rule below the number
_RULE, _THICK, _THIN = 1.2, 0.35 * MM, 0.25 * MM
_SMALL = Style(size=14.0)  # 4号, of the imprint
_SMALL_PITCH = 22.0


def _line(
    pen: Pen, text: Text, style: Style, at: float, *, align: str = "center", aside: float = 0.0
) -> None:
    """One line of text on its baseline, ``aside`` points from the margin it is aligned to."""
    galley = Galley(text, style)
    room = pen.width - (2 if align == "center" else 1) * aside
    line = galley.lines(Measure(room, galley.size, align=align, hang=False))[0]
    left = pen.left + (0 if align == "right" else aside)
    galley.draw(pen.canvas, line, left, at)


class Head(Box):
    """The red mark, the document's number, for a report upwards its signer, and the red rule."""

    def __init__(self, mark: str, number: str, signer: str, body: Style, pitch: float) -> None:
        self.mark, self.number, self.signer = mark, number, signer
        self.body, self.pitch = body, pitch
        self.size = _MARK_SIZE
        self.height = _MARK_DROP + self.size + 3 * pitch + _RULE_DROP

    def draw(self, pen: Pen, top: float) -> None:
        """Mark, two blank lines, number; the number stands at the left where a signer is named."""
        natural = Galley(self.mark, Style(Face.SONG_BOLD, 1.0)).natural
        size = min(self.size, pen.width / natural)
        mark = Style(Face.SONG_BOLD, size, colour=RED)
        under = top - _MARK_DROP - self.size
        _line(pen, self.mark, mark, baseline(under + self.size, self.size, size))
        at = baseline(under - 2 * self.pitch, self.pitch, self.body.size)
        aside = self.body.size
        upwards = bool(self.signer)
        side = "left" if upwards else "center"
        _line(pen, self.number, self.body, at, align=side, aside=aside)
        if upwards:
            name = Run(self.signer, self.body._replace(face=Face.KAI))
            _line(pen, ["签发人：", name], self.body, at, align="right", aside=aside)
        y = top - self.height + _RULE
        pen.canvas.setStrokeColorRGB(*RED)
        pen.stroke(pen.left, y, pen.left + pen.width, y, _RULE)
        pen.canvas.setStrokeColorRGB(*BLACK)


class Signed(Box):
    """Who signs, over the date (7.3.5).

    Sealed: the date ends four characters from the right, the name stands centred over it, and the
    seal's square, recorded as ``seal``, begins within one line of the text. Unsealed: the name
    ends two characters from the right, the date begins two to the right of the name.
    """

    def __init__(self, name: str, day: str, body: Style, pitch: float, *, sealed: bool) -> None:
        self.name, self.day = Galley(name, body), Galley(day, body)
        self.body, self.pitch, self.sealed = body, pitch, sealed
        self.height = (5 if sealed else 3) * pitch

    def starts(self, width: float) -> tuple[float, float]:
        """Where name and date begin, in points from the text area's left edge."""
        em, name, day = self.body.size, self.name.natural, self.day.natural
        if self.sealed:
            at = width - 4 * em - day
            middle = min(at + day / 2, width - name / 2)
            return middle - name / 2, middle - day / 2
        at = width - 2 * em - name
        if at + 2 * em + day > width - 2 * em:  # a date that is longer than the name
            return width - 4 * em - day, width - 2 * em - day
        return at, at + 2 * em

    def draw(self, pen: Pen, top: float) -> None:
        """Name and date; the square is only recorded: a seal is ink."""
        starts = self.starts(pen.width)
        first = 2 if self.sealed else 1
        for number, (galley, x) in enumerate(zip((self.name, self.day), starts, strict=True)):
            line = galley.lines(Measure(galley.natural + 1, galley.size, align="left"))[0]
            at = baseline(top - (first + number) * self.pitch, self.pitch, galley.size)
            galley.draw(pen.canvas, line, pen.left + x, at)
        if self.sealed:
            axis = pen.left + starts[1] + self.day.natural / 2
            high = top - self.pitch / 2
            pen.mark("seal", axis - SEAL / 2, high - SEAL, axis + SEAL / 2, high)


class Imprint(NamedTuple):
    """版记 (7.4): to whom copies go, who printed it and when."""

    copied_to: Sequence[str]
    printed_by: str
    printed_on: str


class ImprintBox(Box):
    """The imprint, whose last rule is the text area's foot, wherever on the page it is reached."""

    def __init__(self, imprint: Imprint, bottom: float) -> None:
        self.imprint, self.bottom = imprint, bottom
        self.copies = f"抄送：{'，'.join(imprint.copied_to)}。" if imprint.copied_to else ""
        self.height = _SMALL_PITCH * 1.2 * (len(self._copied(400)) + 1)

    def _copied(self, width: float) -> list[tuple[Galley, Line]]:
        if not self.copies:
            return []
        galley = Galley(self.copies, _SMALL)
        measure = Measure(width, _SMALL.size, hanging=3 * _SMALL.size, align="left")
        return [(galley, line) for line in galley.lines(measure)]

    def draw(self, pen: Pen, top: float) -> None:
        """Rules of two weights; every line begins and ends one character from the margin."""
        del top
        left, right, em, y = pen.left, pen.left + pen.width, _SMALL.size, self.bottom
        pen.stroke(left, y, right, y, _THICK)
        at = baseline(y + _SMALL_PITCH, _SMALL_PITCH, em)
        _line(pen, self.imprint.printed_by, _SMALL, at, align="left", aside=em)
        _line(pen, f"{self.imprint.printed_on}印发", _SMALL, at, align="right", aside=em)
        y += _SMALL_PITCH
        lines = self._copied(pen.width - 2 * em)
        if lines:
            pen.stroke(left, y, right, y, _THIN)
            for number, (galley, line) in enumerate(lines):
                high = y + (len(lines) - number) * _SMALL_PITCH
                galley.draw(pen.canvas, line, left + em, baseline(high, _SMALL_PITCH, em))
            y += len(lines) * _SMALL_PITCH
        pen.stroke(left, y, right, y, _THICK)
