"""A workbook of 100,000 cases against bare XlsxWriter writing the same cells."""

import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from db.registers import Case
from db.store.database import Database
from db.store.listing import Listing
from desktop.exchange.exporting import export
from desktop.exchange.rows_out import Wish, batches
from tests.bench.many import plain

ROWS = 100_000


def run() -> list[tuple[str, float, str]]:
    """Ratios of the whole export (query, names, masks, entry) to the bare writing of its cells.

    The peer has all cells in memory already and writes them in the same streaming mode, with a
    format per column, by the method of the cell's type. Both are one thread that computes, so its
    time of the processor is compared: the machine's other work does not count.
    """
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            plain(database, ROWS)
            return [
                _compare(database, Path(folder), name, wish)
                for name, wish in (
                    ("all fields", Wish(Listing(Case), masked=False)),
                    ("the list as shown, masked", Wish(Listing(Case), shown=True)),
                )
            ]


def _compare(database: Database, folder: Path, name: str, wish: Wish) -> tuple[str, float, str]:
    start = time.process_time()
    export(database, wish, folder / "ours.xlsx")
    mine = time.process_time() - start
    with database.read() as session:
        sheets: list[list[Any]] = [[] for _ in wish.sheets]
        for batch in batches(session, wish):
            for kept, rows in zip(sheets, batch.rows, strict=True):
                kept.extend(rows)
    heads = [[column.header for column in sheet.columns] for sheet in wish.sheets]
    start = time.process_time()
    _bare(folder / "bare.xlsx", heads, sheets)
    theirs = time.process_time() - start
    cells = sum(cell is not None for rows in sheets for row in rows for cell in row)
    size = (folder / "ours.xlsx").stat().st_size / (folder / "bare.xlsx").stat().st_size
    assert 0.9 < size < 1.2, "not the same cells"
    note = (
        f"{mine:.1f} s against {theirs:.1f} s of bare XlsxWriter, {ROWS:,} cases, {cells:,} cells"
    )
    return name, mine / theirs, note


def _bare(path: Path, heads: list[list[str]], sheets: list[list[Any]]) -> None:
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    day, plain = (book.add_format({"num_format": look}) for look in ("yyyy-mm-dd", "@"))
    for head, rows in zip(heads, sheets, strict=True):
        page = book.add_worksheet()
        page.write_row(0, 0, head)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, place, cell, plain)
                elif isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                elif cell is not None:
                    page.write_number(number, place, cell)
    book.close()


if __name__ == "__main__":
    for line in run():
        print(*line)
