"""Backups: proven before they count, and thinned."""

import shutil
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import Case, Mediator
from db.store import backup as module
from db.store.backup import back_up, copied_at, copies_of, thinned
from db.store.check import check
from db.store.database import Database
from db.store.keys import keyring_path
from db.store.listing import Listing
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD
from tests.store.test_steps import contents

START = datetime(2024, 12, 31, 18)


@pytest.fixture
def case(database):
    with database.step("登记纠纷") as session:
        session.add(agreed_case(1))
    return database


def files(folder):
    """The files of a folder but its locks."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.suffix != ".lock"}


def cases(store, password=PASSWORD):
    with Database.open(store, password) as database, database.read() as session:
        return Listing(Case).count(session)


# ---- making ----


def test_a_backup_equals_the_store_and_opens_alone(case, tmp_path):
    told = []
    copy = back_up(case, tmp_path / "stick" / "备份", "季末", lambda *at: told.append(at))
    assert copy.name.startswith("枫桥备份-")
    assert copy.name.endswith("-季末.db")
    assert told[-1][0] == told[-1][1] > 0
    assert sorted(p.name for p in copy.parent.iterdir()) == [copy.name, f"{copy.name}.keys"]
    with Database.open(copy, PASSWORD) as opened:
        assert contents(opened) == contents(case)
        assert check(opened).sound
    assert check(case).sound


def test_nothing_is_readable_in_a_backup(case, tmp_path):
    copy = back_up(case, tmp_path / "b")
    for path in copy.parent.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format")
        for word in ("张三", "520403188001010017", "mediation"):
            assert word.encode() not in content


def test_a_backup_is_one_moment_while_others_save(case, tmp_path):
    """Steps kept while the copy is made are in it wholly or not at all."""
    stop = threading.Event()
    saved = []

    def save():
        while not stop.is_set():
            with case.step("登记") as session:
                session.add(Mediator.fresh(name=f"调解员{len(saved)}"))
            saved.append(1)

    thread = threading.Thread(target=save)
    thread.start()
    try:
        copies = []
        for number in range(3):
            before = len(saved)
            copies.append((back_up(case, tmp_path / str(number)), before))
    finally:
        stop.set()
        thread.join(60)
    for copy, before in copies:
        with Database.open(copy, PASSWORD) as opened, opened.read() as session:
            assert Listing(Mediator).count(session) - 2 >= before
            assert check(opened).sound


def test_two_backups_within_a_second_are_two(case, tmp_path):
    """The second once took the first's place, as one named 接收前 and one by hand may meet."""
    folder = tmp_path / "b"
    made = [back_up(case, folder), back_up(case, folder), back_up(case, folder, "接收前")]
    assert len({copied_at(copy) for copy in made}) == 3
    assert list(copies_of(folder, case.keyring.store_id)) == made[::-1]
    for copy in made:
        assert cases(copy) == 1


def test_cancelling_leaves_nothing(case, tmp_path):
    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(case, tmp_path / "b", progress=cancel)
    assert files(tmp_path / "b") == {}
    assert check(case).sound


def test_a_full_stick_is_told_before_anything_is_written(case, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(Trouble, match="空间不足"):
        back_up(case, tmp_path / "b")
    assert files(tmp_path / "b") == {}


def test_a_folder_in_the_way_is_told(case, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match="不能写入"):
        back_up(case, tmp_path / "file")


def test_a_stick_pulled_out_is_told_and_leaves_nothing(case, tmp_path, monkeypatch):
    """The keyring cannot be written any more; the copy does not count without it."""

    def gone(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(module, "_flush", gone)
    with pytest.raises(Trouble, match="备份写不进"):
        back_up(case, tmp_path / "b")
    assert files(tmp_path / "b") == {}


def test_a_damaged_store_is_not_backed_up(case, tmp_path):
    case.close()
    data = bytearray(case.path.read_bytes())
    for place in range(len(data) // 2, len(data), 4096):
        data[place + 100] ^= 0xFF
    case.path.write_bytes(data)
    with pytest.raises(Trouble, match="损坏"), Database.open(case.path, PASSWORD) as opened:
        back_up(opened, tmp_path / "b")
    assert not (tmp_path / "b").exists() or files(tmp_path / "b") == {}


def test_a_copy_that_is_not_the_store_does_not_count(case, tmp_path, monkeypatch):
    chains = iter(["one", "another"])
    monkeypatch.setattr(module, "_last_chain", lambda _connection: next(chains))
    with pytest.raises(Trouble, match="不一致"):
        back_up(case, tmp_path / "b")
    assert files(tmp_path / "b") == {}


# ---- thinning ----


def copies(times):
    return [Path(f"枫桥备份-{at:%Y%m%d-%H%M%S}.db") for at in times]


def test_few_copies_are_all_kept():
    assert thinned(copies(START - timedelta(minutes=n) for n in range(10))) == []


def test_of_a_busy_day_the_newest_ten_stay():
    made = copies(START - timedelta(minutes=n) for n in range(25))
    assert thinned(made) == made[10:]


def test_of_each_of_thirty_days_one_stays_and_of_each_month():
    made = copies(START - timedelta(hours=12 * n) for n in range(2 * 400))
    gone = thinned(made)
    kept = [path for path in made if path not in gone]
    days, months = {p.name[5:13] for p in kept}, {p.name[5:11] for p in kept}
    assert {p.name[5:11] for p in made} == months
    assert {p.name[5:13] for p in made[:60]} <= days
    assert len(kept) == 10 + (30 - 5) + (len(months) - 1)
    for month in months:  # of a month the newest is kept
        assert max(p for p in made if p.name[5:11] == month) in kept


@given(st.lists(st.datetimes(min_value=datetime(2020, 1, 1), max_value=START), unique=True))
def test_thinning_keeps_the_newest_and_is_done_once(times):
    made = sorted({*copies(times)})
    gone = thinned(made)
    kept = [path for path in made if path not in gone]
    assert set(gone) < {*made} or not made
    assert kept[-10:] == made[-10:]
    assert thinned(kept) == []
    assert {p.name[5:11] for p in kept} == {p.name[5:11] for p in made}


def test_old_copies_go_with_their_keyrings_and_others_stay(case, tmp_path):
    folder = tmp_path / "b"
    first = back_up(case, folder)
    for number in range(30):
        name = f"枫桥备份-{START - timedelta(minutes=number):%Y%m%d-%H%M%S}.db"
        shutil.copyfile(first, folder / name)
        shutil.copyfile(keyring_path(first), keyring_path(folder / name))
    (folder / "枫桥备份-20200101-000000.db").write_bytes(b"whose?")
    (folder / "年度报告.docx").write_bytes(b"mine")
    other, _ = Database.create(tmp_path / "other" / "store.db", "别所", PASSWORD)
    with other:
        foreign = back_up(other, folder, "别所")
    newest = back_up(case, folder, "再一次")
    names = {path.name for path in folder.iterdir()}
    assert {"枫桥备份-20200101-000000.db", "年度报告.docx", foreign.name, newest.name} <= names
    kept = {n for n in names if n.endswith(".db")} - {"枫桥备份-20200101-000000.db", foreign.name}
    assert len(kept) in (10, 11)  # the newest ten, and one more where the month changed
    assert {f"{name}.keys" for name in kept} <= names
    assert len([n for n in names if n.endswith(".keys")]) == len(kept) + 1
