"""Bench: a dossier of 60 pages, 20 of them scans, against pikepdf merely joining the same pages.

The peer is given every page ready-made as a file of its own and does nothing but put them into
one. Ours begins at the records and the attached JPEGs: it sets 40 pages of papers, makes the scans
fit for paper, numbers and marks the pages, and proves the file to be PDF/A-2b; the proof is also
shown apart.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pikepdf
from PIL import Image, ImageDraw

from db.registers import Case
from db.registers.mediation import Meeting
from db.store.attachments import NewFile, attach
from db.store.database import Database
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.documents.pdfa import archival
from tests.offices import agreed, new_store

SCANS = 20
DAY = date(2024, 6, 12)
LINE = "双方陈述各自意见，对补偿数额仍有分歧，约定由村委会到场核实以后再行商议，各自准备材料。"


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Least processor time of ``work``, which was done before: caches and imports are warm."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def scan(number: int) -> bytes:
    """A page of writing as an office's scanner gives it: A4, 200 dots an inch, grey paper."""
    random = Random(number)
    image = Image.effect_noise((1654, 2339), 12).point(lambda grey: min(grey + 105, 255))
    draw = ImageDraw.Draw(image)
    for y in range(200, 2150, 60):
        for x in range(180, 1480, 34):
            draw.line((x, y + random.randrange(20), x + 22, y + random.randrange(30)), 30, 3)
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def fill(database: Database) -> None:
    """One agreed case with long records of eleven meetings, and twenty scans."""
    number = agreed(database, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
    with database.step("记录") as session:
        case = session.get(Case, number)
        case.gaps_reason = "测算用"
        case.meetings = [
            Meeting.fresh(
                held_on=DAY + timedelta(days=day), text="\n".join([LINE] * 24), outcome="1"
            )
            for day in range(11)
        ]
        files = [NewFile(f"证据{n}.jpg", "image/jpeg", scan(n), pages=1) for n in range(SCANS)]
        attach(session, "mediation", number, files, "证据")


def single_pages(pdf: bytes) -> list[bytes]:
    """Each page as a file of its own."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as book:
        for page in book.pages:
            out = BytesIO()
            with pikepdf.new() as one:
                one.pages.append(page)
                one.save(out)
            found.append(out.getvalue())
    return found


def joined(pages: list[bytes]) -> bytes:
    """What the peer does."""
    out = BytesIO()
    with pikepdf.new() as book:
        for page in pages:
            with pikepdf.open(BytesIO(page)) as one:
                book.pages.extend(one.pages)
        book.save(out)
    return out.getvalue()


def run() -> list[tuple[str, float, str]]:
    """(what, time of ours / time of the peer, note)."""
    with TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        fill(database)
        wanted = form("dossier")
        paper = draft(database, wanted, 1)
        whole = seconds(lambda: draft(database, wanted, 1), 1)
    pages = single_pages(paper.pdf)
    joined(pages)
    join = seconds(lambda: joined(pages), 5)
    proof = seconds(lambda: archival(paper.pdf), 1)
    note = f"{whole:.1f} s for {paper.pages} pages, {len(paper.pdf) / 2**20:.1f} MB"
    return [
        ("dossier from records and scans / joining", whole / join, note),
        ("of which the PDF/A proof / joining", proof / join, f"{proof:.2f} s"),
    ]


if __name__ == "__main__":
    for what, ratio, note in run():
        print(f"{what:44} {ratio:8.2f}  {note}")
