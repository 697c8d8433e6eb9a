"""Makes the fonts of this folder again from pinned packages; a developer runs it by hand.

Needs the dependency group ``fonts``, ``apt-get``, ``dpkg-deb`` and ``pip``; takes about five
minutes on three cores. ``python resources/fonts/make.py WORK_FOLDER`` downloads into the work
folder, checks every SHA-256, subsets, turns CFF outlines into ``glyf``, renames, runs the gate
and only then writes ``*.ttf``, ``coverage.txt``, ``tongyong-8105.txt`` and ``SHA256SUMS`` here.
"""

from __future__ import annotations

import bz2
import hashlib
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from charsets import GB2312, GBK, MARKS, is_hanzi
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib.instancer import instantiateVariableFont
from gate import covered, failures
from touch import BOX, TICK, add_ticked_box, widen_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).resolve().parent

# Package (Debian as name=version, PyPI as name==version) and the SHA-256 of its file.
PACKAGES = {
    "texlive-lang-chinese=2022.20230122-1": (
        "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0"
    ),
    "fonts-lxgw-wenkai=1.250+repack-1": (
        "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318"
    ),
    "fonts-noto-cjk=1:20220127+repack1-1": (
        "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502"
    ),
    "fonts-hanazono=20170904-2.1": (
        "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae"
    ),
    "unicode-data=15.0.0-1": "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
    "justmytype-intl-cjk==0.1.0": (
        "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256"
    ),
    "pylopdf-fonts-zh-cn==0.1.1": (
        "e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3"
    ),
}

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-{}.ttf"
NOTO_SANS = "justmytype_intl_cjk/fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
NOTO_SERIF = "pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf"
NOTO_SERIF_BOLD = "usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
NOTO_SERIF_SC = 2  # the Simplified Chinese face inside the collection
HANAZONO = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"


@dataclass(frozen=True)
class Face:
    """One file to make: its PostScript name, window family, source, and what to keep."""

    name: str
    family: str
    source: str
    keep: Callable[[int, frozenset[int]], bool]
    weight: int = 400
    number: int = -1


def office(code: int, table: frozenset[int]) -> bool:
    """Marks, GBK and 通用规范汉字表: what a face needs to be read in without gaps."""
    return code in MARKS or code in GBK or code in table


def gb2312(code: int, _table: frozenset[int]) -> bool:
    """All that FandolFang may be trusted with; its symbols and later hanzi hold wrong glyphs."""
    return code in GB2312


def marks(code: int, _table: frozenset[int]) -> bool:
    """A small face, so that everyday text never opens the large one for its commas."""
    return code in MARKS


def other_hanzi(code: int, _table: frozenset[int]) -> bool:
    """What the body face leaves out."""
    return is_hanzi(code) and code not in GB2312


def everything(code: int, _table: frozenset[int]) -> bool:
    """The face behind all others."""
    return is_hanzi(code) or code in MARKS


def astral(code: int, _table: frozenset[int]) -> bool:
    """Ext B and later."""
    return code > 0xFFFF and is_hanzi(code)


FACES = (
    Face("DocSong-Regular", "Doc Song", NOTO_SERIF, everything),
    Face("DocSong-Bold", "Doc Song", NOTO_SERIF_BOLD, office, weight=700, number=NOTO_SERIF_SC),
    Face("DocFangSong-Regular", "Doc FangSong", FANDOL, gb2312),
    Face("DocFangMarks-Light", "Doc Fang Marks", WENKAI.format("Light"), marks),
    Face("DocFangExt-Light", "Doc Fang Ext", WENKAI.format("Light"), other_hanzi),
    Face("DocKai-Regular", "Doc Kai", WENKAI.format("Regular"), office),
    Face("DocHei-Medium", "Fengqiao Sans", NOTO_SANS, office, weight=500),
    Face("UiSans-Regular", "Fengqiao Sans", NOTO_SANS, office),
    Face("DocRare-Regular", "Doc Rare", HANAZONO, astral),
)


def fetch(work: Path) -> Path:
    """Download, check and unpack every package; returns the folder with all their files."""
    tree = work / "tree"
    for package, digest in PACKAGES.items():
        before = set(work.iterdir())
        if "==" in package:
            call = [sys.executable, "-m", "pip", "download", "--no-deps", package]
        else:
            call = ["apt-get", "download", package]
        stem = package.split("=")[0]
        found = [p for p in before if p.name.replace("-", "_").startswith(stem.replace("-", "_"))]
        if not found:
            subprocess.run(call, cwd=work, check=True)
            found = list(set(work.iterdir()) - before)
        if hashlib.sha256(found[0].read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{package}: the file is not the one this script was written for")
        if found[0].suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", found[0], tree], check=True)
        else:
            ZipFile(found[0]).extractall(tree)
    return tree


def official_table(tree: Path) -> list[int]:
    """The 8,105 characters of 通用规范汉字表 (2013) in its own order (Unihan's kTGH)."""
    text = bz2.decompress((tree / UNIHAN).read_bytes()).decode("utf-8")
    places = {}
    for line in text.splitlines():
        if "\tkTGH\t" in line:
            code, _, place = line.split("\t")
            places[int(code.removeprefix("U+"), 16)] = int(place.split(":")[1])
    return sorted(places, key=places.__getitem__)


def subset(font: TTFont, codes: Iterable[int]) -> None:
    """Keep these characters; drop hinting, layout tables and vertical metrics."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += [
        "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "meta", "STAT", "gasp",
    ]  # fmt: skip
    chooser = Subsetter(options)
    chooser.populate(unicodes=codes)
    chooser.subset(font)


def to_glyf(font: TTFont) -> None:
    """Cubic CFF outlines into quadratic ``glyf``, at most one unit away; ReportLab reads no CFF."""
    shapes = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = font.getGlyphOrder()
    table.glyphs = glyphs
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for name in (
        "maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(maxp, name, 1 if name == "maxZones" else 0)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, face: Face) -> None:
    """Our own names: the OFL reserves the old ones, and ReportLab merges equal ones."""
    table = font["name"]
    rights = [str(n) for n in table.names if n.nameID in (0, 13) and n.langID in (0, 0x409)]
    style = face.name.split("-")[1]
    table.names = []
    own = {"Regular": face.family, "Bold": face.family}.get(style, f"{face.family} {style}")
    values = {
        0: " ".join(dict.fromkeys(rights)) or "See the licences folder beside this file.",
        1: own, 2: "Bold" if style == "Bold" else "Regular", 3: face.name,
        4: f"{face.family} {style}", 5: "Version 1.000", 6: face.name, 16: face.family, 17: style,
    }  # fmt: skip
    for number, value in values.items():
        table.setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsType = 0
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    font["head"].created = font["head"].modified = 3786912000  # 2024-01-01: same input, same file


def make(face: Face, tree: Path, table: frozenset[int], out: Path) -> str:
    """Make one file of the set; returns its name."""
    font = TTFont(tree / face.source, fontNumber=face.number, recalcTimestamp=False)
    subset(font, [code for code in font.getBestCmap() if face.keep(code, table)])
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": face.weight})
        font.recalcTimestamp = False
    if "CFF " in font:
        to_glyf(font)
    if {BOX, TICK, ord("“")} <= set(font.getBestCmap()) and "WenKai" in face.source:
        widen_quotes(font)
        add_ticked_box(font)
    rename(font, face)
    font.save(out / f"{face.name}.ttf")
    return face.name


def drop_doubles(path: Path, richer: Path) -> None:
    """Take out of a face what a richer face, earlier in every chain, already draws."""
    font = TTFont(path, recalcTimestamp=False)
    subset(font, set(font.getBestCmap()) - set(TTFont(richer).getBestCmap()))
    font.save(path)


def main(work: Path) -> None:
    """Fetch, make, prove, and only then put the files here."""
    work.mkdir(parents=True, exist_ok=True)
    tree, out = fetch(work), work / "out"
    out.mkdir(exist_ok=True)
    order = official_table(tree)
    with ProcessPoolExecutor(3) as pool:
        jobs = [pool.submit(make, face, tree, frozenset(order), out) for face in FACES]
        for job in jobs:
            print("made", job.result(), flush=True)
    drop_doubles(out / "DocRare-Regular.ttf", out / "DocSong-Regular.ttf")
    rows = "\n".join("".join(map(chr, order[at : at + 50])) for at in range(0, len(order), 50))
    (out / "tongyong-8105.txt").write_text(
        "# 通用规范汉字表 (2013), 8105 characters in its order; from Unihan 15.0, field kTGH\n"
        + rows + "\n", encoding="utf-8",
    )  # fmt: skip
    (out / "coverage.txt").write_text(
        "".join(f"{face.name} {covered(out / f'{face.name}.ttf')}\n" for face in FACES),
        encoding="ascii",
    )
    if found := failures(out, frozenset(order), GB2312, GBK):
        raise SystemExit("the gate refuses the set:\n" + "\n".join(found))
    names = [*(f"{face.name}.ttf" for face in FACES), "coverage.txt", "tongyong-8105.txt"]
    for name in names:
        (HERE / name).write_bytes((out / name).read_bytes())
    sums = (f"{hashlib.sha256((HERE / n).read_bytes()).hexdigest()}  {n}\n" for n in names)
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
