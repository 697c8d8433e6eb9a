"""Bench: the same pages by our page layer, by bare ReportLab, and by what else makes paper.

An agreement of one page, a dossier's list of contents, and 200 agreements in one job; the same text
in the same font, and every PDF is read back. WeasyPrint, typst and python-docx are asked of another
Python (``FENGQIAO_BENCH_PEERS``, docs/performance.md), LibreOffice of the system; who is missing
has no row. Processor time, also of processes that a peer starts; the least of several rounds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from desktop.documents import fonts
from desktop.documents.joined import joined
from desktop.documents.page import AGREEMENT, Document, Face, Style
from desktop.documents.text_layer import ExtractableFont
from tests.bench.page_layer import terms
from tests.pdf_text import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = os.environ.get("FENGQIAO_BENCH_PEERS", "")
"""The Python that has the peers, if one was named."""
BATCH = 200
WORKER = Path(__file__).parent / "peers" / "worker.py"
NAMES = {"weasyprint": "WeasyPrint", "typst": "typst", "libreoffice": "docx + LibreOffice"}
SIGNED = ["当事人（签名）：", "人民调解员（签名）：", "二〇二四年二月五日"]


class Paper(NamedTuple):
    """What stands on a page."""

    title: str
    lines: list[str]
    signed: list[str]
    rows: list[list[str]]


def agreement(number: int) -> Paper:
    """One page; each number gives another text, so that nothing is cached."""
    return Paper("人民调解协议书", terms(number)[:9], SIGNED, [])


def contents(number: int) -> Paper:
    """The list at the head of a dossier."""
    rows = [[str(at), f"笔录{number + at}", "张三", "2月5日"] for at in range(1, 21)]
    return Paper("卷内目录", [], [], [["序号", "题名", "责任者", "日期"], *rows])


def one_page(paper: Paper) -> bytes:
    """Ours."""
    page = Document(paper.title, sheet=AGREEMENT._replace(body=Style(Face.SONG)))
    page.title(paper.title)
    page.paragraph(*paper.lines, *paper.signed)
    if paper.rows:
        page.table(paper.rows[1:], widths=[1, 3, 2, 3], header=paper.rows[0])
    return page.render().pdf


def ours(papers: list[Paper]) -> bytes:
    """Each from a page of its own, in one file."""
    made = [one_page(paper) for paper in papers]
    return made[0] if len(made) == 1 else joined([("协议书", pdf) for pdf in made], "协议书")


def stock(papers: list[Paper]) -> bytes:
    """ReportLab's own paragraphs and tables in one document; Chinese lines break wrongly."""
    body = ParagraphStyle(
        "body", fontName="BenchSong", fontSize=14, leading=28, firstLineIndent=28, wordWrap="CJK"
    )
    head = ParagraphStyle("head", parent=body, fontName="BenchBold", fontSize=22, alignment=1)
    flow: list[object] = []
    for paper in papers:
        flow += [Paragraph(paper.title, head)]
        flow += [Paragraph(line, body) for line in (*paper.lines, *paper.signed)]
        if paper.rows:
            look = [("FONT", (0, 0), (-1, -1), "BenchSong", 14), ("GRID", (0, 0), (-1, -1), 0.5, 0)]
            flow += [Table(paper.rows, [45, 180, 90, 130], 28, style=look)]
        flow += [PageBreak()]
    target = BytesIO()
    room = {"leftMargin": 28 * mm, "rightMargin": 25 * mm, "topMargin": 60, "bottomMargin": 60}
    SimpleDocTemplate(target, pagesize=A4, initialFontName="BenchSong", **room).build(flow)
    return target.getvalue()


def here(make: Callable[[list[Paper]], bytes], rounds: list[list[Paper]]) -> float:
    """Least processor seconds in this process, after one round that parses fonts."""
    make(rounds[0])
    times = []
    for papers in rounds[1:]:
        start = time.process_time()
        pdf = make(papers)
        times.append(time.process_time() - start)
    proved([pdf], rounds[-1])
    return min(times)


def elsewhere(name: str, rounds: list[list[Paper]]) -> float | None:
    """Least processor seconds of a peer; None where it is not installed."""
    asked = "docx" if name == "libreoffice" else name
    if not PYTHON or (name == "libreoffice" and not shutil.which("soffice")):
        return None
    if subprocess.run([PYTHON, "-c", f"import {asked}"], capture_output=True).returncode:  # noqa: PLW1510
        return None
    told = json.dumps({"rounds": [[paper._asdict() for paper in papers] for papers in rounds]})
    with TemporaryDirectory() as folder:
        command = [PYTHON, WORKER, name, fonts.FONTS, folder]
        done = subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=True)
        made = sorted(Path(folder).glob("*.pdf"), key=lambda path: int(path.stem))
        proved([path.read_bytes() for path in made], rounds[-1])
    return min(json.loads(done.stdout))


def proved(made: list[bytes], papers: list[Paper]) -> None:
    """The files say what was asked, a page for each paper."""
    import pikepdf

    said, pages = "".join(map(text_of, made)), 0
    for pdf in made:
        with pikepdf.open(BytesIO(pdf)) as one:
            pages += len(one.pages)
            used = {str(font.get("/BaseFont")) for font in one.pages[0].Resources.Font.values()}
            assert any("Song" in name for name in used), used
    assert pages == len(papers), (pages, len(papers))
    for paper in papers:
        for words in (paper.title, *paper.lines, *paper.signed, *chain(*paper.rows)):
            assert words in said, words


def run() -> list[tuple[str, float, str]]:
    """(what, time of ours / time of the peer, note); below 1 ours is faster."""
    for name, file in (("BenchSong", "DocSong-Regular"), ("BenchBold", "DocSong-Bold")):
        pdfmetrics.registerFont(ExtractableFont(name, fonts.FONTS / f"{file}.ttf"))
    for face in (fonts.Face.FANG_SONG, fonts.Face.SONG_BOLD):
        fonts.width("枫桥，2024", face, 1)  # parsed before the clock runs
    batch = [[agreement(number + shift) for number in range(BATCH)] for shift in (0, 1000)]
    jobs = {
        "agreement": [[agreement(number)] for number in range(7)],
        "dossier's contents": [[contents(number)] for number in range(7)],
        f"{BATCH} agreements": batch,
    }
    rows = []
    for what, rounds in jobs.items():
        mine = here(ours, rounds)
        peers = {"bare ReportLab": here(stock, rounds)}
        peers |= {NAMES[name]: elsewhere(name, rounds) for name in NAMES}
        for peer, taken in peers.items():
            if taken is None:
                print(f"{peer} is not here: no row (docs/performance.md)")
            else:
                note = f"{mine * 1000:.0f} ms against {taken * 1000:.0f} ms"
                rows.append((f"{what} / {peer}", mine / taken, note))
    return rows


if __name__ == "__main__":
    for what, ratio, note in run():
        print(f"{what:40} {ratio:8.2f}  {note}")
