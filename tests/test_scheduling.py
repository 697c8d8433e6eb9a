"""A worker that dies fails the run: it neither hangs it nor takes other tests along."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DYING = """
import os, time
from pathlib import Path
def test_before(): ...
def test_fatal():
    while len(list(Path(__file__).parent.glob("*.done"))) < {others}: time.sleep(0.01)
    os._exit(11)
def test_after(): Path("after.done").touch()
"""
SHORT = """
from pathlib import Path
def test_it(): Path("{name}.done").touch()
"""


def test_what_a_dead_worker_had_before_it_is_run_by_another(tmp_path: Path):
    (tmp_path / "test_dying.py").write_text(DYING.format(others=3))
    for name in "abcd":
        (tmp_path / f"test_{name}.py").write_text(SHORT.format(name=name))
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-p"]
    run = subprocess.run(
        [*command, "tests.scheduling", "-p", "no:cacheprovider", "."],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "1 failed, 6 passed" in run.stdout, run.stdout
    assert "crashed while running 'test_dying.py::test_fatal'" in run.stdout
    assert {one.stem for one in tmp_path.glob("*.done")} == {"a", "b", "c", "d", "after"}
    assert run.returncode == 1
