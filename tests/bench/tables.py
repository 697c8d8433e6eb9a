"""The official mediation table filled, against hand-written SQL that gives the same numbers.

The table has its rows by committee
and the total counted by itself; with the last period and last year beside, as the page shows it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from db.figures.period import Period
from db.figures.tables import Filled, fill, table
from db.store.database import Database
from tests.bench import many
from tests.bench.figures import fill_store
from tests.bench.figures_sql import by_committee
from tests.bench.timing import least

_QUARTER = Period.quarter(2024, 2)


def run() -> Iterator[tuple[str, float, str]]:
    """One period, and three beside one another, for each size."""
    for size in many.SIZES:
        with many.store_of(size, "counted", fill=fill_store) as database:
            yield from (_measured(database, size, spans) for spans in (1, 3))


def _measured(database: Database, size: int, spans: int) -> tuple[str, float, str]:
    periods = (_QUARTER, _QUARTER.before(), _QUARTER.year_ago())[:spans]

    def ours() -> Filled:
        with database.read() as session:
            return fill(session, table("mediation"), _QUARTER, compared=spans > 1)

    def hand() -> list[Any]:
        with database.engine.connect().execution_options(reading=True) as connection:
            return [by_committee(connection, one) for one in periods]

    filled, told = ours(), hand()
    cells = _same(filled, told[0])
    mine, theirs = least(ours), least(hand)
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms, {cells} cells alike"
    return (
        f"{size:,} cases: the table of {spans} period{'s' if spans > 1 else ''}",
        mine / theirs,
        note,
    )


def _same(filled: Filled, told: dict[int, Counter[str]]) -> int:
    """How many cells both give; they agree."""
    compared = 0
    columns = {name for one in told.values() for name in one}
    for row in filled.rows:
        if not row.key.isdecimal():
            continue
        for column, cell in zip(filled.columns, row.cells, strict=True):
            name = column.figure[0].code.removeprefix("mediation.") if column.figure else ""
            if name in columns:  # a committee without cases is not told of
                other = told.get(int(row.key), Counter())[name]
                assert (cell.number or 0) == other, (row.key, name)
                compared += 1
    return compared


if __name__ == "__main__":
    for line in run():
        print(*line)
