"""The faces: every character is drawn and read back, or the export stops and names it."""

import hashlib
import re
import shutil
import subprocess
from functools import cache
from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from db.store.trouble import Trouble
from desktop.documents import fonts
from desktop.documents.fonts import FONTS, GLYPHS, Face, MissingGlyph
from desktop.documents.galley import Galley, Style
from desktop.documents.lines import Measure
from desktop.documents.page import Document
from desktop.documents.text_layer import ROWS_A_BLOCK, to_unicode

EXT_G = "\U00030106"  # in no face of ours
TIBETAN = "བ"


def official_table() -> str:
    lines = (FONTS / "tongyong-8105.txt").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def sheet(text: str, face: Face) -> bytes:
    """A PDF of nothing but this text, one line under another."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1, initialFontName=fonts.registered(face))
    galley = Galley(text, Style(face, 10))
    y = 800.0
    for line in galley.lines(Measure(500, 10, align="left")):
        galley.draw(canvas, line, 40, y)
        y -= 14
        if y < 40:
            canvas.showPage()
            y = 800.0
    canvas.save()
    return target.getvalue()


def read_by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s", "", text)


def read_by_poppler(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s", "", done.stdout.decode("utf-8"))


@pytest.fixture(scope="module", params=Face, ids=lambda face: face.name)
def all_8105(request):
    return sheet(official_table(), request.param)


def test_the_table_is_the_official_one():
    table = official_table()
    assert len(table) == len(set(table)) == 8105
    assert table.startswith("一乙二十丁")
    assert sum(char > "\uffff" for char in table) == 196


def test_all_8105_characters_come_back_from_pdfium(all_8105):
    assert read_by_pdfium(all_8105) == official_table()


def test_all_8105_characters_come_back_from_poppler(all_8105):
    assert read_by_poppler(all_8105) == official_table()


def test_one_in_a_hundred_of_all_characters_we_cover_comes_back():
    covered = fonts._coverage()
    codes = {code for name in Face.FANG_SONG.value for first, last in
             zip(covered[name].firsts, covered[name].lasts, strict=True)
             for code in range(first, last + 1)}  # fmt: skip
    assert len(codes) > 91_000
    text = "".join(map(chr, sorted(codes)[::97]))
    text = re.sub(r"\s", "", fonts.printable(text))
    assert read_by_pdfium(sheet(text, Face.FANG_SONG)) == text


def test_all_8105_characters_have_an_outline():
    for face in Face:
        glyphs = GLYPHS[face]
        assert [char for char in official_table() if not glyphs[char].font.draws(ord(char))] == []


def test_coverage_says_what_the_files_hold():
    for name, coverage in fonts._coverage().items():
        table = fonts._file(name).face.charToGlyph  # ReportLab makes U+00A0 from U+0020
        held = {code for code, glyph in table.items() if glyph} - {0xA0}
        told = {
            code
            for first, last in zip(coverage.firsts, coverage.lasts, strict=True)
            for code in range(first, last + 1)
        }
        assert told - {0xA0} == held, name


def test_the_files_are_those_the_gate_let_through():
    for line in (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest, name


def test_no_two_faces_share_a_name():
    names = [fonts._file(name).face.name for name in fonts._coverage()]
    assert len(set(names)) == len(names) == 9


@pytest.mark.parametrize(
    ("char", "code"),
    [(EXT_G, "U+30106"), (TIBETAN, "U+0F56"), ("\x07", "U+0007"), ("\ud800", "U+D800"),
     ("\U000e0100", "U+E0100"), ("\ufe0f", "U+FE0F"), ("😀", "U+1F600"), ("\0", "U+0000")],
)  # fmt: skip
@pytest.mark.parametrize("face", Face)
def test_a_missing_glyph_stops_the_export_and_is_named(face, char, code):
    with pytest.raises(MissingGlyph, match=re.escape(code)) as caught:
        Galley(f"王{char}", Style(face))
    assert caught.value.char == char
    assert caught.value.sentence.encode("utf-8")  # it can be shown
    assert caught.value.sentence.endswith("。")


def test_a_missing_glyph_leaves_the_document_as_it_was():
    paper = Document("x")
    paper.paragraph("当事人王珺玥")
    before = paper.render()
    with pytest.raises(MissingGlyph):
        paper.paragraph(f"当事人王{EXT_G}")
    assert paper.render() == before


def test_missing_characters_can_be_listed_before_printing():
    assert fonts.missing(f"王{EXT_G}珺{TIBETAN}{EXT_G}\n\u200b") == [EXT_G, TIBETAN]
    assert fonts.missing("王珺玥，阿不都·热合曼：𬭸𠮷〇☑") == []


def test_invisible_characters_from_web_pages_are_left_out():
    pasted = "甲\u200b方\ufeff\xa0乙\u2060方\r\n丙\u200e\t丁\xad\v戊"
    assert fonts.printable(pasted) == "甲方 乙方\n丙 丁\n戊"
    assert read_by_pdfium(sheet(fonts.printable(pasted), Face.FANG_SONG)) == "甲方乙方丙丁戊"


def test_everyday_text_parses_only_two_small_files(monkeypatch):
    # Fresh ones for this test alone: two fonts of one name must never meet in a paper.
    monkeypatch.setattr(fonts, "_file", cache(fonts._file.__wrapped__))
    monkeypatch.setitem(GLYPHS, Face.FANG_SONG, fonts._Glyphs(Face.FANG_SONG))
    Galley("2024年2月5日，甲方（张三）支付￥1,000.00元——“已收讫”……☑", Style())
    assert fonts._file.cache_info().currsize == 2
    assert fonts._file("DocFangMarks-Light").fontName == "DocFangMarks-Light"
    assert fonts._file.cache_info().currsize == 2


def test_runs_change_where_the_font_does():
    runs = [(font.fontName, text) for font, text in fonts.runs("王珺玥2024𠮷", Face.FANG_SONG)]
    assert runs == [
        ("DocFangSong-Regular", "王"),
        ("DocFangExt-Light", "珺玥"),
        ("DocFangMarks-Light", "2024"),
        ("DocFangExt-Light", "𠮷"),
    ]


def test_hanzi_are_one_em_wide_in_every_face():
    for face in Face:
        assert fonts.width("枫桥珺𬭸𠮷，。“”（）……", face, 14) == pytest.approx(13 * 14)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The folder 补充字库, where none of our files holds U+2611."""
    real = fonts._coverage()
    bare = {name: held for name, held in real.items() if name != "DocFangMarks-Light"}
    bare["DocFangMarks-Light"] = fonts._Coverage([0x20], [0x7E])
    monkeypatch.setattr(fonts, "_coverage", lambda: bare)
    for face in Face:
        monkeypatch.setitem(GLYPHS, face, fonts._Glyphs(face))
    monkeypatch.setenv("FENGQIAO_DATA", str(tmp_path))
    return fonts.supplements()


def test_a_font_put_into_the_offices_folder_is_asked_last(own):
    with pytest.raises(MissingGlyph, match=re.escape(str(own))):
        Galley("☑同意", Style())
    shutil.copy(FONTS / "DocFangMarks-Light.ttf", own / "补充.TTF")
    first, *others = [font.fontName for font, _ in fonts.runs("☑同意2024", Face.FANG_SONG)]
    assert first.startswith("Supplement")
    assert others == ["DocFangSong-Regular", "DocFangMarks-Light"]
    paper = Document("x", footer=None)
    paper.paragraph("☑同意2024")
    assert read_by_pdfium(paper.render().pdf) == "☑同意2024"


@pytest.mark.parametrize("content", [b"", b"not a font", b"OTTO\0\1" + bytes(200)])
def test_a_file_that_is_no_truetype_font_is_refused_in_words(own, content):
    own.mkdir()
    (own / "坏.ttf").write_bytes(content)
    with pytest.raises(Trouble, match=r"坏\.ttf"):
        fonts.runs("☑", Face.FANG_SONG)


def test_tounicode_is_utf_16_in_blocks_of_a_hundred():
    subset = [0, *range(0x4E00, 0x4E00 + 249), 0x2B029]
    rows = to_unicode(subset)
    assert "<FA> <D86CDC29>" in rows
    assert "<00>" not in rows.split("endcodespacerange")[1]
    assert re.findall(r"(\d+) beginbfchar", rows) == ["100", "100", "50"]
    for block in re.findall(r"beginbfchar\n(.*?)endbfchar", rows, re.DOTALL):
        assert len(block.splitlines()) <= ROWS_A_BLOCK


def test_charts_can_use_a_face_by_name():
    assert fonts.registered(Face.HEI) == fonts.registered(Face.HEI) == "DocHei-Medium"
