"""Unlocking a store, against what nobody can do without: one Argon2id and one opened file."""

import os
import statistics
import tempfile
from pathlib import Path

from db.store import slowness
from db.store.database import Database
from db.store.engine import connect
from db.store.keys import Keyring, keyring_path
from tests.bench.saving import add_many, ms, timed
from tests.offices import PASSWORD, new_store, settle

ROUNDS = 7
CASES = 3


def run() -> list[tuple[str, float, str]]:
    """Medians of interleaved rounds; half a second is what the password's hash is tuned to."""
    with tempfile.TemporaryDirectory() as folder:
        with new_store(Path(folder)) as database:
            committee = settle(database)
            for _ in range(CASES):
                add_many(database, committee)
        path = database.path
        floor, whole = [], []
        for _ in range(ROUNDS):
            floor.append(timed(lambda: bare(path)))
            whole.append(timed(lambda: Database.open(path, PASSWORD).close()))
    ratio = statistics.median(whole) / statistics.median(floor)
    passes = slowness.passes(64 * 1024, 4)
    note = f"{ms(whole)} ms, floor {ms(floor)} ms; {passes} passes on {os.cpu_count()} cores"
    return [("unlock, per bare Argon2id and opening", ratio, note)]


def bare(path: Path) -> None:
    """The key out of the password, the file keyed and its first page read."""
    key, _ = Keyring.load(keyring_path(path)).open(PASSWORD)
    connect(path, key).close()
