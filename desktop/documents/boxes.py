"""The boxes a page is stacked of: lines of text, form fields, rules, images, room for ink."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.flow import Bond, Box
from desktop.documents.galley import ASCENT, Galley, Style, Text
from desktop.documents.lines import Line, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.graphics.shapes import Drawing

    from desktop.documents.flow import Pen

MM = 72 / 25.4
SEAL = 45 * MM  # a square that holds the round seal of a committee (38-42 mm) and some play


def baseline(top: float, pitch: float, size: float) -> float:
    """Where a line's baseline stands when its em is centred in its pitch; points."""
    return top - (pitch - size) / 2 - ASCENT * size


class TextLine(Box):
    """One line of a paragraph."""

    is_text = True

    def __init__(self, galley: Galley, line: Line, pitch: float) -> None:
        self.galley, self.line, self.height = galley, line, pitch

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it, its em centred in the pitch."""
        at = baseline(top, self.height, self.galley.size)
        self.galley.draw(pen.canvas, self.line, pen.left, at)


def bind(boxes: Sequence[Box]) -> None:
    """No widow, no orphan: two lines at least stand together at either end."""
    if len(boxes) > 1:
        boxes[0].bond = boxes[-2].bond = Bond.STRONG


class _Value(NamedTuple):
    """A field in its column: its text's lines stand ``x`` points from the text area's left."""

    label: Galley
    value: Galley
    lines: list[Line]
    x: float
    end: float


class FieldLine(Box):
    """One line of labelled values, each on a rule that reaches to its column's end."""

    is_text = True

    def __init__(self, values: Sequence[_Value], number: int, pitch: float) -> None:
        self.values, self.number, self.height = values, number, pitch

    def draw(self, pen: Pen, top: float) -> None:
        """Draw labels (on the first line only), values and rules."""
        for field in self.values:
            at = baseline(top, self.height, field.value.size)
            start = pen.left + field.x + field.label.natural
            if self.number == 0 and field.label.text:
                line = field.label.lines(Measure(field.label.natural + 1, field.label.size))[0]
                field.label.draw(pen.canvas, line, pen.left + field.x, at)
            if self.number < len(field.lines):
                field.value.draw(pen.canvas, field.lines[self.number], start, at)
                rule = at - 0.2 * field.value.size
                pen.stroke(start, rule, pen.left + field.end, rule, 0.5)


def field_lines(
    pairs: Sequence[tuple[Text, Text]],
    style: Style,
    width: float,
    pitch: float,
    shares: Sequence[float],
) -> list[Box]:
    """Label and value pairs in columns of these shares, as boxes of one line each."""
    boxes: list[Box] = []
    edges = [sum(shares[:at]) / sum(shares) * width for at in range(len(shares) + 1)]
    for at in range(0, len(pairs), len(shares)):
        values = []
        row_of_pairs = pairs[at : at + len(shares)]
        for place, (label, value) in enumerate(row_of_pairs):
            x, last = edges[place], place == len(row_of_pairs) - 1
            end = edges[-1] if last else edges[place + 1] - style.size / 2
            name, text = Galley(label, style), Galley(value, style)
            room = max(end - x - name.natural, 4 * style.size)
            measure = Measure(room, style.size, indent=2, hanging=2, align="left", hang=False)
            values.append(_Value(name, text, text.lines(measure), x, end))
        row = [
            FieldLine(values, number, pitch)
            for number in range(max(len(value.lines) for value in values))
        ]
        bind(row)
        boxes += row
    return boxes


class Rule(Box):
    """A horizontal rule across the text, or room for a line of handwriting above one."""

    def __init__(self, height: float, weight: float = 0.6, *, low: bool = False) -> None:
        self.height, self.weight, self.low = height, weight, low
        self.is_text = low

    def draw(self, pen: Pen, top: float) -> None:
        """Stroke it in the middle of its height, or (``low``) near its foot."""
        y = top - self.height * (0.85 if self.low else 0.5)
        pen.stroke(pen.left, y, pen.left + pen.width, y, self.weight)


class Image(Box):
    """A picture (PNG or JPEG bytes) or a ReportLab drawing, centred.

    Args:
        what: the picture or drawing.
        width: points; a picture keeps its proportions.
        tallest: points; it is made smaller to fit.
        place: a name for its rectangle.
    """

    def __init__(
        self, what: bytes | Drawing, width: float, tallest: float, place: str | None = None
    ) -> None:
        self.what, self.place = what, place
        if isinstance(what, bytes):
            from reportlab.lib.utils import ImageReader

            self.reader = ImageReader(BytesIO(what))
            across, down = self.reader.getSize()
        else:
            across, down = what.width, what.height
        self.scale = min(width / across, tallest / down)
        self.width, self.height = across * self.scale, down * self.scale

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it in the middle of the text area."""
        x, y = pen.left + (pen.width - self.width) / 2, top - self.height
        if isinstance(self.what, bytes):
            pen.canvas.drawImage(self.reader, x, y, self.width, self.height, mask="auto")
        else:
            from reportlab.graphics import renderPDF

            pen.canvas.saveState()
            pen.canvas.translate(x, y)
            pen.canvas.scale(self.scale, self.scale)
            renderPDF.draw(self.what, pen.canvas, 0, 0)
            pen.canvas.restoreState()
        if self.place:
            pen.mark(self.place, x, y, x + self.width, top)
