"""The bound dossier: contents against the real pages, scans of every kind, bookmarks, drafts."""

import re
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from db.registers import Case
from db.registers.mediation.orders import presets
from db.store.attachments import NewFile, attach, describe
from db.store.codes import codes
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.documents import forms
from desktop.documents.form import Form
from desktop.documents.issue import draft
from desktop.documents.office_form import finished
from desktop.documents.page import Document
from desktop.documents.pdfa import findings
from tests.offices import agreed, new_store, walk
from tests.pictures import located, locked_pdf, pdf, photo

DAY = date(2024, 6, 12)
PAGES = {"notice": 2, "meeting": 3}
"""How long the papers that stand in for the real ones are; the others have one page."""


@pytest.fixture
def papers(monkeypatch):
    """Papers of known length, each page of which says what it is."""

    def paper(code, title):
        def render(_session, _case):
            made = Document(title, made=DAY)
            for number in range(PAGES.get(code, 1)):
                if number:
                    made.new_page()
                made.paragraph(f"〔{title}〕")
            return finished(made)

        return Form(code, title, Case, render)

    made = {one.name: paper(one.code, one.name) for one in codes("dossier_paper").leaves()}
    real = forms.form
    monkeypatch.setattr(forms, "form", lambda word: made.get(word) or real(word))


@pytest.fixture
def store(tmp_path, papers):
    with new_store(tmp_path) as database:
        agreed(database, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
        yield database


def attached(store, *files):
    """Attach (purpose, content, media type)."""
    with store.step("附上") as session:
        new = [
            NewFile(f"{purpose}.{kind.rpartition('/')[2]}", kind, content, pages=1)
            for purpose, content, kind in files
        ]
        for one, (purpose, *_) in zip(attach(session, "mediation", 1, new), files, strict=True):
            describe(session, one.id, purpose=purpose)


def bound(store):
    return draft(store, forms.form("dossier"), 1)


def texts(paper):
    document = pypdfium2.PdfDocument(paper.pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def contents(pages):
    """序号: (文书名称, 页号, 备注), as the second page says."""
    lines = re.findall(r"(\d{1,2})(\D+?)(\d+(?:-\d+)?|／)(必须（缺）|必须|按需)", pages[1])
    return {int(number): (name, span, remark) for number, name, span, remark in lines}


ID_CARD = ("身份证", photo(856, 540), "image/jpeg")


def test_every_paper_that_an_order_may_name_is_a_form():
    titles = {known.title for known in forms.FORMS if known.cls is Case}
    assert {one.name for one in codes("dossier_paper").leaves()} <= titles


def test_the_contents_give_the_page_where_each_paper_really_stands(store):
    attached(
        store,
        ID_CARD,
        ("现场照片", photo(600, 800), "image/jpeg"),
        ("证据二", pdf(4), "application/pdf"),
    )
    paper = bound(store)
    pages = texts(paper)
    lines = contents(pages)
    assert len(lines) == 13
    numbered = pages[2:]
    for number, page in enumerate(numbered, start=1):
        assert re.search(rf"(^|\D){number}($|\D)", page), "the number is stamped on every page"
    spans = {name: span for name, span, _ in lines.values()}
    assert spans["人民调解申请书或人民调解受理登记表"] == "1"
    assert spans["人民调解当事人权利义务告知书"] == "2-3"
    assert spans["当事人身份证明"] == "4"
    assert spans["授权委托书"] == "／"
    assert spans["人民调解证据材料"] == "5-9"
    assert spans["人民调解记录"] == "10-12"
    for name, page in (("人民调解申请书", 1), ("人民调解记录", 10), ("人民调解协议书", 13)):
        assert f"〔{name}〕" in numbered[page - 1]
    assert lines[13][1] == str(len(numbered))
    assert f"共{len(numbered)}页" in numbered[-1]
    assert paper.pages == len(pages)


def test_it_can_be_kept_for_decades_and_is_the_same_each_time(store):
    attached(
        store, ID_CARD, ("证据", pdf(2), "application/pdf"), ("照片", located(6), "image/jpeg")
    )
    first = bound(store).pdf
    assert findings(first) == []
    assert bound(store).pdf == first
    assert b"SECRETPHONE" not in first


def test_bookmarks_lead_to_each_row_and_to_each_of_its_papers(store):
    attached(
        store,
        ("身份证甲", photo(400, 300), "image/jpeg"),
        ("身份证乙", photo(401, 300), "image/jpeg"),
    )
    with pikepdf.open(BytesIO(bound(store).pdf)) as book, book.open_outline() as outline:
        names = [item.title for item in outline.root]
        proofs = next(item for item in outline.root if item.title == "当事人身份证明")
        assert [item.title for item in proofs.children] == ["身份证甲", "身份证乙"]
    assert names[:3] == ["卷宗封面", "卷内目录", "人民调解申请书或人民调解受理登记表"]
    assert "授权委托书" not in names  # nothing stands there


def test_a_telephones_photo_stands_upright_and_whole_on_a4(store):
    attached(store, ("身份证", located(6), "image/jpeg"))
    document = pypdfium2.PdfDocument(bound(store).pdf)
    page = document[5]
    assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.1)
    image = page.render(scale=0.25).to_pil().convert("RGB")
    top, bottom = (image.getpixel((image.width // 2, y)) for y in (30, 160))
    assert top[0] > 150 > top[2]  # red is its left half, and its upper one once it is turned
    assert bottom[2] > 150 > bottom[0]


def test_a_pdf_that_cannot_be_kept_is_drawn(store):
    """Fonts that are not embedded: the page looks the same, as a picture."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(842, 595))
    canvas.drawString(100, 100, "Helvetica is not in here")
    canvas.save()
    attached(store, ID_CARD, ("证据", out.getvalue(), "application/pdf"))
    paper = bound(store)
    assert findings(paper.pdf) == []
    assert contents(texts(paper))[6][1] == "5"


def test_every_page_of_a_scanned_tiff_is_bound(store):
    pages = [Image.new("1", (800, 1100), number % 2) for number in range(3)]
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    attached(store, ("身份证", out.getvalue(), "image/tiff"))
    assert contents(texts(bound(store)))[3][1] == "4-6"


def test_what_cannot_be_bound_is_named_all_at_once(store):
    attached(
        store,
        ("身份证", photo()[:4000], "image/jpeg"),
        ("证据一", locked_pdf(), "application/pdf"),
        ("证据二", b"%PDF-1.7 nothing", "application/pdf"),
        ("证据三", b"PK", "application/msword"),
    )
    with pytest.raises(Trouble) as caught:
        bound(store)
    sentence = caught.value.sentence
    for name in ("身份证.jpeg", "证据一.pdf", "证据二.pdf", "证据三.msword"):
        assert f"“{name}”" in sentence
    assert "密码" in sentence


def test_a_recording_has_a_sheet_that_tells_of_it(store):
    attached(store, ID_CARD, ("证据录音", b"ID3 sound", "audio/mpeg"))
    pages = texts(bound(store))
    assert any("录音录像存放说明" in page and "证据录音.mpeg" in page for page in pages)


def test_it_is_a_draft_while_something_is_lacking_without_a_reason(store):
    lacking = bound(store)
    assert "还缺“当事人身份证明”" in lacking.missing
    assert "草稿" in texts(lacking)[0]
    assert contents(texts(lacking))[3] == ("当事人身份证明", "／", "必须（缺）")
    with store.step("理由") as session:
        session.get(Case, 1).gaps_reason = "当事人的证件在洪水中遗失"
    excused = bound(store)
    assert excused.missing == ()
    pages = texts(excused)
    assert "草稿" not in "".join(pages)
    note = next(page for page in pages if "当事人的证件在洪水中遗失" in page)
    assert "当事人身份证明" in note
    assert "卷宗情况说明" in note


def test_the_cover_says_what_the_form_asks_for(store):
    walk(store, 1, "perform", performed_on=DAY)
    walk(store, 1, "close", closed_on=DAY, filed_by="王书记员", filed_on=DAY, retention="2")
    cover = texts(bound(store))[0]
    for words in (
        "测试镇人民调解委员会",
        "调解卷宗",
        "张三与李四邻里纠纷",
        "（2024）测人调字第1号",
    ):
        assert words in cover
    assert "2024年6月5日至" in cover
    assert "2024年6月11日" in cover
    for words in ("甲调解员", "王书记员", "长期"):
        assert words in cover


def test_another_order_is_another_dossier(store):
    from sqlalchemy import select

    from db.registers import Office

    with store.step("选用") as session:
        session.scalar(select(Office)).dossier_preset = "nine"
    lines = contents(texts(bound(store)))
    names = [row.name for row in presets()["nine"].rows if row.numbered]
    assert [name for name, *_ in lines.values()] == names


def test_binding_can_be_stopped(store):
    def stop(done, total):
        if done * 2 > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        draft(store, forms.form("dossier"), 1, stop)
