"""What happens to a store in one round of bad luck, and what must be true of it afterwards."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from db.registers import Case
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble

ROOT = Path(__file__).parents[2]


def share(full: int) -> int:
    """How many of the full number of rounds: all, or of each as many as ROUNDS says."""
    wanted = os.environ.get("ROUNDS", "")
    return min(full, int(wanted)) if wanted else full


def takes(job: str, store: Path, password: str) -> float:
    """Seconds until the worker acknowledges its first act, on this machine and under its load."""
    with _worker(job, store, password) as worker:
        start = time.monotonic()
        worker.stdout.readline()
        taken = time.monotonic() - start
        worker.kill()
    return taken


def killed(job: str, store: Path, password: str, seconds: float) -> list[str]:
    """What the worker acknowledged before it was killed, ``seconds`` after it was ready."""
    with _worker(job, store, password) as worker:
        time.sleep(seconds)
        worker.send_signal(signal.SIGKILL)
        said, trouble = worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL, trouble
    return said.splitlines()


def _worker(job: str, store: Path, password: str) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", job, str(store), password],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    first = worker.stdout.readline()
    assert first == "ready\n", worker.stderr.read()
    return worker


def kill_while_saving(store: Path, password: str, seconds: float) -> int:
    """One round; gives how many steps had been acknowledged. All of them must still be there."""
    said = [line.split() for line in killed("save", store, password, seconds)]
    cases = {int(line[1]) for line in said if line[0] == "case"}
    numbers = {int(line[1]) for line in said if line[0] == "number"}
    undone = {int(line[1]) for line in said if line[0] == "undone"}
    with Database.open(store, password) as database:
        assert check(database).findings == []
        with database.read() as session:
            there = session.execute(select(Case.id, Case.number_no).order_by(Case.number_no)).all()
        given = [row.number_no for row in there if row.number_no is not None]
        assert cases <= {row.id for row in there}
        assert given == list(range(1, len(given) + 1)), "a gap, or a number given twice"
        # The very last undo may have been done without being acknowledged any more.
        assert len(numbers - undone - set(given)) <= 1
    assert {path.name for path in store.parent.iterdir() if path.is_file()} <= {
        store.name + ending for ending in ("", ".keys", ".lock")
    }
    return len(said)


def kill_while_copying(store: Path, password: str, seconds: float) -> int:
    """One round; every copy that bears a copy's name opens and is sound."""
    said = killed("copy", store, password, seconds)
    folder = store.parent / "copies"
    made = sorted(folder.glob("*.db")) if folder.exists() else []
    for path in made[-2:]:
        with Database.open(path, password) as database:
            assert check(database).findings == []
    with Database.open(store, password) as database:
        assert check(database).findings == []
    return len(said)


def kill_while_restoring(store: Path, password: str, seconds: float) -> int:
    """One round; the store opens, is sound, and nothing that stood there is lost."""
    said = killed("put_back", store, password, seconds)
    with Database.open(store, password) as database:
        assert check(database).findings == []
    return len(said)


def flip(store: Path, password: str, rng: random.Random, expected: object, seen: object) -> str:
    """Flip bits of one byte, look, put it back; says ``told`` or ``harmless``.

    Args:
        store: closed.
        password: of the store.
        rng: chooses the byte.
        expected: what ``seen`` gives for the untouched store.
        seen: reads everything from an open store.
    """
    place, bits = rng.randrange(store.stat().st_size), rng.randrange(1, 256)
    whole = store.read_bytes()
    damaged = bytearray(whole)
    damaged[place] ^= bits
    store.write_bytes(damaged)
    try:
        with Database.open(store, password) as database:
            findings = check(database).findings
            outcome = "told" if findings else "harmless"
            if not findings:
                assert seen(database) == expected, f"silently wrong: byte {place}"
    except Trouble:
        outcome = "told"
    finally:
        store.write_bytes(whole)
        for ending in ("-wal", "-shm"):
            Path(f"{store}{ending}").unlink(missing_ok=True)
    return outcome


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of a few megabytes at ``place``; skips where we may not mount."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    place.mkdir()
    options = f"size={megabytes}m"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """A file that takes all the room but ``leave`` bytes."""
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free - leave)))
    return ballast
