"""Text in its faces: runs of styled text, set into lines and drawn onto a ReportLab canvas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.fonts import GLYPHS, Face, printable
from desktop.documents.lines import PAD, Line, Measure, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.text_layer import ExtractableFont

BLACK = (0.0, 0.0, 0.0)
GREY = (0.45, 0.45, 0.45)
RED = (0.78, 0.06, 0.09)

ASCENT = 0.86  # of the em, where a hanzi's top stands above the baseline, in all our faces
UNDERLINE_DROP, UNDERLINE_WIDTH = 0.17, 0.045  # of the size


class Style(NamedTuple):
    """How a run looks; size in points, colour as red, green, blue from 0 to 1."""

    face: Face = Face.FANG_SONG
    size: float = 14.0
    underline: bool = False
    colour: tuple[float, float, float] = BLACK

    @property
    def bold(self) -> Style:
        """The same, emphasised (another face: Chinese print smears no type)."""
        return self._replace(face=self.face.bolder)

    @property
    def underlined(self) -> Style:
        """The same with a line under it, as a form's filled-in value."""
        return self._replace(underline=True)


class Run(NamedTuple):
    """A piece of text in one look.

    Without a style it looks like the paragraph. ``least`` is the least width in ems: a fill-in
    space, in the middle of which the text stands.
    """

    text: str
    style: Style | None = None
    least: float = 0.0
    underline: bool = False
    bold: bool = False


def filled(text: str, least: float = 0.0) -> Run:
    """A form's value on its underline, which is at least so many ems long (also when empty)."""
    return Run(text, least=least, underline=True)


def bold(text: str) -> Run:
    """An emphasised run."""
    return Run(text, bold=True)


Text = str | Run | list[str | Run]


class _Piece(NamedTuple):
    """Characters from ``start`` on that share one look."""

    start: int
    style: Style


class Galley:
    """A paragraph's characters with fonts and widths, ready to be broken and drawn.

    Args:
        text: a string, a run, or a list of both.
        style: the look of what names none.

    Raises:
        MissingGlyph: a character no font draws.
    """

    def __init__(self, text: Text, style: Style) -> None:
        self.style = style
        self.fonts: list[ExtractableFont | None] = []
        self.advances: list[float] = []
        self.pieces: list[_Piece] = []
        self.size = style.size
        parts: list[str] = []
        for part in text if isinstance(text, list) else [text]:
            run = Run(part) if isinstance(part, str) else part
            parts.append(self._add(run, printable(run.text)))
        self.text = "".join(parts)

    def _add(self, run: Run, text: str) -> str:
        style = run.style or self.style
        if run.bold:
            style = style.bold
        if run.underline:
            style = style.underlined
        self.pieces.append(_Piece(len(self.advances), style))
        self.size = max(self.size, style.size)
        glyphs, scale = GLYPHS[style.face], style.size / 1000
        fonts: list[ExtractableFont | None] = []
        advances: list[float] = []
        for char in text:
            if char == "\n":
                fonts.append(None)
                advances.append(0.0)
            else:
                font, advance = glyphs[char]
                fonts.append(font)
                advances.append(advance * scale)
        lack = run.least * style.size - sum(advances)
        if run.least and lack > 0 and "\n" not in text:
            text = f"{PAD}{text}{PAD}"
            fonts = [None, *fonts, None]
            advances = [lack / 2, *advances, lack / 2]
        self.fonts += fonts
        self.advances += advances
        return text

    @property
    def natural(self) -> float:
        """Width in points when set in one line."""
        return sum(self.advances)

    def lines(self, measure: Measure) -> list[Line]:
        """Break it to a measure."""
        return set_lines(self.text, self.advances, measure)

    def _looks(self, line: Line) -> Iterator[tuple[int, int, Style]]:
        ends = [*(piece.start for piece in self.pieces), len(self.text)]
        for piece, (start, end) in zip(self.pieces, pairwise(ends), strict=True):
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                yield first, last, piece.style

    def draw(self, canvas: Canvas, line: Line, left: float, baseline: float) -> None:
        """Draw one line; ``left`` is the measure's left edge, all in points from bottom left."""
        code: list[str] = []
        rules: list[str] = []
        x = left + line.x
        colour = BLACK
        for first, last, style in self._looks(line):
            if style.colour != colour:
                colour = style.colour
                code.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))
            x_end = x + sum(self.advances[first:last]) + line.gap * (last - first)
            self._show(canvas, code, (first, last), (x, baseline, line.gap), style)
            if style.underline:
                end = x_end - (line.gap if last == line.end else 0)
                y = baseline - UNDERLINE_DROP * style.size
                rules.append(
                    f"{UNDERLINE_WIDTH * style.size:.2f} w {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S"
                )
            x = x_end
        if colour != BLACK:
            code.append("0 0 0 rg")
        if code:
            # drawText would take three times as long
            canvas._code.append(f"BT {' '.join(code)} ET")  # noqa: SLF001
        canvas._code += rules  # noqa: SLF001

    def _show(
        self,
        canvas: Canvas,
        code: list[str],
        span: tuple[int, int],
        place: tuple[float, float, float],
        style: Style,
    ) -> None:
        """Text operators for characters of one look; a blank moves the pen."""
        document = canvas._doc  # noqa: SLF001 - fonts split their text per document
        x, y, gap = place
        at, end = span
        moved = True
        while at < end:
            font, first = self.fonts[at], at
            while at < end and self.fonts[at] is font:
                at += 1
            if font is not None:
                if moved:
                    code.append(f"{gap:.4f} Tc 1 0 0 1 {x:.3f} {y:.3f} Tm")
                    moved = False
                for subset, raw in font.splitString(self.text[first:at], document):
                    name = font.getSubsetInternalName(subset, document)
                    code.append(f"{name} {style.size:g} Tf <{raw.hex()}> Tj")
            else:
                moved = True
            x += sum(self.advances[first:at]) + gap * (at - first)
