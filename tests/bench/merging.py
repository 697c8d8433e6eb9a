"""Bench: 50 parcels taken in, against opening, verifying and reading them alone.

The floor is ``open_parcel`` over the same files with the JSON of their tables parsed: what nobody
who wants the numbers can leave out. Taking in compares each table with what is here, keeps it with
its history and the papers, and makes a backup before.
"""

import os
import shutil
import tempfile
from pathlib import Path

from db.figures.period import Period
from db.figures.tables import fill, summary
from desktop.exchange.merging.incoming import open_all
from desktop.exchange.merging.merge import merge
from desktop.exchange.merging.unsealing import Secrets
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.making import make_parcel
from desktop.exchange.parcel.manifest import PackedFile
from desktop.exchange.parcel.opening import open_parcel, read_parcel
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.parcel.senders import senders_of
from desktop.exchange.table_values import packed_table
from tests.bench.signing import seconds
from tests.offices import PASSWORD
from tests.pictures import pdf
from tests.sealing import county_key
from tests.townships import NAMES, Q4, bureau, township

PARCELS = int(os.environ.get("BENCH_PARCELS", "50"))
ROUNDS = 2


def run():
    """Rows of (what, ratio, note)."""
    folder = Path(tempfile.mkdtemp())
    try:
        yield from _measured(folder)
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path):
    town = township(folder / "town", NAMES[0])
    paths = list(_parcels(town, folder / "stick"))
    database = bureau(folder / "bureau", town)
    keys = [county_key()]
    with database.read() as session:
        senders = senders_of(session)

    def read_alone() -> int:
        count = 0
        for path in paths:
            opened = open_parcel(read_parcel(path), senders, keys=keys)
            for one in opened.manifest.files:
                if one.role == "table":
                    schemas.parsed(one.name, opened.files[one.name])
                    count += 1
        return count

    def take_in() -> None:
        outcome = merge(database, open_all(database, paths, Secrets(PASSWORD)))
        assert outcome.all_in
        database.undo()  # so that each round takes in the same

    least = seconds(ROUNDS, read_alone)
    ours = seconds(ROUNDS, take_in)
    size = sum(path.stat().st_size for path in paths) / 2**20
    note = f"{len(paths)} parcels, {size:.1f} MB: {ours:.2f} s, read alone {least:.2f} s"
    yield "take in and undo, against reading alone", ours / least, note
    town.close()
    database.close()


def _parcels(town, stick: Path):
    """Parcels of one office and fifty periods, each with all tables of the summary and a paper."""
    stick.mkdir()
    with town.read() as session:
        tables = [fill(session, one, Period.quarter(2024, 4), compared=False)
                  for one in summary().tables]  # fmt: skip
    paper = PackedFile("统计汇总.pdf", pdf(8))
    for number in range(PARCELS):
        period = Period.month(2020 + number // 12, number % 12 + 1)
        about = type(Q4)("summary", period.name, period.first, period.last)
        files = [paper, *(packed_table(one, period.name) for one in tables)]
        made = make_parcel(town, files, about, Seal(receivers=(1,)), PASSWORD)
        path = stick / f"{number:03}.p7m"
        path.write_bytes(made.content)
        yield path
