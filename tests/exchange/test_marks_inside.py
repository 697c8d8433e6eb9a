"""Marks of state secrets inside attached files: told when they come, read before they leave."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from db.store.attachments import attachments_of
from desktop.exchange.attaching import take_in
from desktop.exchange.marks_inside import mark_inside
from desktop.exchange.parcel.manifest import PackedFile
from desktop.exchange.saving_out import save_out
from desktop.exchange.secret_marks import Marked, in_files
from tests.offices import agreed_case, new_store, settle

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
PDF, OFD = "application/pdf", "application/ofd"


def docx(*runs):
    document, out = Document(), BytesIO()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    document.save(out)
    return out.getvalue()


def xlsx(*cells):
    book, out = Workbook(), BytesIO()
    book.active.append(cells)
    book.save(out)
    return out.getvalue()


def pdf(text):
    registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def packed(name, data):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "mark"),
    [
        (WORD, docx("关于某事的通知", "机", "密★10年"), "机密"),
        (WORD, docx("调解员应当保守秘密，来往密切"), ""),
        (SHEET, xlsx("一组", "秘密★5年"), "秘密"),
        (SHEET, xlsx("一组", "秘密"), "秘密"),
        (PDF, pdf("密级：绝密"), "绝密"),
        (PDF, pdf("调解协议"), ""),
        (OFD, packed("Doc_0/Pages/Page_0/Content.xml", "<a>&#26426;&#23494;</a>"), "机密"),
    ],
)
def test_a_mark_is_found_in_the_text_of_a_file(kind, content, mark):
    found = mark_inside(kind, content)
    assert (found.mark, found.unread) == (mark, "")


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        (WORD, packed("word/document.xml", b"<" * 60_000_000), "太长"),
        (WORD, docx("机密")[:300], "读不出来"),
        (PDF, pdf("机密")[:300], "读不出来"),
    ],
)
def test_a_bomb_or_a_broken_file_is_said_and_no_obstacle(kind, content, said):
    found = mark_inside(kind, content)
    assert not found.mark
    assert said in found.sentence("通知.docx")


def test_a_mark_is_told_when_the_file_comes_and_read_before_it_leaves(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    with new_store(tmp_path) as database:
        committee = settle(database)
        with database.step("登记") as session:
            session.add(agreed_case(committee))
        outcome = take_in(database, "mediation", 1, [("通知.docx", docx("机密★10年"))])
        assert outcome.added == ["通知.docx"]
        assert "通知.docx”里有国家秘密标志“机密”" in outcome.notes[0]
        with database.read() as session:
            files = attachments_of(session, "mediation", 1)
        with pytest.raises(Marked):
            save_out(database, files, folder)
        assert not list(folder.iterdir())
        assert save_out(database, files, folder, marks_read=True)


def test_a_parcel_is_searched_in_what_was_attached():
    inside = PackedFile("附件/1/通知.docx", docx("绝密"), "attachment")
    (place,) = in_files([inside])
    assert place.sentence == "附件“附件/1/通知.docx”：“绝密”"
