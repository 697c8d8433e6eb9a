"""Two small repairs on the faces made from WenKai: full-width quotation marks and a ticked box."""  # noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FULL_WIDTH = 1000  # the em of WenKai
OPENING, CLOSING = "“‘", "”’"
BOX, TICK, TICKED_BOX = 0x25A1, 0x2713, 0x2611


def _shifted(font: TTFont, name: str, move: tuple[float, ...], pen: TTGlyphPen) -> None:
    font.getGlyphSet()[name].draw(TransformPen(pen, move))


def widen_quotes(font: TTFont) -> None:
    """Chinese quotation marks fill one em, openers on its right side, closers on its left."""
    cmap = font.getBestCmap()
    for mark in OPENING + CLOSING:
        name = cmap[ord(mark)]
        width, _ = font["hmtx"][name]
        pen = TTGlyphPen(None)
        aside = FULL_WIDTH - width - 60 if mark in OPENING else 60
        _shifted(font, name, (1, 0, 0, 1, aside, 0), pen)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (FULL_WIDTH, glyph.xMin)


def add_ticked_box(font: TTFont) -> None:
    """☑, which no free Chinese face has, out of the face's own □ and ✓."""
    cmap = font.getBestCmap()
    pen = TTGlyphPen(None)
    _shifted(font, cmap[BOX], (1, 0, 0, 1, 0, 0), pen)
    _shifted(font, cmap[TICK], (0.85, 0, 0, 0.85, 75, 60), pen)
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), "tickedbox"])
    font["glyf"].glyphs["tickedbox"] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"]["tickedbox"] = (FULL_WIDTH, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap[TICKED_BOX] = "tickedbox"
