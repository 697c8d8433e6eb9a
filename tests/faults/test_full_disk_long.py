"""The disk is full after every few kilobytes of what is written; a read-only one; little memory."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256

import pytest
from sqlalchemy import select

from db.registers import Case, Parcel
from db.store.backup import back_up
from db.store.check import check
from db.store.database import Database
from db.store.listing import Listing
from db.store.trouble import Trouble
from tests.faults.leaving import ROWS, with_ledger, with_seal
from tests.faults.rounds import ROOT, fill, share, small_disk
from tests.offices import PASSWORD, agreed_case


def save(database, _disk):
    with database.step("登记") as session:
        case = agreed_case(1)
        case.closing_note = "天" * 30_000
        session.add(case)


def take_in(database, disk):
    from desktop.exchange.importing.plan import plan
    from desktop.exchange.importing.reading import read
    from desktop.exchange.importing.taking import Way, take

    take(database, plan(Case, read(disk / "ledger.csv")), Way(keep=True))


def send_out(database, disk):
    from desktop.exchange.exporting import export
    from desktop.exchange.rows_out import Wish

    export(database, Wish(Listing(Case), masked=False), disk / "out.xlsx")


def copy(database, disk):
    back_up(database, disk / "copies")


ACTS = {
    "saving": (save, 1, 2),
    "importing": (take_in, ROWS, 8),
    "exporting": (send_out, 0, 2),
    "backing up": (copy, 0, 8),
}
"""What is done, how many cases more there are then, and up to how many MB of room."""


@pytest.mark.filterwarnings(
    # XlsxWriter leaves the zip that it could not finish to the collector, which cannot either.
    "ignore:Exception ignored in.*ZipFile:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("name", ACTS)
def test_a_full_disk_at_every_write(name, tmp_path, capfd):
    """With each of many sizes of room: done whole, or one sentence and nothing changed."""
    origin = tmp_path / "origin"
    origin.mkdir()
    store = with_ledger(origin)
    with Database.open(store, PASSWORD) as database, database.step("登记") as session:
        session.add_all(agreed_case(1) for _ in range(3))
    act, more, most = ACTS[name]
    refused, rounds = 0, share(60)
    for number in range(rounds):
        with small_disk(tmp_path / "disk", 16) as disk:
            for path in origin.iterdir():
                if path.is_file():
                    shutil.copyfile(path, disk / path.name)
            with Database.open(disk / "store.db", PASSWORD) as database:
                save(database, disk)  # the log and its index stand
                before = _count(database)
                ballast = fill(disk, number * most * 10**6 // rounds // 4096 * 4096)
                try:
                    act(database, disk)
                except Trouble:
                    refused += 1
                    assert _count(database) == before
                    assert not (disk / "out.xlsx").exists()
                else:
                    assert _count(database) == before + more
                ballast.unlink()
                assert check(database).findings == []
                save(database, disk)
            for made in (disk / "copies").glob("*.db") if (disk / "copies").exists() else ():
                with Database.open(made, PASSWORD) as database:
                    assert check(database).findings == []
        (tmp_path / "disk").rmdir()
    with capfd.disabled():
        told = f"{rounds} sizes of a full disk while {name}"
        print(f"\n  {told}: {refused} refused in a sentence, the rest whole", flush=True)
    assert refused


def _count(database):
    with database.read() as session:
        return Listing(Case).count(session)


def test_a_read_only_medium_is_said_and_left_as_it_is(tmp_path):
    origin = tmp_path / "origin"
    origin.mkdir()
    store = with_ledger(origin)
    with small_disk(tmp_path / "disk", 16) as disk:
        for path in (store, store.with_name("store.db.keys")):
            shutil.copyfile(path, disk / path.name)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(Trouble, match=r"只读|不能写|写入"):
            Database.open(disk / "store.db", PASSWORD)
        assert (disk / "store.db").read_bytes() == store.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS")
def test_little_memory_ends_a_command_and_harms_nothing(tmp_path, capfd):
    store = with_ledger(tmp_path)
    limited = (
        "import resource, sys; size = int(sys.argv.pop(1)) << 20;"
        "resource.setrlimit(resource.RLIMIT_AS, (size, size));"
        "sys.argv[0] = 'main.py'; import runpy; runpy.run_path('main.py', run_name='__main__')"
    )
    ended, rounds = [], share(12)
    environment = {**os.environ, "FENGQIAO_PASSWORD": PASSWORD}
    for number in range(rounds):
        size = 40 + number * 160 // rounds  # MB
        words = ["--store", str(store), "import", "mediation", str(tmp_path / "ledger.csv")]
        done = subprocess.run(
            [sys.executable, "-c", limited, str(size), *words],
            cwd=ROOT, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        ended.append(done.returncode)
        with Database.open(store, PASSWORD) as database:
            assert check(database).findings == []
            assert _count(database) % ROWS == 0
    failed = sum(code != 0 for code in ended)
    with capfd.disabled():
        print(f"\n  {rounds} imports with little memory: {failed} ended, the store sound")
    assert 0 < failed < rounds


def test_a_full_disk_while_making_parcels(tmp_path, capfd):
    """With each of many sizes of room: entered, written and whole, or one sentence and no file."""
    from db.store.whole_file import write_whole
    from desktop.exchange.parcel.making import delivered
    from tests.parcels import made

    origin = tmp_path / "origin"
    origin.mkdir()
    with_seal(origin)
    refused, rounds = 0, share(60)
    for number in range(rounds):
        with small_disk(tmp_path / "disk", 16) as disk:
            for path in origin.iterdir():
                if path.is_file():
                    shutil.copyfile(path, disk / path.name)
            out = disk / "out.p7m"
            with Database.open(disk / "store.db", PASSWORD) as database:
                ballast = fill(disk, number * 10**6 // rounds // 4096 * 4096)
                try:
                    parcel = made(database)
                    write_whole(out, parcel.content)
                    delivered(database, parcel.record_id)
                except Trouble:
                    refused += 1
                else:
                    assert sha256(out.read_bytes()).hexdigest() == parcel.digest
                ballast.unlink()
                assert check(database).findings == []
                with database.read() as session:
                    given = session.scalars(select(Parcel.sequence).order_by(Parcel.id)).all()
                assert given == list(range(1, len(given) + 1))
                assert {path.suffix for path in disk.glob("out*")} <= {".p7m"}
        (tmp_path / "disk").rmdir()
    with capfd.disabled():
        told = f"{rounds} sizes of a full disk while making parcels"
        print(f"\n  {told}: {refused} refused in a sentence, the rest whole", flush=True)
    assert refused
