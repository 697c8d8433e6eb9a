"""Many rounds of what tests/store/test_faults.py does once; the figures are printed."""

import random
import sys

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from db.store.backup import back_up
from db.store.check import check
from db.store.database import Database
from tests.faults.rounds import flip, kill_while_copying, kill_while_restoring, kill_while_saving
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
def test_200_kills_while_saving(store, tell):
    rng, acknowledged = random.Random(), 0
    for _ in range(200):
        acknowledged += kill_while_saving(store, PASSWORD, rng.uniform(0, 0.15))
    with Database.open(store, PASSWORD) as database:
        report = check(database)
    tell(f"200 kills while saving: {acknowledged} steps acknowledged, 0 lost; {report.steps} kept")
    assert acknowledged > 200


@posix
def test_40_kills_while_copying(store, tell):
    with Database.open(store, PASSWORD) as database, database.step("登记") as session:
        case = agreed_case(1)
        case.closing_note = "天" * 2_000_000
        session.add(case)
    rng = random.Random()
    made = sum(kill_while_copying(store, PASSWORD, rng.uniform(0, 0.5)) for _ in range(40))
    tell(f"40 kills while backing up: {made} copies acknowledged, every named copy sound")


@posix
def test_40_kills_while_restoring(store, tell):
    with Database.open(store, PASSWORD) as database:
        back_up(database, store.parent / "copies")
    rng = random.Random()
    done = sum(kill_while_restoring(store, PASSWORD, rng.uniform(0.1, 0.6)) for _ in range(40))
    tell(f"40 kills while restoring: {done} acknowledged, the store opened each time")


def test_500_flipped_bytes(store, tell):
    with Database.open(store, PASSWORD) as database:
        for _ in range(20):
            with database.step("登记") as session:
                session.add(agreed_case(1))
        database.undo()
    with Database.open(store, PASSWORD) as database:
        expected = contents(database)
    rng = random.Random()
    outcomes = [flip(store, PASSWORD, rng, expected, contents) for _ in range(500)]
    told = outcomes.count("told")
    tell(f"500 flipped bytes: {told} told, {500 - told} harmless, none silently wrong")
    assert told > 250


def test_the_machine_for_long(template, tell):
    Office.template = template[0]
    plan = settings(
        max_examples=100,
        stateful_step_count=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Office, settings=plan)
    tell("100 runs of 60 random acts each: history and tables agreed after every one")
