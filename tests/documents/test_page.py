"""The document: what was put in is read back, in place, and the same each time."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from reportlab.graphics.shapes import Drawing, Rect

from db.store.trouble import Trouble
from desktop.documents import pdfa
from desktop.documents.flow import paginate
from desktop.documents.footers import dashed
from desktop.documents.page import (
    AGREEMENT,
    LYING,
    MM,
    OFFICIAL,
    Document,
    Face,
    Signer,
    Style,
    bold,
    filled,
)

TERM = "乙方于2024年3月31日前向甲方支付修缮费用人民币12000元（大写：人民币壹万贰仟元整），"
SIGNERS = [
    Signer("当事人（签名、盖章或者按指印）：", "party:1"),
    Signer("人民调解员（签名）：", "mediator"),
]


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text):
    return re.sub(r"\s", "", text)


def agreement(lines=3, **options):
    paper = Document(
        "人民调解协议书", author="天龙镇人民调解委员会", subject="（2024）天人调字第37号", **options
    )
    paper.title("人民调解协议书")
    paper.fields([("姓名：", "王珺玥"), ("性别：", "女")], columns=[2, 1])
    paper.heading("协议内容：")
    for number in range(lines):
        paper.paragraph(f"第{number}项：双方自愿。")
    paper.signatures(SIGNERS, office="天龙镇人民调解委员会", day="2024年2月26日")
    return paper


def test_text_comes_back_as_it_was_put_in():
    paper = Document("x", footer=None)
    long = TERM * 12
    paper.paragraph(long, ["王𬭸说", bold("同意"), filled("2000元", 8), "。"])
    text = squeezed("".join(pages_of(paper.render().pdf)))
    assert text == long + "王𬭸说同意2000元。"


def test_a_stretched_line_has_no_spaces_for_readers():
    paper = Document("x", footer=None)
    for lead in range(20, 31):
        paper.paragraph("字" * lead + "520403198703120028号" + "后" * 20, indent=0)
    assert max(box.line.gap for box in paper.boxes) > 0.2 * 14
    done = paper.render()
    assert " " not in "".join(pages_of(done.pdf))
    if shutil.which("pdftotext"):  # poppler sees spaces sooner than pdfium
        call = ["pdftotext", "-", "-"]
        read = subprocess.run(call, input=done.pdf, capture_output=True, check=True).stdout
        assert " " not in read.decode("utf-8")


def test_pages_are_numbered_of_how_many():
    pages = pages_of(agreement(60).render().pdf)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in squeezed(page)


def test_official_numbers_stand_between_dashes_outside():
    paper = Document("报告", sheet=OFFICIAL, footer=dashed)
    for _ in range(50):
        paper.paragraph("依法行政。")
    with pypdfium2.PdfDocument(paper.render().pdf) as document:
        for number, page in enumerate(document, 1):
            found = page.get_textpage()
            at = found.search(f"— {number} —").get_next()
            left, bottom, right, top = found.get_charbox(at[0])
            assert (left > 300) is bool(number % 2)
            assert 35 * MM - bottom == pytest.approx(7 * MM, abs=8)
            assert right > left
            assert top > bottom


def test_the_official_sheet_holds_22_lines_of_28():
    paper = Document("报告", sheet=OFFICIAL, footer=None)
    paper.paragraph("字" * (28 * 44), indent=0)
    pages = pages_of(paper.render().pdf)
    assert [len(page.split()) for page in pages] == [22, 22]
    assert all(len(line) == 28 for page in pages for line in page.split())


@pytest.mark.parametrize("lines", range(45))
def test_signatures_never_stand_alone_on_a_page(lines):
    done = agreement(lines + 2).render()
    signed_on = {place.page for name, place in done.places.items()}
    assert len(signed_on) == 1
    page = pages_of(done.pdf)[signed_on.pop()]
    assert page.count("双方自愿") >= 2


def test_signatures_and_seal_stay_within_the_text_area_and_apart():
    done = agreement().render()
    assert set(done.places) == {"party:1", "mediator", "seal"}
    for place in done.places.values():
        assert 28 * MM - 0.1 <= place.x0 < place.x1 <= 210 * MM - 25.4 * MM + 0.1
        assert 25.4 * MM - 0.1 <= place.y0 < place.y1 <= 297 * MM - 25.4 * MM + 0.1
    seal = done.places["seal"]
    assert seal.x1 - seal.x0 == pytest.approx(45 * MM)
    assert seal.y1 - seal.y0 == pytest.approx(45 * MM)
    assert done.places["party:1"].y0 >= done.places["mediator"].y1 >= seal.y1


def test_the_seal_lies_over_office_and_date():
    done = agreement().render()
    seal = done.places["seal"]
    with pypdfium2.PdfDocument(done.pdf) as document:
        found = document[seal.page].get_textpage()
        at, count = found.search("2024年2月26日").get_next()
        boxes = [found.get_charbox(number) for number in range(at, at + count)]
    assert all(seal.x0 < box[0] < box[2] < seal.x1 for box in boxes)
    assert all(seal.y0 < box[1] < box[3] < seal.y1 for box in boxes)


@pytest.mark.parametrize("count", range(12, 42))
def test_more_signers_than_a_page_holds_are_all_there_and_the_last_beside_the_seal(count):
    paper = Document("x")
    paper.paragraph(TERM)
    crowd = [Signer("当事人：", f"party:{number}") for number in range(count)]
    paper.signatures(crowd, office="委员会", day="2024年2月26日")
    places = paper.render().places
    assert len(places) == count + 1
    assert places["seal"].page == places[f"party:{count - 1}"].page


def test_long_labels_get_a_line_of_their_own():
    paper = Document("x")
    label = "当事人或者其委托代理人（签名、盖章或者按指印）："
    paper.signatures([Signer(label, "a"), Signer(label, "b")], columns=2)
    places = paper.render().places
    assert places["a"].y0 >= places["b"].y1
    assert places["a"].x1 - places["a"].x0 > 6 * 14


@pytest.mark.parametrize("length", [2, 11, 12, 25, 60])
def test_a_name_before_the_line_turns_and_leaves_room_to_sign(length):
    paper = Document("x")
    name = "某" * length
    paper.signatures([Signer("当事人（签名盖章或按指印）：", "a", name), Signer("记录人：", "b")])
    done = paper.render()
    first, second = done.places["a"], done.places["b"]
    assert first.x1 == pytest.approx(AGREEMENT.width - AGREEMENT.right)
    assert first.x1 - first.x0 >= 5.5 * 14
    assert first.y0 > second.y1
    assert name in squeezed("".join(pages_of(done.pdf)))


def test_who_signs_for_a_company_stands_on_a_line_of_its_own():
    paper = Document("x")
    name = "被申请人安家物业公司（林伟签名并盖章）"
    paper.signatures([Signer("当事人（签名盖章或按指印）：", "a", name)])
    assert "（林伟签名并盖章）" in "".join(pages_of(paper.render().pdf)).splitlines()


def test_two_places_of_one_name_are_a_bug():
    paper = Document("x")
    paper.signatures([Signer("甲：", "same"), Signer("乙：", "same")])
    with pytest.raises(ValueError, match="same"):
        paper.render()


def test_no_line_of_a_paragraph_stands_alone_on_a_page():
    turned = 0
    for lead in range(18, 30):
        paper = Document("x", footer=None)
        for _ in range(lead):
            paper.paragraph("正文")
        paper.paragraph(TERM * 4)
        last = paper.boxes[-1].galley
        counts = [
            sum(box.galley is last for box in page)
            for page in paginate(paper.boxes, AGREEMENT.room)
        ]
        assert 1 not in counts
        turned += min(counts[:2]) > 0 if len(counts) > 1 else 0
    assert turned > 1


def test_a_heading_stays_with_what_follows():
    for lines in range(15, 30):
        paper = Document("x", footer=None)
        for _ in range(lines):
            paper.paragraph("正文")
        paper.heading("协议内容")
        paper.paragraph(TERM * 2)
        pages = pages_of(paper.render().pdf)
        on = next(page for page in pages if "协议内容" in page)
        assert not on.strip().endswith("协议内容")


def test_a_watermark_is_on_every_page():
    for page in pages_of(agreement(60, watermark="草稿").render().pdf):
        assert "草稿" in squeezed(page).replace("草\n稿", "草稿") or {"草", "稿"} <= set(page)


def test_everything_else_a_form_may_need():
    paper = Document("x", sheet=LYING)
    paper.title(
        "关于天龙镇二官村村民王某某与吐尔逊相邻排水纠纷一案卷宗移交登记表（附目录及说明）" * 2
    )
    paper.blank_lines(2)
    paper.rule()
    paper.gap(10)
    drawing = Drawing(100, 50)
    drawing.add(Rect(0, 0, 100, 50))
    paper.image(drawing, width=100, place="chart")
    paper.new_page()
    paper.paragraph("第二页\n第三段", align="right", style=Style(Face.KAI, 12))
    paper.hold(1)
    done = paper.render()
    assert done.pages == 2
    assert done.places["chart"].x1 - done.places["chart"].x0 == pytest.approx(100)
    assert pages_of(done.pdf)[1].split()[:2] == ["第二页", "第三段"]


def png():
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (40, 20), (200, 20, 30)).save(target, "PNG")
    return target.getvalue()


def test_a_picture_keeps_its_proportions_and_passes_as_pdfa():
    paper = Document("x")
    paper.image(png(), width=80, place="seal")
    done = paper.render()
    place = done.places["seal"]
    assert (place.x1 - place.x0, place.y1 - place.y0) == pytest.approx((80, 40))
    assert pdfa.findings(pdfa.archival(done.pdf)) == []


def test_the_same_calls_give_the_same_bytes():
    paper = agreement(made=date(2024, 2, 26))
    first = paper.render()
    assert paper.render() == first
    assert agreement(made=date(2024, 2, 26)).render() == first
    assert agreement(made=date(2024, 2, 27)).render().pdf != first.pdf
    assert pdfa.archival(first.pdf) == pdfa.archival(first.pdf)


def test_no_helvetica_and_only_embedded_fonts():
    paper = agreement(watermark="草稿")
    paper.table([["", ""]], widths=[1, 1])
    paper.paragraph("")
    with pikepdf.open(BytesIO(paper.render().pdf)) as file:
        fonts = [thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary)
                 and thing.get("/Type") == "/Font"]  # fmt: skip
        assert fonts
        for font in fonts:
            assert "Helvetica" not in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_pdfa_is_approved_and_the_text_still_there():
    plain = agreement(made=date(2024, 2, 26)).render().pdf
    assert pdfa.findings(plain) != []
    kept = pdfa.archival(plain)
    assert pdfa.findings(kept) == []
    assert pages_of(kept) == pages_of(plain)
    with pikepdf.open(BytesIO(kept)) as file:
        assert str(file.docinfo["/Title"]) == "人民调解协议书"
        assert str(file.docinfo["/Author"]) == "天龙镇人民调解委员会"
        assert str(file.docinfo["/Subject"]) == "（2024）天人调字第37号"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20240226")
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"


def test_what_cannot_become_pdfa_is_refused_in_words():
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 100, "Helvetica is not embedded")
    canvas.save()
    with pytest.raises(Trouble, match="PDF/A-2b"):
        pdfa.archival(target.getvalue())
