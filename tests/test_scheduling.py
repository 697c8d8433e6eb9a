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


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    return subprocess.run(
        [*command, "-p", "tests.scheduling", "-p", "no:cacheprovider", *options, "."],
        cwd=folder, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_what_a_dead_worker_had_before_it_is_run_by_another(tmp_path: Path):
    (tmp_path / "test_dying.py").write_text(DYING.format(others=3))
    for name in "abcd":
        (tmp_path / f"test_{name}.py").write_text(SHORT.format(name=name))
    said = run(tmp_path)
    assert "1 failed, 6 passed" in said.stdout, said.stdout
    assert "crashed while running 'test_dying.py::test_fatal'" in said.stdout
    assert {one.stem for one in tmp_path.glob("*.done")} == {"a", "b", "c", "d", "after"}
    assert said.returncode == 1


def test_journeys_come_first_and_then_the_files_of_the_most_tests(tmp_path: Path):
    (tmp_path / "journeys").mkdir()
    for name, tests in {"test_few.py": 1, "test_many.py": 3, "journeys/test_day.py": 2}.items():
        lines = [f"def test_{number}(): ..." for number in range(tests)]
        (tmp_path / name).write_text("\n".join(lines))
    said = run(tmp_path, "-n", "1", "-vv")
    order = [line.split("::")[0] for line in said.stdout.splitlines() if " PASSED " in line]
    assert [one.split()[-1] for one in order] == (
        ["journeys/test_day.py"] * 2 + ["test_many.py"] * 3 + ["test_few.py"]
    ), said.stdout
