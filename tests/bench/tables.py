"""The official mediation table filled, against hand-written SQL that gives the same numbers.

``python -m tests.bench.tables [CASES]``; 100,000 by default. The table has its rows by committee
and the total counted by itself; with the last period and last year beside, as the page shows it.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from db.figures.period import Period
from db.figures.tables import Filled, fill, table
from db.store.database import Database
from tests.bench.figures import best, fill_store
from tests.bench.figures_sql import by_committee

SIZE = 100_000
_QUARTER = Period.quarter(2024, 2)


def run(size: int = SIZE) -> list[tuple[str, float, str]]:
    """One period, and three beside one another."""
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            fill_store(database, size)
            return [_measured(database, spans) for spans in (1, 3)]


def _measured(database: Database, spans: int) -> tuple[str, float, str]:
    periods = (_QUARTER, _QUARTER.before(), _QUARTER.year_ago())[:spans]

    def ours() -> Filled:
        with database.read() as session:
            return fill(session, table("mediation"), _QUARTER, compared=spans > 1)

    def hand() -> list[Any]:
        with database.engine.connect().execution_options(reading=True) as connection:
            return [by_committee(connection, one) for one in periods]

    filled, told = ours(), hand()
    cells = _same(filled, told[0])
    mine, theirs = best(ours), best(hand)
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms, {cells} cells alike"
    return f"the table of {spans} period{'s' if spans > 1 else ''}", mine / theirs, note


def _same(filled: Filled, told: dict[int, Any]) -> int:
    """How many cells both give; they agree."""
    compared = 0
    for row in filled.rows:
        if not row.key.isdecimal():
            continue
        for column, cell in zip(filled.columns, row.cells, strict=True):
            name = column.figure[0].code.removeprefix("mediation.") if column.figure else ""
            if name in told[int(row.key)]:
                assert cell.number == told[int(row.key)][name], (row.key, name)
                compared += 1
    return compared


if __name__ == "__main__":
    for line in run(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE):
        print(*line)
