"""A backup is put back without losing what stood there, whenever it is cut short."""

import contextlib
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from db.registers import Case
from db.store import backup as module
from db.store.backup import back_up, finish_restore, restore
from db.store.check import check
from db.store.database import Database
from db.store.keys import WrongPassword, keyring_path
from db.store.listing import Listing
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD

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


@pytest.fixture
def copy(case, tmp_path):
    """A backup with one case, while the store went on to two."""
    made = back_up(case, tmp_path / "b")
    with case.step("登记纠纷") as session:
        session.add(agreed_case(1))
    case.close()
    return made


def test_what_stood_there_is_moved_aside_and_not_lost(copy, store):
    aside = restore(copy, store, PASSWORD)
    assert cases(store) == 1
    assert cases(aside) == 2
    assert aside.parent == store.parent


def test_a_store_is_restored_where_none_is(copy, tmp_path):
    there = tmp_path / "新电脑" / "store.db"
    assert restore(copy, there, PASSWORD) is None
    assert cases(there) == 1
    assert set(files(there.parent)) == {"store.db", "store.db.keys"}


def test_restoring_twice_keeps_both_former_stores(copy, store):
    first = restore(copy, store, PASSWORD)
    second = restore(copy, store, PASSWORD)
    assert first != second
    assert (cases(first), cases(second), cases(store)) == (2, 1, 1)


def test_the_recovery_code_opens_a_restored_store(copy, tmp_path, code):
    there = tmp_path / "新电脑" / "store.db"
    restore(copy, there, PASSWORD)
    Database.open_with_code(there, code, "新密码 一二三四五").close()
    assert cases(there, "新密码 一二三四五") == 1
    assert cases(copy) == 1


def test_the_log_of_a_killed_program_goes_with_its_store(copy, store):
    """A -wal left beside would be taken for the restored store's own."""
    Path(f"{store}-wal").write_bytes(b"left behind")
    aside = restore(copy, store, PASSWORD)
    assert Path(f"{aside}-wal").read_bytes() == b"left behind"
    assert not Path(f"{store}-wal").exists()
    assert cases(store) == 1


@pytest.mark.parametrize(
    "damage", ["password", "missing", "ring", "cut", "flipped", "foreign ring"]
)
def test_what_cannot_be_restored_touches_nothing(copy, store, tmp_path, damage):
    password = PASSWORD
    if damage == "password":
        password = "不是这个密码"
    elif damage == "missing":
        copy = copy.with_name("没有.db")
    elif damage == "ring":
        keyring_path(copy).unlink()
    elif damage == "cut":
        copy.write_bytes(copy.read_bytes()[: 4096 * 5])
    elif damage == "flipped":
        data = bytearray(copy.read_bytes())
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
    else:
        other, _ = Database.create(tmp_path / "other" / "store.db", "别所", PASSWORD)
        other.close()
        shutil.copyfile(keyring_path(other.path), keyring_path(copy))
    before = files(store.parent), files(copy.parent)
    with pytest.raises(Trouble) as caught:
        restore(copy, store, password)
    assert isinstance(caught.value, WrongPassword) == (damage == "password")
    told = damage in ("cut", "flipped", "foreign ring")
    assert caught.value.sentence.startswith("这份备份有损坏，没有恢复，原来的仓库没有动") == told
    assert (files(store.parent), files(copy.parent)) == before
    assert cases(store) == 2


def test_a_store_in_use_is_not_replaced(copy, store):
    with Database.open(store, PASSWORD) as database:
        before = files(store.parent)
        with pytest.raises(Trouble, match="已经打开着"):
            restore(copy, store, PASSWORD)
        assert files(store.parent) == before
        assert check(database).sound


def test_a_copy_that_cannot_be_written_is_restored(copy, store):
    """From a stick with its switch set, or a disc."""
    for path in (copy, keyring_path(copy), copy.parent):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = files(copy.parent)
    restore(copy, store, PASSWORD)
    copy.parent.chmod(0o755)
    assert files(copy.parent) == before
    assert cases(store) == 1


def test_no_room_to_restore_is_told(copy, store, monkeypatch):
    before = files(store.parent)
    usage = shutil.disk_usage(store.parent)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(Trouble, match="空间不足"):
        restore(copy, store, PASSWORD)
    assert files(store.parent) == before


CUT = """
import os, sys
from pathlib import Path
copy, store, password, stop = *map(Path, sys.argv[1:3]), *sys.argv[3:]
from db.store import backup
count = 0
def counting(really):
    def go(self, *arguments):
        global count
        count += 1
        if count > int(stop):
            os._exit(9)
        return really(self, *arguments)
    return go
Path.replace = counting(Path.replace)
backup.restore(copy, store, password)
print("done")
"""


def test_cut_short_at_any_rename_the_store_is_the_old_or_the_new_one(copy, store, tmp_path):
    """Killed before each rename in turn; opening finishes what has begun, and nothing is lost."""
    outcome = []
    for stop in range(10):
        place = tmp_path / f"cut{stop}"
        place.mkdir()
        for ending in ("", ".keys"):
            shutil.copyfile(f"{store}{ending}", place / f"store.db{ending}")
        Path(f"{place}/store.db-wal").write_bytes(b"")
        run = subprocess.run(
            [sys.executable, "-c", CUT, copy, place / "store.db", PASSWORD, str(stop)],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        )  # fmt: skip
        outcome.append(cases(place / "store.db"))
        asides = [p for p in place.iterdir() if p.name.endswith(".前")]
        assert [cases(aside) for aside in asides] == ([2] if outcome[-1] == 1 else [])
        assert not list(place.glob("*.restored*")) or outcome[-1] == 2
        if run.stdout:
            break
    else:
        pytest.fail("never done")
    assert outcome == sorted(outcome, reverse=True)
    assert {1, 2} == set(outcome)
    assert len(outcome) >= 6


def test_there_is_nothing_to_finish_usually(store):
    before = files(store.parent)
    assert finish_restore(store) is None
    assert files(store.parent) == before


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_files_are_closed_before_they_are_moved(copy, store, tmp_path, monkeypatch):
    """Windows refuses to move an open file; here we look at what the process holds."""
    held = []
    really = Path.replace

    def looking(self, target):
        for link in Path("/proc/self/fd").iterdir():
            with contextlib.suppress(OSError):
                held.append((str(link.readlink()), self.name))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", looking)
    restore(copy, store, PASSWORD)
    with Database.open(store, PASSWORD) as database:
        back_up(database, tmp_path / "c")
    assert held
    moved = {name for _, name in held}
    assert [file for file, _ in held if Path(file).name in moved - {"store.db"}] == []
