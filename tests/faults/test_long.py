"""Many rounds of what tests/store/test_faults.py does once; the figures are printed."""

import random
import sys

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from db.store.backup import back_up
from db.store.check import check
from db.store.database import Database
from tests.faults.rounds import (
    flip,
    kill_while_copying,
    kill_while_restoring,
    kill_while_saving,
    share,
)
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD
from tests.store.test_machine import Office
from tests.store.test_steps import contents

posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


@pytest.fixture
def tell(capfd):
    """Prints past pytest's capture."""

    def say(line):
        with capfd.disabled():
            print(f"\n  {line}", flush=True)

    return say


@posix
def test_kills_while_saving(store, tell):
    rng, acknowledged, kills = random.Random(), 0, share(200)
    for _ in range(kills):
        acknowledged += kill_while_saving(store, PASSWORD, rng.uniform(0, 0.15))
    with Database.open(store, PASSWORD) as database:
        report = check(database)
    tell(f"{kills} kills while saving: {acknowledged} steps told, 0 lost; {report.steps} kept")
    assert acknowledged > kills


@posix
def test_kills_while_copying(store, tell):
    with Database.open(store, PASSWORD) as database, database.step("登记") as session:
        case = agreed_case(1)
        case.closing_note = "天" * 2_000_000
        session.add(case)
    rng, kills = random.Random(), share(80)
    made = 0
    for _ in range(kills):
        made += kill_while_copying(store, PASSWORD, rng.uniform(0, 0.5))
    tell(f"{kills} kills while backing up: {made} copies acknowledged, every named copy sound")


@posix
def test_kills_while_restoring(store, tell):
    with Database.open(store, PASSWORD) as database:
        back_up(database, store.parent / "copies")
    rng, kills = random.Random(), share(80)
    done = 0
    for _ in range(kills):
        done += kill_while_restoring(store, PASSWORD, rng.uniform(0.1, 0.6))
    tell(f"{kills} kills while restoring: {done} acknowledged, the store opened each time")


def test_flipped_bytes(store, tell):
    with Database.open(store, PASSWORD) as database:
        for _ in range(20):
            with database.step("登记") as session:
                session.add(agreed_case(1))
        database.undo()
    with Database.open(store, PASSWORD) as database:
        expected = contents(database)
    rng, flips = random.Random(), share(500)
    outcomes = [flip(store, PASSWORD, rng, expected, contents) for _ in range(flips)]
    told = outcomes.count("told")
    tell(f"{flips} flipped bytes: {told} told, {flips - told} harmless, none silently wrong")
    assert told > flips // 3


def test_the_machine_for_long(template, tell):
    Office.template = template[0]
    runs = share(100)
    plan = settings(
        max_examples=runs,
        stateful_step_count=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Office, settings=plan)
    tell(f"{runs} runs of 60 random acts each: history and tables agreed after every one")
