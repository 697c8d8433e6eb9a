"""The power goes while a step is written: any part of what was not yet flushed may be missing."""

import random
import shutil

import pytest
from sqlalchemy import select

from db.registers import Mediator
from db.store.check import check
from db.store.database import Database
from tests.faults.rounds import share
from tests.store.conftest import PASSWORD

_SECTOR = 512  # bytes that a disk writes together, or not at all


def torn(before: bytes, after: bytes, dice: random.Random) -> bytes:
    """The file when the power went: some of its new sectors written, some not, some cut off."""
    out = bytearray(before.ljust(len(after), b"\0")[: len(after)])
    for at in range(0, len(after), _SECTOR):
        if dice.random() < 0.5:
            out[at : at + _SECTOR] = after[at : at + _SECTOR]
    if dice.random() < 0.5:
        del out[max(len(before), dice.randrange(len(out) + 1)) :]
    return bytes(out)


def names(database):
    with database.read() as session:
        return set(session.scalars(select(Mediator.name)))


def test_power_cuts(store, tmp_path, capfd):
    dice, cuts, kept = random.Random(), share(300), 0
    log = store.with_name(f"{store.name}-wal")
    with Database.open(store, PASSWORD) as database:
        with database.step("登记") as session:
            session.add(Mediator.fresh(name="先"))
        former, main_file = log.read_bytes(), store.read_bytes()
        with database.step("登记") as session:
            session.add(Mediator.fresh(name="后"))
        later = log.read_bytes()
        assert store.read_bytes() == main_file, "a checkpoint came between; nothing was torn"
    assert len(later) > len(former)
    for number in range(cuts):
        place = tmp_path / f"cut-{number}"
        place.mkdir()
        (place / "store.db").write_bytes(main_file)
        (place / "store.db-wal").write_bytes(torn(former, later, dice))
        shutil.copyfile(f"{store}.keys", place / "store.db.keys")
        with Database.open(place / "store.db", PASSWORD) as database:
            assert check(database).findings == []
            assert "先" in names(database), "an acknowledged step was lost"
            kept += "后" in names(database)
        shutil.rmtree(place)
    with capfd.disabled():
        told = f"{cuts} power cuts within a step: the steps before it kept each time"
        print(f"\n  {told}, the step itself {kept} times whole, else not there", flush=True)


def test_a_torn_step_is_really_torn():
    dice = random.Random(1)
    whole, former = bytes(range(256)) * 40, bytes(1024)
    assert any(torn(former, whole, dice) not in (former, whole) for _ in range(5))
    with pytest.raises(AssertionError):
        assert torn(former, whole, dice) == whole
