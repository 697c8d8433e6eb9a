"""While people work, nothing that happens keeps the window from answering for long."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 3
"""Plain windows of fifty fields that could be made and drawn meanwhile; one takes 35 ms on the
machine on which the longest event of this journey took 32."""


def test_no_event_of_a_dispute_takes_long(tmp_path):
    """In processor time of the window's thread, first imports included, its end left out."""
    told = tmp_path / "told"
    journey = "tests/journeys/test_dispute.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.answering", journey],
        cwd=ROOT, env={**os.environ, "FENGQIAO_ANSWERING": str(told)},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    (line,) = told.read_text("utf-8").splitlines()
    found = json.loads(line)
    events = [one for one in found["events"] if not one[1].endswith("DeferredDelete")]
    assert events, "nothing was measured"
    longest, what = events[0]
    assert longest <= MOST * found["floor"], f"{what}: {longest * 1000:.0f} ms"
