"""Which font file draws which character: the faces of our paper, chosen without parsing a font.

A face is a chain of files; ``resources/fonts/coverage.txt`` says what each file draws, so that a
13 MB file is parsed only when a character needs it. Behind all of them stands what the office put
into 补充字库, a folder beside its store. A character that no file draws stops the export
(``MissingGlyph``): a name must never be printed with a gap.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from enum import Enum
from functools import cache
from itertools import groupby
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from db.store.places import RESOURCES, data_folder
from db.store.trouble import Trouble
from desktop.documents.text_layer import ExtractableFont

if TYPE_CHECKING:
    from pathlib import Path

FONTS = RESOURCES / "fonts"

# Behind every face: 宋体 has all of GB 18030 level 2, Marks the ticked box, Rare Ext B to F.
_LAST = ("DocSong-Regular", "DocFangMarks-Light", "DocRare-Regular")


class Face(Enum):
    """The faces of Chinese office paper; the value is the chain of files, first choice first."""

    FANG_SONG = ("DocFangSong-Regular", "DocFangMarks-Light", "DocFangExt-Light", *_LAST)
    KAI = ("DocKai-Regular", *_LAST)
    HEI = ("DocHei-Medium", *_LAST)
    SONG = _LAST
    SONG_BOLD = ("DocSong-Bold", *_LAST)

    @property
    def bolder(self) -> Face:
        """The face for emphasis: Chinese print has no slanted or smeared type."""
        return Face.SONG_BOLD if self in (Face.SONG, Face.SONG_BOLD) else Face.HEI


class Glyph(NamedTuple):
    """What setting a character needs: the parsed font and the advance in 1/1000 of the size."""

    font: ExtractableFont
    advance: float


class MissingGlyph(Trouble):
    """No font draws this character; ``char`` and ``code`` name it."""

    def __init__(self, char: str, why: str = "") -> None:
        self.char = char
        self.code = f"U+{ord(char):04X}"
        shown = f"“{char}”（{self.code}）" if char.isprintable() else f"编码 {self.code} 的字符"
        super().__init__(
            why
            or f"字库里没有{shown}，无法打印；请把含有该字的 .ttf 字体文件"
            f"放进“补充字库”文件夹（{supplements()}）再打印，或者改字。"
        )


_lock = RLock()


def supplements() -> Path:
    """The folder 补充字库: TrueType files of the office's own, asked by name and last of all."""
    return data_folder() / "补充字库"


class _Coverage(NamedTuple):
    """The characters of one file as sorted runs."""

    firsts: list[int]
    lasts: list[int]

    def has(self, code: int) -> bool:
        at = bisect_right(self.firsts, code) - 1
        return at >= 0 and code <= self.lasts[at]


@cache
def _coverage() -> dict[str, _Coverage]:
    """``coverage.txt``: a line per file, its name and runs ``start+more`` in hexadecimal."""
    found = {}
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        name, *runs = line.split(" ")
        pairs = [(int(start, 16), int(more or "0", 16)) for start, _, more in
                 (run.partition("+") for run in runs)]  # fmt: skip
        found[name] = _Coverage([start for start, _ in pairs], [sum(pair) for pair in pairs])
    return found


@cache
def _file(name: str) -> ExtractableFont:
    """Parse one of our files; once."""
    return ExtractableFont(name, FONTS / f"{name}.ttf")


@cache
def _supplement(path: Path) -> ExtractableFont:
    try:
        return ExtractableFont(f"Supplement{crc32(path.name.encode()):08X}", path)
    except (TTFError, OSError, ValueError, IndexError, LookupError) as error:
        raise Trouble(
            f"补充字库“{path.name}”不能用：它不是 TrueType 轮廓的 .ttf 字体文件；请换一个文件。"
        ) from error


class _Glyphs(dict[str, Glyph]):
    """The glyphs of one face met so far; looking up a new character finds its file."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, char: str) -> Glyph:
        with _lock:
            glyph = self[char] = _find(char, self.face)
        return glyph


def _find(char: str, face: Face) -> Glyph:
    code = ord(char)
    for name in face.value:
        if _coverage()[name].has(code):
            font = _file(name)
            return Glyph(font, font.face.charWidths[code])
    for path in sorted(supplements().glob("*.[tT][tT][fF]")):
        font = _supplement(path)
        if font.draws(code):
            return Glyph(font, font.face.charWidths[code])
    if is_selector(code):
        raise MissingGlyph(
            char,
            f"文字中有异体字选择符（U+{code:04X}），本程序不能保证印出所选的字形；"
            "请删去选择符，或改用有单独编码的字。",
        )
    with suppress(OSError):
        supplements().mkdir(parents=True, exist_ok=True)  # the sentence sends people there
    raise MissingGlyph(char)


GLYPHS = {face: _Glyphs(face) for face in Face}


def is_selector(code: int) -> bool:
    """Variation selectors 1-256: fonts differ in what they do with them, so we refuse them."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


# Invisible format characters that come with text pasted from web pages; paper does not need them.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF),
)  # fmt: skip
_AS_PRINTED = str.maketrans({"\t": " ", "\xa0": " ", "\v": "\n", "\f": "\n", "\x85": "\n"})


def printable(text: str) -> str:
    """The text as it can be set: line ends as newline, tabs as spaces, nothing invisible."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_INVISIBLE).translate(_AS_PRINTED)


def missing(text: str, face: Face = Face.FANG_SONG) -> list[str]:
    """The characters of a text that no font draws, each once, to warn before printing."""
    lacking: dict[str, None] = {}
    for char in dict.fromkeys(printable(text).replace("\n", "")):
        try:
            GLYPHS[face][char]
        except MissingGlyph:
            lacking[char] = None
    return list(lacking)


def width(text: str, face: Face, size: float) -> float:
    """Width in points of a one-line text at this size in points.

    Raises:
        MissingGlyph: a character has no glyph.
    """
    glyphs = GLYPHS[face]
    return sum(glyphs[char].advance for char in text) * size / 1000


def runs(text: str, face: Face) -> list[tuple[ExtractableFont, str]]:
    """The text cut where the font changes.

    Raises:
        MissingGlyph: a character has no glyph.
    """
    glyphs = GLYPHS[face]
    return [(font, "".join(chars)) for font, chars in groupby(text, lambda char: glyphs[char].font)]


def registered(face: Face) -> str:
    """The name under which ReportLab's own drawings (charts) may use a face's first file.

    Without fallback: only for texts of our own.
    """
    return known(_file(face.value[0]))


def known(font: ExtractableFont) -> str:
    """Make a font known to ReportLab's drawings; gives its name there.

    Always this very object: two of one name in a document would be two fonts in it.
    """
    name: str = font.fontName
    there = name in pdfmetrics.getRegisteredFontNames()
    if not there or pdfmetrics.getFont(name) is not font:
        pdfmetrics.registerFont(font)
    return name
