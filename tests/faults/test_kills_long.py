"""Kill -9 at random moments of whatever writes; the figures are printed, the numbers by ROUNDS."""

import random
import sys

import pytest

from tests.faults.leaving import PLANS, kill_while
from tests.faults.rounds import share, takes
from tests.offices import PASSWORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


@pytest.mark.parametrize("name", PLANS)
def test_kills(name, tmp_path, capfd):
    job, before, _, least, full = PLANS[name]
    store, kills = before(tmp_path), share(full)
    longest = max(least, 2 * takes(job, store, PASSWORD))  # about half of them acknowledge an act
    done = sum(kill_while(name, store, random.uniform(0, longest)) for _ in range(kills))
    with capfd.disabled():
        print(f"\n  {kills} kills while {name}: {done} acknowledged, none lost", flush=True)
