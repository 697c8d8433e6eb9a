"""Searching many cases by one, two and three characters, numbers and pinyin; what a save pays."""

import random
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db.registers import Case
from db.store import history
from db.store.database import Database
from db.store.listing import Listing
from db.store.search import index
from db.store.search.asked import asked
from tests.bench import many
from tests.bench.finding import GIVEN, SURNAMES
from tests.bench.saving import add, change, timed
from tests.bench.timing import cpu, least
from tests.offices import new_store, settle

WORDS = ("张", "张伟", "张伟强", "宅基地", "zw", "zwq", "zhangwei", "13812", "第77号")
_KINDS = ("邻里纠纷", "宅基地纠纷", "婚姻家庭纠纷", "土地承包纠纷", "损害赔偿纠纷", "劳动争议")
_TIMES = 20
_SAVES = 60
_AT_ONCE = 50_000
_HITS = f"SELECT rowid - :first AS id FROM {index.INDEX} WHERE {index.INDEX} MATCH :match AND rowid > :first AND rowid < :last"  # noqa: E501, S608
_BIN = "SELECT id FROM mediation WHERE deleted_at IS NOT NULL"
_COUNT = f"SELECT count(*) FROM ({_HITS}) WHERE id NOT IN ({_BIN})"  # noqa: S608
_PAGE = (
    "SELECT id, number, state, dossier_name, committee_id, dispute_type, accepted_on FROM mediation"
)
_ORDER = "ORDER BY registered_on DESC, id DESC LIMIT 100"
_SOUGHT = f"{_PAGE} WHERE +deleted_at IS NULL AND id IN ({_HITS}) {_ORDER}"
_WALK = f"SELECT id FROM mediation WHERE +id NOT IN ({_BIN}) AND +id IN ({_HITS}) {_ORDER}"  # noqa: S608
_WALKED = f"{_PAGE} WHERE id IN ({_WALK})"
_LIKE = "SELECT count(*) FROM mediation WHERE deleted_at IS NULL AND (found_by LIKE :like OR caption LIKE :like)"  # noqa: E501


def run() -> Iterator[tuple[str, float, str]]:
    """Ratios to the bare SQL of the same question, and of saves to saves without the index."""
    for cases in many.SIZES:
        with many.store_of(cases, "searched", fill=fill) as database:
            for word in WORDS:
                yield compare(database, word, cases)
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        yield from saves(database)


def compare(database: Database, word: str, cases: int) -> tuple[str, float, str]:
    """Count and first page of the list, against the better of two bare plans.

    The bare question believes the index; a name in full pinyin we look at again in each record.
    """
    with database.engine.connect().execution_options(reading=True) as connection:
        first = index.first_of(connection, "mediation")
    given = {"match": asked(word).match, "first": first, "last": first + (1 << 32)}
    like, listing = {"like": f"%{word}%"}, Listing(Case, search=word)
    mine = least(lambda: ours(database, listing))
    count, *pages = (
        least(lambda sql=sql: bare(database, sql, given)) for sql in (_COUNT, _SOUGHT, _WALKED)
    )
    theirs, scan = count + min(pages), cpu(lambda: bare(database, _LIKE, like))
    often = statistics.quantiles(
        [cpu(lambda: ours(database, listing)) for _ in range(_TIMES)], n=20
    )[-1]
    note = (
        f"{mine * 1000:.1f} ms (p95 {often * 1000:.1f}) against {theirs * 1000:.1f} ms of bare SQL "
        f"(LIKE alone: {scan * 1000:.0f} ms), {ours(database, listing):,} found"
    )
    return f"{cases:,} cases: “{word}”, count and page", mine / theirs, note


def ours(database: Database, listing: Listing) -> int:
    """As the list asks it."""
    with database.read() as session:
        number, ids = listing.first(session, 100)
        listing.lines(session, ids)
        return number


def bare(database: Database, sql: str, given: dict[str, Any]) -> Any:
    """The driver's own answer."""
    with database.engine.connect().execution_options(reading=True) as connection:
        return connection.execute(text(sql), given).all()


def saves(database: Database) -> Iterator[tuple[str, float, str]]:
    """A case saved and changed, by turns with the index and without it."""
    committee = settle(database)
    times: dict[str, tuple[list[float], list[float]]] = {}
    for number in range(_SAVES):
        for what, work in (
            ("save a case with 5 rows", lambda: add(database, committee)),
            ("save a change", lambda n=number: change(database, n + 1)),
        ):
            with_it, without = times.setdefault(what, ([], []))
            with_it.append(timed(work))
            with no_index():
                without.append(timed(work))
    for what, (with_it, without) in times.items():
        mine, theirs = statistics.median(with_it), statistics.median(without)
        note = f"{mine * 1000:.2f} ms, without the index {theirs * 1000:.2f} ms"
        yield f"{what}, the index kept", mine / theirs, note


@contextmanager
def no_index() -> Iterator[None]:
    """Steps keep none."""
    kept = history.index.keep
    history.index.keep = lambda *_: None
    try:
        yield
    finally:
        history.index.keep = kept


def fill(database: Database, cases: int) -> None:
    """Past history and forms, some at a time: the bench is about reading. Then the index."""
    rng = random.Random(3)
    names = list(_case(random.Random(3), 0))
    marks = ", ".join(f":{name}" for name in names)
    insert = text(f"INSERT INTO mediation ({', '.join(names)}) VALUES ({marks})")  # noqa: S608
    with many.filling(database) as connection:
        for first in range(0, cases, _AT_ONCE):
            last = min(first + _AT_ONCE, cases)
            connection.execute(insert, [_case(rng, number) for number in range(first, last)])
    made = timed(lambda: database.index(anew=True))
    print(f"index of {cases:,} cases made anew: {cases / made:,.0f} a second")


def _case(rng: random.Random, number: int) -> dict[str, Any]:
    one, other = (
        rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
        for _ in range(2)
    )
    year, title = 2010 + number % 15, f"{one}与{other}{rng.choice(_KINDS)}"
    said = f"（{year}）天人调字第{number // 15 + 1}号"
    phones = [f"13{rng.randrange(10**9):09}" for _ in range(2)]
    day = f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return {
        "id": number + 1,
        "uid": f"{number:032x}",
        "caption": f"{said} {title}",
        "found_by": "\n".join((said, title, one, phones[0], other, phones[1])),
        "number": said,
        "dossier_name": title,
        "state": "closed",
        "dispute_type": f"{number % 9 + 1:02}",
        "registered_on": day,
        "accepted_on": day,
        "created_at": day,
        "created_by": "bench",
        **dict.fromkeys(("migrant_workers", "death", "turned_criminal"), False),
    }


if __name__ == "__main__":
    for line in run():
        print(*line, flush=True)
