"""Bench: an agreement through our page layer against its peers in the same run.

The floor is ReportLab's stock ``Paragraph`` document with the same text in the same two fonts
(which breaks lines wrongly and justifies nothing); the ratio says how much longer ours takes.
"""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph, SimpleDocTemplate

from desktop.documents import fonts, pdfa
from desktop.documents.fonts import Face
from desktop.documents.page import AGREEMENT, Document, Signer, Style
from desktop.documents.text_layer import ExtractableFont

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 15

TERMS = [
    "二〇二四年二月五日十四时许，甲方张三与乙方李四因宅基地相邻排水发生争执：乙方在其房屋北侧修建",
    "排水沟，致甲方院墙基础下沉；甲方认为乙方应当承担修缮费用，乙方认为损失不大，双方各执一词。",
    "乙方于三月底以前一次性向甲方支付修缮费用人民币壹万贰仟元整，支付方式为银行转账，不得分期；",
    "乙方于四月中旬以前将排水沟改道，改道后的排水沟距离甲方院墙不少于一米，所需费用由乙方承担；",
    "甲方收到上述款项后，不再就本次纠纷向乙方主张任何权利，双方今后应当互谅互让、和睦相处。",
]


def terms(number: int) -> list[str]:
    """The text of one agreement; each number gives another, so that nothing is cached."""
    lead = "".join(chr(0x4E00 + (number * 37 + at * 11) % 60) for at in range(4))
    return [f"第{at}条{lead}：{term}" for at, term in enumerate(TERMS * 3, 1)]


def ours(number: int, face: Face = Face.SONG) -> bytes:
    """With title, signatures and page numbers."""
    paper = Document("人民调解协议书", sheet=AGREEMENT._replace(body=Style(face)))
    paper.title("人民调解协议书")
    paper.paragraph(*terms(number))
    paper.signatures([Signer("当事人（签名）：", "party")], office="委员会", day="二〇二四年")
    return paper.render().pdf


def stock(number: int) -> bytes:
    """ReportLab's own paragraphs in the same two fonts, without signatures."""
    target = BytesIO()
    style = ParagraphStyle(
        "body", fontName="BenchSong", fontSize=14, leading=28, firstLineIndent=28, wordWrap="CJK"
    )
    head = ParagraphStyle("head", parent=style, fontName="BenchBold", fontSize=22, alignment=1)
    texts = [Paragraph("人民调解协议书", head), *(Paragraph(t, style) for t in terms(number))]
    SimpleDocTemplate(target, pagesize=A4, initialFontName="BenchSong").build(texts)
    return target.getvalue()


def seconds(make: Callable[[int], object]) -> float:
    """The median over the rounds; the first, which parses fonts, is not counted."""
    make(0)
    taken = []
    for number in range(1, ROUNDS + 1):
        start = time.perf_counter()
        make(number)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2]


def run() -> list[tuple[str, float, str]]:
    """Name, ratio, note."""
    for name, file in (("BenchSong", "DocSong-Regular"), ("BenchBold", "DocSong-Bold")):
        pdfmetrics.registerFont(ExtractableFont(name, fonts.FONTS / f"{file}.ttf"))
    for face in (fonts.Face.FANG_SONG, fonts.Face.SONG_BOLD):
        fonts.width("枫桥，2024", face, 1)  # parsed before the clock runs
    floor = seconds(stock)
    full = seconds(ours)
    daily = seconds(lambda number: ours(number, Face.FANG_SONG))
    table = seconds(listing)
    kept = seconds(lambda number: pdfa.archival(ours(number)))
    chosen = seconds(lambda _: [fonts.missing(text, Face.FANG_SONG) for text in terms(1)])
    return [
        ("agreement / stock Paragraph", full / floor, f"{full * 1000:.0f} ms, goal at most 2"),
        ("the same in 仿宋, three fonts", daily / floor, f"{daily * 1000:.0f} ms"),
        ("agreement as PDF/A / plain", kept / full, f"{kept * 1000:.0f} ms with the check"),
        ("list of 500 rows / agreement", table / full, f"{table * 1000:.0f} ms"),
        ("glyph check / agreement", chosen / full, f"{chosen * 1e6:.0f} µs for its whole text"),
    ]


def listing(number: int) -> bytes:
    """A register of 500 rows and six columns."""
    paper = Document("台账")
    rows = [
        [str(at), "张三", "二官村", f"邻里纠纷{number}", "调解成功", "已归档"] for at in range(500)
    ]
    paper.table(
        rows, widths=[1, 2, 2, 3, 2, 2], header=["序", "姓名", "村", "类型", "结果", "状态"]
    )
    return paper.render().pdf


if __name__ == "__main__":
    for name, ratio, note in run():
        print(f"{name:32} {ratio:8.2f}  {note}")
