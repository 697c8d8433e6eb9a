"""Damaged stores give back what can be read, history and backup the rest; drills prove copies."""

import shutil
from datetime import timedelta

import pytest

from db.registers import Case
from db.registers.backup_log import DRILL, BackupLog, enter_drill, newest
from db.store.backup import back_up
from db.store.check import check
from db.store.database import Database
from db.store.drill import drill
from db.store.keys import WrongPassword, keyring_path
from db.store.listing import Listing
from db.store.salvage import salvage
from db.store.trouble import Trouble
from tests.offices import agreed_case, new_store
from tests.store.conftest import PASSWORD

PAGE = 4096


@pytest.fixture
def damaged(database):
    """A closed store with forty cases and a backup of thirty of them."""
    for number in range(4):
        with database.step("登记纠纷") as session:
            for _ in range(10):
                session.add(agreed_case(1))
        if number == 2:
            back_up(database, database.backup_folder)
    database.close()
    return database.path


def flip(path, pages):
    """One bit in the middle of each of those pages."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * PAGE + 1000] ^= 1
    path.write_bytes(data)


def pages_of_empty(folder):
    (folder / "empty").mkdir()
    with new_store(folder / "empty") as empty:
        return empty.path.stat().st_size // PAGE


def cases(store):
    with Database.open(store, PASSWORD) as opened, opened.read() as session:
        return Listing(Case).count(session)


def test_a_sound_store_is_salvaged_whole(damaged, tmp_path):
    before = damaged.read_bytes()
    report = salvage(damaged, tmp_path / "new.db", PASSWORD)
    assert (report.findings, report.told, report.copied) == ([], {}, {})
    assert cases(tmp_path / "new.db") == 40
    assert damaged.read_bytes() == before


def test_rows_on_flipped_pages_come_back_by_history_and_backup(damaged, tmp_path):
    """Twice every fifth of the pages that the cases brought, history and tables alike.

    The pages before them hold the table of tables: without one of those nothing can be read.
    """
    pages, refilled, first = damaged.stat().st_size // PAGE, 0, pages_of_empty(tmp_path)
    assert pages - first > 20
    for start in (0, 3):
        broken = tmp_path / f"broken{start}" / "store.db"
        shutil.copytree(damaged.parent, broken.parent, ignore=shutil.ignore_patterns("*.lock"))
        flip(broken, range(first + start, pages, 5))
        report = salvage(broken, tmp_path / f"new{start}.db", PASSWORD)
        assert cases(tmp_path / f"new{start}.db") >= 30
        refilled += sum(report.told.values()) + sum(report.copied.values())
    assert refilled


def test_a_torn_file_gives_what_stood_before_the_tear(damaged, tmp_path):
    data = damaged.read_bytes()
    first = pages_of_empty(tmp_path) * PAGE
    damaged.write_bytes(data[: first + (len(data) - first) // 2])
    report = salvage(damaged, tmp_path / "new.db", PASSWORD)
    assert sum(report.read.values())
    assert cases(tmp_path / "new.db") >= 30


def test_a_missing_keyring_is_replaced_by_a_backups(damaged, tmp_path):
    keyring_path(damaged).unlink()
    report = salvage(damaged, tmp_path / "new.db", PASSWORD)
    assert report.findings == []
    assert cases(tmp_path / "new.db") == 40


@pytest.mark.parametrize("damage", ["password", "first page", "nothing", "taken"])
def test_what_cannot_be_salvaged_is_told_and_leaves_nothing(damaged, tmp_path, damage):
    new, password = tmp_path / "new" / "store.db", PASSWORD
    new.parent.mkdir()
    if damage == "password":
        password = "不是这个密码"
    elif damage == "first page":
        flip(damaged, [0])
    elif damage == "nothing":
        damaged.unlink()
    else:
        new.write_bytes(b"mine")
    with pytest.raises(Trouble) as caught:
        salvage(damaged, new, password)
    assert isinstance(caught.value, WrongPassword) == (damage == "password")
    left = {path.name for path in new.parent.iterdir()}
    assert left == ({"store.db"} if damage == "taken" else set())


# ---- drills ----


def test_a_drill_restores_checks_counts_and_is_entered(damaged):
    left = damaged.with_name("fengqiao-drill-1") / "store.db"  # where a power cut ended one
    left.parent.mkdir()
    left.write_bytes(b"x")
    with Database.open(damaged, PASSWORD) as database:
        done = drill(database)
        assert done.sound, done.findings
        assert done.behind == 1
        assert "比现在少最近 1 步" in done.sentence()
        enter_drill(database, done)
        with database.read() as session:
            (entry,) = Listing(BackupLog).records(session)
        assert check(database).sound
        with database.step("时钟快了三年") as session:
            assert newest(session, DRILL).id == entry.id
            session.get(BackupLog, entry.id).made_at += timedelta(days=1100)
            session.flush()
            assert newest(session, DRILL) is None, "or none would be made for three years"
    assert not list(damaged.parent.glob("fengqiao-drill-*"))
    assert entry.caption.startswith("恢复演练")


def test_a_drill_finds_a_rotten_backup(damaged):
    (copy,) = (damaged.parent / "backups").glob("*.db")
    flip(copy, [copy.stat().st_size // PAGE // 2])
    with Database.open(damaged, PASSWORD) as database:
        done = drill(database)
    assert not done.sound
    assert done.sentence().endswith("不可靠：文件有损坏，请马上重新备份")


def test_without_a_backup_a_drill_says_so(database):
    with pytest.raises(Trouble, match="请先备份"):
        drill(database)
