"""The gate for made fonts: what must hold before a set may leave ``make.py``."""  # noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from pathlib import Path

MAY_BE_BLANK = frozenset((0x20, 0xA0, 0xAD, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))

# Every hanzi of GB 18030-2022 level 3 below Ext G: blocks as assigned when the sources were made.
BLOCKS = (
    (0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip

# Pairs whose outlines were found mixed up in other fonts: they must differ in each of ours.
MIXED_UP = ("仓仑", "雎睢", "捨舍", "￥$", "¥$", "鬆松", "幹干", "誠诚", "騁骋", "稱称", "餘余")

# What every document needs beside hanzi, and what must not be sought in a large face.
EVERYDAY = "0123456789Xx，。；：？！、“”‘’（）《》〈〉…—·￥〔〕【】○□☑√％～"


def covered(path: Path) -> str:
    """A face's characters as ``start+more`` hexadecimal runs, for choosing a face unparsed."""
    codes = sorted(TTFont(path, lazy=True).getBestCmap())
    runs = [[c for _, c in run] for _, run in groupby(enumerate(codes), lambda at: at[1] - at[0])]
    return " ".join(f"{r[0]:x}" if len(r) == 1 else f"{r[0]:x}+{len(r) - 1:x}" for r in runs)


def _shape(font: TTFont, name: str) -> bytes:
    glyph = font["glyf"][name]
    return b"" if glyph.numberOfContours == 0 else glyph.compile(font["glyf"])


def _of_face(path: Path, may_agree: frozenset[int]) -> list[str]:
    """What is wrong with one face: blank or doubled outlines, CFF, names, embedding bits."""
    font = TTFont(path)
    cmap = font.getBestCmap()
    wrong = []
    if "CFF " in font or "glyf" not in font:
        wrong.append("is not a TrueType face")
    if font["name"].getDebugName(6) != path.stem:
        wrong.append("is not named like its file")
    if font["OS/2"].fsType:
        wrong.append("may not be embedded")
    shapes = {code: _shape(font, name) for code, name in cmap.items()}
    blank = [f"U+{c:04X}" for c, s in shapes.items() if not s and c not in MAY_BE_BLANK]
    if blank:
        wrong.append(f"draws nothing for {len(blank)}: {blank[:12]}")
    first: dict[bytes, int] = {}
    twins = []
    for code, shape in shapes.items():
        if 0x4E00 <= code <= 0x9FA5 and code in may_agree:
            if shape in first:
                twins.append(chr(first[shape]) + chr(code))
            first[shape] = code
    if twins:
        wrong.append(f"draws two characters alike: {twins}")
    wrong += [
        f"draws {one} like {other}"
        for one, other in MIXED_UP
        if ord(one) in shapes and ord(other) in shapes
        and shapes[ord(one)] == shapes[ord(other)]
    ]  # fmt: skip
    return [f"{path.stem} {what}" for what in wrong]


def failures(
    out: Path, table: frozenset[int], gb2312: frozenset[int], gbk: frozenset[int]
) -> list[str]:
    """Every reason to refuse the set; empty when it may be shipped.

    Args:
        out: folder with the made ``*.ttf``.
        table: 通用规范汉字表, code points.
        gb2312: its 6,763 hanzi.
        gbk: all two-byte characters of GBK.
    """
    wrong = [fault for path in sorted(out.glob("*.ttf")) for fault in _of_face(path, gb2312)]
    has = {path.stem: set(TTFont(path).getBestCmap()) for path in out.glob("*.ttf")}
    must = {
        "DocFangSong-Regular": gb2312,
        "DocKai-Regular": gb2312 | table,
        "DocHei-Medium": gb2312 | table,
        "UiSans-Regular": gb2312 | table,
        "DocSong-Bold": gb2312 | table,
        "DocSong-Regular": gb2312 | table | {c for c in gbk if 0x4E00 <= c <= 0x9FA5},
    }
    wrong += [
        f"{name} lacks {len(codes - has[name])} characters"
        for name, codes in must.items()
        if codes - has[name]
    ]
    if len(table) != 8105 or len(gb2312) != 6763:
        wrong.append("the reference tables themselves are not whole")
    everywhere = has["DocSong-Regular"] | has["DocRare-Regular"]
    for first, last in BLOCKS:
        missing = set(range(first, last + 1)) - everywhere
        if missing:
            wrong.append(f"U+{first:X}-{last:X}: {len(missing)} in no face of every chain")
    fang = has["DocFangMarks-Light"]
    lost = [mark for mark in EVERYDAY if ord(mark) not in fang]
    if lost:
        wrong.append(f"DocFangMarks-Light lacks {lost}")
    return wrong
