"""The disk is full from the k-th write on, for each k that an act needs until it is done."""

import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from db.store.database import Database
from tests.faults.acting import CASES
from tests.faults.leaving import with_ledger
from tests.faults.rounds import ROOT, share
from tests.offices import PASSWORD, agreed_case

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="not installed: strace")
KINDS = (
    "write,writev,pwrite64,pwritev,fallocate,copy_file_range,sendfile",
    "fsync,fdatasync,ftruncate",
    "rename,renameat,renameat2,mkdir",
)
"""The calls by which a full disk refuses, each kind by itself; taking away still works."""
ACTS = {
    "saving": ("save", 1),
    "changing a password": ("change_password", 0),
    "exporting": ("send_out", 0),
    "importing": ("take_in", 40),
    "backing up": ("copy", 0),
    "restoring": ("put_back", 0),
}
"""What is done, and how many cases more there are then."""


@contextmanager
def acting(store):
    """A program with the store open; gives its process and how to ask it."""
    ours, theirs = socket.socketpair()
    words = [sys.executable, "-m", "tests.faults.acting", str(store), PASSWORD]
    with (
        ours,
        subprocess.Popen(
            [*words, str(theirs.fileno())], cwd=ROOT, pass_fds=[theirs.fileno()]
        ) as worker,
    ):
        theirs.close()

        def ask(name):
            ours.sendall(name.encode())
            return ours.recv(100_000).decode()

        try:
            yield worker.pid, ask
        finally:
            ours.shutdown(socket.SHUT_RDWR)
            worker.wait(60)


@contextmanager
def full_from(number, kind, pid, log):
    """From that call of a kind on the kernel answers that no room is left on the disk."""
    words = ["--quiet=exit", "-e", f"trace={kind}", "-e"]
    inject = f"inject={kind}:error=ENOSPC:when={number}+"
    with subprocess.Popen(
        ["strace", "-f", "-p", str(pid), "-o", str(log), *words, inject],
        stderr=subprocess.PIPE, encoding="utf-8",
    ) as watched:  # fmt: skip
        said = watched.stderr.readline()
        assert "attached" in said, said
        try:
            yield
        finally:
            watched.send_signal(signal.SIGINT)
            watched.communicate(timeout=60)


@pytest.mark.parametrize("name", ACTS)
def test_a_disk_that_is_full_from_any_write_on(name, tmp_path, capfd):
    """Done whole, or one sentence and nothing changed, no file left half written."""
    act, more = ACTS[name]
    (tmp_path / "office").mkdir()
    store, log = with_ledger(tmp_path / "office"), tmp_path / "calls"
    with Database.open(store, PASSWORD) as database, database.step("登记") as session:
        session.add_all(agreed_case(1) for _ in range(CASES))
    places = refused = 0
    with acting(store) as (pid, ask):
        before = ""
        for number, kind in until_whole(log):
            assert ask(f"ready_{act}") == "done "
            if not before:
                before = ask("look")
                ask(f"ready_{act}")
            with full_from(number, kind, pid, log):
                said = ask(act)
            after, hit = ask("look"), "INJECTED" in log.read_text()
            if said.startswith("refused ") and "自己换上" not in said:
                assert after == before, f"{kind} {number}: {said}"
                refused += 1
            else:
                assert not said.startswith("fault"), f"{kind} {number}: {said}"
                assert after.startswith(f"done {int(before.split()[1]) + more} [] "), number
                before = ""
            places += hit
    with capfd.disabled():
        told = f"{places} writes from which on the disk is full while {name}"
        print(f"\n  {told}: {refused} refused in a sentence, nothing half written", flush=True)
    assert refused


def until_whole(log):
    """Each kind of call with 1, 2, 3… until an act makes fewer of them; a share doubles these."""
    every = share(2) == 2
    for kind in KINDS:
        number, hit = 1, True
        while hit:
            yield number, kind
            hit = "INJECTED" in log.read_text()
            number = number + 1 if every else number * 2
