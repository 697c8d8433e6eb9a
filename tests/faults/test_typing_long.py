"""Kill -9 while somebody types in the window: the record is there again after unlocking."""

import random
import signal
import subprocess
import sys
import time

import pytest

from db.store.check import check
from db.store.database import Database
from tests.faults.rounds import ROOT, share
from tests.offices import PASSWORD, agreed_case, new_store, settle

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
LONGEST = 8  # seconds of typing
LOST_AT_MOST = 10
"""Seconds: the window keeps a draft every three, and the machine may be busy."""


def typed_until_killed(store, seconds):
    """What stood in the field at first, when each number was typed, and when death came."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing", str(store), PASSWORD],
        cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8",
    ) as worker:  # fmt: skip
        found = worker.stdout.readline()
        assert found.startswith("found ")
        time.sleep(seconds)
        died = time.monotonic()
        worker.send_signal(signal.SIGKILL)
        said, _ = worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL
    times = [line.split()[1:] for line in said.splitlines() if line.startswith("typed ")]
    return [int(one) for one in found.split()[1:]], {int(n): float(at) for n, at in times}, died


def test_kills_while_typing(tmp_path, capfd):
    with new_store(tmp_path) as database:
        committee = settle(database)
        with database.step("登记纠纷") as session:
            case = agreed_case(committee)
            case.facts = None
            session.add(case)
    store, kills, worst = tmp_path / "store.db", share(40), 0.0
    before, typed, died = [], {}, 0.0
    for number in range(kills + 1):
        seconds = random.uniform(0, LONGEST) if number < kills else 0
        found, fresh, killed = typed_until_killed(store, seconds)
        assert found == list(range(1, len(found) + 1)), "a key in the middle was lost"
        assert len(found) >= len(before), "what had been kept once was lost"
        missing = [at for one, at in typed.items() if one > len(found)]
        worst = max(worst, died - min(missing, default=died))
        assert worst < LOST_AT_MOST
        before, typed, died = found, fresh, killed
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
    with capfd.disabled():
        told = f"{kills} kills while typing: {len(before)} numbers found again"
        print(f"\n  {told}, at most the last {worst:.1f} s lost", flush=True)
    assert before or kills < 5
