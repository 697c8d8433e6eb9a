"""The list of what is due among 100,000 cases, against its queries in bare SQL."""

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db.figures.deadlines import due
from db.store.database import Database
from tests.bench.many import fill

ROWS = 100_000
_TODAY = date(2026, 11, 25)
_OPEN, _AGREED, _PERFORMED = 300, 200, 100
_BARE = (
    "SELECT id, caption, accepted_on FROM mediation WHERE state = 'accepted'",
    "SELECT id, caption, performance_due FROM mediation WHERE state = 'agreed'",
    "SELECT id, caption, effective_on FROM mediation WHERE state = 'agreed'",
    "SELECT id, caption, performed_on FROM mediation WHERE state = 'performed'",
)


def run() -> list[tuple[str, float, str]]:
    """Ratio of the finished list to the bare queries by state on the same encrypted file."""
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            fill(database, ROWS)
            _set_waiting(database)
            return [_compare(database)]


def _compare(database: Database) -> tuple[str, float, str]:
    def ours() -> int:
        with database.read() as session:
            return len(due(session, _TODAY))

    def bare() -> int:
        with database.engine.connect().execution_options(reading=True) as connection:
            return sum(len(connection.execute(text(query)).all()) for query in _BARE)

    mine, theirs, number = _best(ours), _best(bare), ours()
    assert number == _OPEN + 2 * _AGREED + _PERFORMED
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms, {number} due of {ROWS:,} cases"
    return "all that is due, rules and days counted", mine / theirs, note


def _best(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _set_waiting(database: Database) -> None:
    """Some hundred cases spread over the register wait for something, as in a busy office."""
    step = ROWS // (_OPEN + _AGREED + _PERFORMED)
    states = ["accepted"] * _OPEN + ["agreed"] * _AGREED + ["performed"] * _PERFORMED
    days = {
        "accepted": ("accepted_on",),
        "agreed": ("performance_due", "effective_on"),
        "performed": ("performed_on",),
    }
    with database.engine.begin() as connection:
        for number, state in enumerate(states):
            day = (_TODAY - timedelta(days=number % 25)).isoformat()
            given = "".join(f", {name} = '{day}'" for name in days[state])
            connection.exec_driver_sql(
                f"UPDATE mediation SET state = '{state}', dispute_type = '02'{given}"  # noqa: S608
                f" WHERE id = {number * step + 1}"
            )


if __name__ == "__main__":
    for line in run():
        print(*line)
