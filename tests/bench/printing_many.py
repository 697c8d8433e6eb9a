"""Bench: 200 agreements printed to one PDF against the same 200 printed one by one.

Printing to one PDF renders each, leaves out the drafts and joins; one by one each is rendered in
a session of its own and written to its own file. Then the printer's side: pages of the joined file
drawn for a printer of 300 dots an inch against the bare drawing of the same pages, and the most
memory that it took beyond one page.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

COUNT = int(os.environ.get("FENGQIAO_BENCH_PAPERS", "200"))
PAGES = 12
"""Pages drawn for the printer; each costs the same."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def settled(folder: Path):
    """A store with so many agreed cases; gives it and their ids."""
    from db.store.moves import way_to
    from tests.offices import agreed_case, new_store, settle

    database = new_store(folder)
    committee, ids = settle(database), []
    with database.step("登记") as session:
        for _ in range(COUNT):
            case = agreed_case(committee)
            session.add(case)
            for move in way_to(case, "agreed"):
                move.make(case, session)
            session.flush()
            ids.append(case.id)
    return database, ids


def to_printer(pdf: bytes, folder: Path) -> tuple[float, float, int]:
    """Seconds of printing the first pages and of only drawing them; MB beyond one page."""
    import resource

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    from desktop.windows.paper.pdf_pages import PRINTER, page_image
    from desktop.windows.paper.printers import Setup, new_printer
    from desktop.windows.paper.printing import put

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert app

    def printed(pages: int) -> None:
        printer = new_printer("试印")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(folder / "printed.pdf"))
        put(printer, pdf, range(pages), Setup(), lambda *_: None)

    printed(1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours = seconds(lambda: printed(PAGES))
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    bare = seconds(lambda: [page_image(pdf, page, PRINTER) for page in range(PAGES)])
    return ours, bare, more


def run() -> list[tuple[str, float, str]]:
    """(what, time of ours / time of the floor, note)."""
    from desktop.documents.forms import form
    from desktop.documents.issue import draft
    from desktop.documents.joined import collect

    agreement = form("agreement")
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, ids = settled(folder)
        with database:
            draft(database, agreement, ids[0])
            joined: list[bytes] = []

            def together() -> None:
                batch = collect(database, agreement, ids)
                assert len(batch.papers) == COUNT
                joined.append(batch.pdf())
                (folder / "all.pdf").write_bytes(joined[0])

            def alone() -> None:
                for number in ids:
                    paper = draft(database, agreement, number)
                    (folder / f"{number}.pdf").write_bytes(paper.pdf)

            one, many = seconds(together), seconds(alone)
        ours, bare, more = to_printer(joined[0], folder)
    size = len(joined[0]) / 2**20
    return [
        (
            f"{COUNT} agreements in one PDF / one by one",
            one / many,
            f"{one:.1f} s against {many:.1f} s, {size:.1f} MB",
        ),
        (
            f"{PAGES} pages to a printer / only drawn",
            ours / bare,
            f"{ours / PAGES * 1000:.0f} ms a page; {more} MB more than for one page",
        ),
    ]


if __name__ == "__main__":
    for what, ratio, note in run():
        print(f"{what}: {ratio:.2f}  {note}")
