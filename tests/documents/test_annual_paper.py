"""The annual report on paper: the grid, the head, seal and date, the imprint; and as DOCX."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest

from db.figures.annual_report.composed import Annex, Block, Composed, Letterhead, Place, Run
from desktop.documents.annual_report.docx_out import docx_of
from desktop.documents.annual_report.paper import sheet_of
from desktop.documents.page import MM
from desktop.documents.pdfa import findings
from tests.pdf_text import pages_of

HEAD = Letterhead(
    mark="测试镇人民政府文件",
    number="测府报〔2025〕5号",
    signer="李某",
    addressee="测试区人民政府",
    note="此件公开发布",
    copied_to=("区司法局",),
    printed_by="测试镇人民政府办公室",
    printed_on=date(2025, 2, 6),
)


def block(text, place=Place.PARAGRAPH, **more):
    return Block(place, (Run(text),), **more)


def report(*blocks, **more):
    body = blocks or (block("全年召开专题会议4次。"),)
    values = {"signed_by": "测试镇人民政府", "dated": date(2025, 2, 5)}
    return Composed(2024, "测试镇2024年法治政府建设年度报告", body, **(values | more))


def box_of(pdf, words, page=0):
    """Left, bottom, right, top of the words on a page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        start, count = text.search(words).get_next()
        first, last = text.get_charbox(start), text.get_charbox(start + count - 1)
        return first[0], min(first[1], last[1]), last[2], max(first[3], last[3])


def test_a_full_page_holds_22_lines_of_28_characters():
    sheet = sheet_of(report(block("字" * (28 * 60 - 2))))
    assert pages_of(sheet.pdf)[1].count("字") == 22 * 28


def test_numbers_stay_with_their_units_at_every_place_of_the_line():
    for shift in range(28):
        text = "字" * shift + "办理各类事项1152件，其中代办34件，调解158件。"
        page = pages_of(sheet_of(report(block(text))).pdf)[0]
        assert "1152件" in page, shift
        assert "158件" in page


def test_a_report_upwards_has_its_number_left_and_its_signer_right():
    sheet = sheet_of(report(letterhead=HEAD))
    left, _, _, _ = box_of(sheet.pdf, HEAD.number)
    assert left == pytest.approx(28 * MM + 15.75, abs=3)
    _, _, right, _ = box_of(sheet.pdf, HEAD.signer)
    assert right == pytest.approx((210 - 26) * MM - 15.75, abs=3)
    _, _, _, top = box_of(sheet.pdf, HEAD.mark)
    assert (297 - 37 - 35) * MM - top == pytest.approx(0, abs=6)  # 35 mm below the text's top


def test_without_a_signer_the_number_stands_in_the_middle():
    head = replace(HEAD, signer="")
    left, _, right, _ = box_of(sheet_of(report(letterhead=head)).pdf, HEAD.number)
    assert (left + right) / 2 == pytest.approx((28 + 156 / 2) * MM, abs=6)


def test_the_seal_covers_name_and_date_and_begins_within_a_line_of_the_text():
    sheet = sheet_of(report(letterhead=replace(HEAD, printed_by="", mark="")))
    name, day = box_of(sheet.pdf, "测试镇人民政府"), box_of(sheet.pdf, "2025年2月5日")
    right_edge = (210 - 26) * MM
    assert right_edge - day[2] == pytest.approx(4 * 15.75, abs=6)
    assert (name[0] + name[2]) / 2 == pytest.approx((day[0] + day[2]) / 2, abs=5)
    assert sheet.stamp is not None


def test_unsealed_the_date_begins_two_characters_after_the_name():
    sheet = sheet_of(report(letterhead=Letterhead(sealed=False)))
    name, day = box_of(sheet.pdf, "测试镇人民政府"), box_of(sheet.pdf, "2025年2月5日")
    assert day[0] - name[0] == pytest.approx(2 * 15.75, abs=4)
    assert sheet.stamp is None


@pytest.mark.parametrize("lines", [1, 12, 25, 40])
def test_the_imprint_ends_the_last_even_page(lines):
    body = tuple(block("依法行政，接受监督。") for _ in range(lines))
    sheet = sheet_of(report(*body, letterhead=HEAD))
    assert sheet.pages % 2 == 0
    last = sheet.pages - 1
    _, bottom, _, _ = box_of(sheet.pdf, "2025年2月6日印发", last)
    assert bottom - 35 * MM == pytest.approx(5, abs=5)
    assert findings(sheet.pdf) == []


@pytest.mark.parametrize("lines", range(14, 24))
def test_signature_and_date_never_stand_without_text(lines):
    body = tuple(block("依法行政，接受监督。") for _ in range(lines))
    pages = pages_of(sheet_of(report(*body)).pdf)
    signed = next(page for page in pages if "2025年2月5日" in page)
    assert signed.count("依法行政") >= 2


def test_a_heading_that_runs_in_shares_the_line_with_its_paragraph():
    blocks = (
        block("规范决策程序。", Place.HEADING_2, number="（二）", run_in=True),
        block("未经审查不上会。"),
    )
    page = pages_of(sheet_of(report(*blocks)).pdf)[0]
    assert "（二）规范决策程序。未经审查不上会。" in page.replace("\n", "")


def test_problems_make_it_a_draft():
    sheet = sheet_of(report(problems=("两处数字不一致",)))
    assert sheet.missing == ("两处数字不一致",)
    assert "草" in "".join(pages_of(sheet.pdf))


def test_the_docx_says_the_same_and_keeps_the_grid():
    blocks = (
        block("健全制度", Place.HEADING_1, number="一、"),
        Block(Place.PARAGRAPH, (Run("共调解"), Run("158件", "mediation.resolved"), Run("。"))),
    )
    annexes = (Annex("上会事项说明", (block("无。"),)),)
    whole = report(*blocks, letterhead=HEAD, annexes=annexes)
    file = docx.Document(BytesIO(docx_of(whole)))
    words = [paragraph.text for paragraph in file.paragraphs]
    assert "一、健全制度" in words
    assert "共调解158件。" in words
    assert "测试镇人民政府" in words
    figures = [
        run.text
        for paragraph in file.paragraphs
        for run in paragraph.runs
        if run.style.name == "台账数字"
    ]
    assert figures == ["158件"]
    section = file.sections[0]
    grid = section._sectPr.xpath("w:docGrid")[0]
    values = {key.rpartition("}")[2]: value for key, value in grid.attrib.items()}
    text_width = 28 * (16 + int(values["charSpace"]) / 4096)
    text_height = 22 * int(values["linePitch"]) / 20
    assert text_width <= 156 * MM < text_width + 1
    assert text_height <= 225 * MM < text_height + 2


def test_the_same_report_gives_the_same_bytes():
    assert sheet_of(report(letterhead=HEAD)).pdf == sheet_of(report(letterhead=HEAD)).pdf
