"""Somebody's report is read whatever program wrote it, or refused in one sentence."""

import zipfile

import pytest
from docx import Document

from db.figures.annual_report.comparing import Verdict, compare
from db.figures.annual_report.composing import set_out
from db.figures.annual_report.plain import text_of
from db.figures.annual_report.template import template
from db.store.trouble import Trouble
from desktop.documents.annual_report.docx_out import docx_of
from desktop.documents.annual_report.paper import sheet_of
from desktop.exchange.report_text import read_report
from tests.report_facts import OWN, seed_facts

TEXT = "一、组织\n　　全年召开会议4次。"


@pytest.fixture(scope="module")
def composed():
    return set_out(template("full"), OWN, seed_facts())


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_of_windows(tmp_path, code):
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode(code))
    assert read_report(path) == "一、组织\n全年召开会议4次。"


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf"])
def test_our_own_report_comes_back_number_for_number(tmp_path, composed, ending):
    made = {
        "txt": lambda: text_of(composed).encode(),
        "docx": lambda: docx_of(composed),
        "pdf": lambda: sheet_of(composed).pdf,
    }
    path = tmp_path / f"报告.{ending}"
    path.write_bytes(made[ending]())
    lines = compare(composed, read_report(path))
    assert len(lines) > 50
    assert {one.verdict for one in lines} == {Verdict.EQUAL}


def test_words_in_tables_are_read_once(tmp_path):
    document = Document()
    document.add_paragraph("办理1152件")
    document.add_table(1, 2).rows[0].cells[1].text = "代办34件"
    path = tmp_path / "表.docx"
    document.save(path)
    text = read_report(path)
    assert [text.count(word) for word in ("1152件", "34件")] == [1, 1]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("空.txt", b" \n ", "没有文字"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧.doc"),
        ("坏.docx", b"PK\x03\x04" + bytes(100), "坏.docx 已损坏"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "坏.pdf"),
        ("乱.txt", b"\xff\x81\xff\x00\x81", "编码认不出来"),
        ("大.txt", b"a" * 20_000_001, "超过 20 MB"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Trouble, match=word):
        read_report(path)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(Trouble, match="读不了文件"):
        read_report(tmp_path / "没有.txt")


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 120_000_000)
    with pytest.raises(Trouble, match="解开后超过 100 MB"):
        read_report(path)
