"""A long list: what the window asks for, against the best plan in bare SQL, and how both grow.

The bare question runs on the driver's own cursor, in the same encrypted file, warm like ours. It
reads a page by the keys of its rows too: by OFFSET it would count, and decrypt, all rows before.
Times are those of the processor, so that the machine's other work does not count.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from sqlalchemy.orm import Session

from db.registers import Case
from db.store.lines import Line
from db.store.listing import Filter, Listing
from tests.bench import many

_PAGE = 100
_ROUNDS = 30
_JUMPS = 100
_COLUMNS = (
    "id, caption, number, state, dossier_name, committee_id, dispute_type, accepted_on, "
    "(SELECT caption FROM committee WHERE id = committee_id) AS committee"
)
_LIVE = "id NOT IN (SELECT id FROM mediation WHERE deleted_at IS NOT NULL)"
_TYPE = "+id IN (SELECT id FROM mediation WHERE dispute_type = '02')"
_NEWEST = "ORDER BY registered_on DESC, id DESC"


def run() -> Iterator[tuple[str, float, str]]:
    """Ratios of the listing to bare SQL, for each size."""
    for cases in many.SIZES:
        with many.store_of(cases) as database, database.read() as session:
            yield from _compared(session, cases)


def _compared(session: Session, cases: int) -> Iterator[tuple[str, float, str]]:
    cursor: Any = session.connection().connection.cursor()
    lists = (
        ("first page", Listing(Case), f"{_LIVE} {_NEWEST}"),
        (
            "sorted by name",
            Listing(Case, sort="dossier_name"),
            f"{_LIVE} ORDER BY dossier_name, id",
        ),
        (
            "one type of dispute",
            Listing(Case, filters=(Filter("dispute_type", "=", "02"),)),
            f"{_TYPE} AND {_LIVE} {_NEWEST}",
        ),
    )
    for name, listing, where in lists:
        yield _row(f"{name}, first {_PAGE}", cases, *_first(session, cursor, listing, where))
    ids = list(chain(*Listing(Case).keys(session)))
    yield _row("jump anywhere, p95", cases, *_jumps(session, cursor, ids))
    all_ids = f"SELECT id FROM mediation WHERE {_LIVE} {_NEWEST}"  # noqa: S608 - constants
    mine = _best(lambda: list(chain(*Listing(Case).keys(session))), 3)
    theirs = _best(lambda: list(islice(cursor.execute(all_ids), None)), 3)
    yield _row("the whole order, behind the window", cases, mine, theirs)


def _first(session: Session, cursor: Any, listing: Listing, where: str) -> tuple[float, float]:
    query = (
        f"SELECT {_COLUMNS} FROM mediation WHERE id IN "  # noqa: S608 - constants
        f"(SELECT id FROM mediation WHERE {where} LIMIT {_PAGE})"
    )

    def ours() -> list[Line]:
        asked = replace(listing)  # as the window makes a new one
        return asked.lines(session, next(iter(asked.keys(session, _PAGE))))

    assert len(ours()) == len(cursor.execute(query).fetchall())
    return _best(ours), _best(lambda: cursor.execute(query).fetchall())


def _jumps(session: Session, cursor: Any, ids: list[int]) -> tuple[float, float]:
    """To the same places, in turn; the first visit brings the pages into memory for both."""
    listing, mine, theirs = Listing(Case), [], []
    for start in random.Random(1).choices(range(max(1, len(ids) - _PAGE)), k=_JUMPS):
        page = ids[start : start + _PAGE]
        query = f"SELECT {_COLUMNS} FROM mediation WHERE id IN ({','.join(map(str, page))})"  # noqa: S608
        cursor.execute(query).fetchall()
        theirs.append(_best(lambda: cursor.execute(query).fetchall(), 1))  # noqa: B023 - at once
        mine.append(_best(lambda: listing.lines(session, page), 1))  # noqa: B023
    return _p95(mine), _p95(theirs)


def _row(name: str, cases: int, mine: float, theirs: float) -> tuple[str, float, str]:
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms of bare SQL"
    return f"{cases:,} cases: {name}", mine / theirs, note


def _best(work: Callable[[], Any], rounds: int = _ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return min(times)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    for line in run():
        print(*line)
