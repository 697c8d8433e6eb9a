"""A TrueType font whose text can be copied and searched again, also above U+FFFF.

ReportLab 5.1.0 (``reportlab.pdfbase.ttfonts.makeToUnicodeCMap``) writes a character above U+FFFF as
five hexadecimal digits, where a ToUnicode map wants UTF-16BE (ISO 32000-1 9.10.3): 𬀩 is drawn
right but copied as another character. It also puts more than 100 rows into one ``bfchar`` block.
Here the map of every subset is replaced after ReportLab has made it; ReportLab is not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportlab.pdfbase.pdfdoc import PDFDocument

ROWS_A_BLOCK = 100  # Adobe Technical Note 5014: at most 100 entries between begin and end

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def to_unicode(subset: Sequence[int]) -> str:
    """The ToUnicode CMap of one 256-code subset: position is the code, value the character.

    Zeros stand for "no character" and get no row.
    """
    rows = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = (rows[at : at + ROWS_A_BLOCK] for at in range(0, len(rows), ROWS_A_BLOCK))
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return _HEAD + body + _TAIL


class ExtractableFont(TTFont):  # type: ignore[misc]  # ReportLab is untyped
    """One face, parsed from its file, with right ToUnicode maps.

    Args:
        name: the name inside the PDF; unique, for ReportLab merges faces that share one.
        path: a TrueType file with ``glyf`` outlines.

    Raises:
        reportlab.pdfbase.ttfonts.TTFError: not such a file.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), asciiReadable=0)
        self.face.name = name.encode("ascii")

    def draws(self, code: int) -> bool:
        """Whether the face has an outline (not just a table entry) for this code point."""
        glyph = self.face.charToGlyph.get(code, 0)
        places = self.face.glyphPos
        return bool(0 < glyph < len(places) - 1 and places[glyph + 1] > places[glyph])

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Write the face into the document, then correct its ToUnicode maps."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode()
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode(subset)
