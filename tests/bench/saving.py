"""Saving a case against a bare commit on the same file and against plain SQLite; the check."""

import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db.registers import Case
from db.store.check import check
from db.store.database import Database
from tests.bench.plain import Plain
from tests.offices import agreed_case, new_store, settle

ROUNDS = 200


def run() -> list[tuple[str, float, str]]:
    """Medians of interleaved rounds, as ratios to the floor."""
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        committee = settle(database)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")
        floor, save, edit, undo = [], [], [], []
        for number in range(ROUNDS):
            floor.append(timed(lambda: bare(database)))
            save.append(timed(lambda: add(database, committee)))
            edit.append(timed(lambda n=number: change(database, n + 1)))
            undo.append(timed(database.undo))
        with contextlib.closing(Plain(database)) as plain:
            unkept = [timed(plain.save) for _ in range(ROUNDS)]
        least = statistics.median(floor)
        found = [
            (
                what,
                statistics.median(times) / least,
                f"{ms(times)} ms, floor {ms(floor)} ms",
            )
            for what, times in (
                ("save a case with 5 rows", save),
                ("save a change", edit),
                ("undo it", undo),
            )
        ]
        ratio = statistics.median(save) / statistics.median(unkept)
        told = f"{ms(save)} ms, plain {ms(unkept)} ms"
        found.append(("save a case, per its rows in plain SQLite", ratio, told))
        changes = check(database).changes
        while changes < 10_000:
            add_many(database, committee)
            changes = check(database).changes
        took = timed(lambda: check(database)) * 10_000 / changes
        found.append(("check of 10,000 changes", took / least, f"{took:.2f} s"))
        return found


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ms(times: list[float]) -> str:
    """The median in milliseconds."""
    return f"{statistics.median(times) * 1000:.2f}"


def bare(database: Database) -> None:
    """One row, one commit."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO bare (text) VALUES ('通道堆放杂物影响通行。')")


def add(database: Database, committee: int) -> None:
    """One case with its parties, mediator, meeting and term."""
    with database.step("登记纠纷") as session:
        session.add(agreed_case(committee))


def add_many(database: Database, committee: int) -> None:
    """A hundred cases in one step."""
    with database.step("导入") as session:
        for _ in range(100):
            session.add(agreed_case(committee))


def change(database: Database, number: int) -> None:
    """One field of one case."""
    with database.step("修改") as session:
        session.get_one(Case, number).summary = "另一种说法"
