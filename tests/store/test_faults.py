"""Sudden death, a full disk and rot, each once; many rounds of it: ``./run faults``."""

import random
import shutil
import sys

import pytest

from db.registers import Case, Mediator
from db.store import backup
from db.store.backup import back_up
from db.store.check import check
from db.store.database import Database
from db.store.listing import Listing
from db.store.trouble import Trouble
from tests.faults.rounds import (
    fill,
    flip,
    kill_while_copying,
    kill_while_restoring,
    kill_while_saving,
    small_disk,
)
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD
from tests.store.test_steps import contents

posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


@posix
def test_killed_while_saving(store):
    assert sum(kill_while_saving(store, PASSWORD, seconds) for seconds in (0.05, 0.5)) > 0


@posix
def test_killed_while_copying(store):
    kill_while_copying(store, PASSWORD, 0.1)


@posix
def test_killed_while_restoring(store):
    with Database.open(store, PASSWORD) as database:
        back_up(database, store.parent / "copies")
    kill_while_restoring(store, PASSWORD, 0.3)


def test_rot_is_told_or_harmless(store):
    with Database.open(store, PASSWORD) as database:
        expected = contents(database)
    rng = random.Random(1)
    outcomes = {flip(store, PASSWORD, rng, expected, contents) for _ in range(12)}
    assert "told" in outcomes


def save_until_full(database, size):
    """Save cases until a sentence says that no more go in; gives how many did, and the sentence."""
    for saved in range(1000):
        try:
            with database.step("登记纠纷") as session:
                case = agreed_case(1)
                case.closing_note = "天" * size
                session.add(case)
        except Trouble as trouble:
            return saved, trouble.sentence
    return 1000, ""


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_full_disk_loses_nothing_and_recovers(store, tmp_path, size):
    with small_disk(tmp_path / "disk", 6) as disk:
        for ending in ("", ".keys"):
            shutil.copyfile(f"{store}{ending}", disk / f"store.db{ending}")
        with Database.open(disk / "store.db", PASSWORD) as database:
            ballast = fill(disk, 1_000_000)
            saved, sentence = save_until_full(database, size)
            assert sentence == "磁盘已满，这一步没有保存，原有数据完好；请腾出空间后再试"
            assert saved
            assert save_until_full(database, 1_000_000) == (0, sentence)
            assert check(database).findings == []
        with Database.open(disk / "store.db", PASSWORD) as database:
            assert check(database).findings == []
            with database.read() as session:
                assert Listing(Case).count(session) == saved
            ballast.unlink()
            with database.step("登记") as session:
                session.add(Mediator.fresh(name="丙"))
            assert check(database).findings == []


def test_a_full_stick_is_called_full_also_at_opening(store, tmp_path):
    with small_disk(tmp_path / "disk", 6) as disk:
        for ending in ("", ".keys"):
            shutil.copyfile(f"{store}{ending}", disk / f"store.db{ending}")
        ballast = fill(disk, 0)
        with pytest.raises(Trouble, match="磁盘已满"):
            Database.open(disk / "store.db", PASSWORD)
        ballast.unlink()
        Database.open(disk / "store.db", PASSWORD).close()


def test_a_disk_that_fills_while_backing_up_leaves_nothing(database, tmp_path, monkeypatch):
    with database.step("登记") as session:
        case = agreed_case(1)
        case.closing_note = "天" * 1_000_000
        session.add(case)
    with small_disk(tmp_path / "stick", 2) as stick:
        usage = shutil.disk_usage(stick)
        monkeypatch.setattr(backup.shutil, "disk_usage", lambda _path: usage._replace(free=10**9))
        with pytest.raises(Trouble, match=r"磁盘已满|写不进|空间"):
            back_up(database, stick / "b")
        assert list((stick / "b").iterdir()) == []
    assert check(database).sound
