"""A register of 100,000 cases: what the list asks against the best plan in bare SQL."""

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db.registers import Case
from db.store.database import Database
from db.store.listing import Filter, Listing

ROWS = 100_000
_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_PAGE = 100


def run() -> list[tuple[str, float, str]]:
    """Ratios of the listing to bare SQL on the same encrypted file.

    The bare page walks the index of its order: the plus keeps SQLite from the index of the
    recycle bin, which holds nearly every row and leaves all of them to be sorted.
    """
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            fill(database)
            return [_compare(database, *case) for case in _cases()]


def _cases() -> list[tuple[str, Listing, str, str]]:
    columns = "id, caption, number, state, dossier_name, committee_id, dispute_type, accepted_on"
    live, walked = (f"FROM mediation WHERE {plus}deleted_at IS NULL" for plus in ("", "+"))
    found = "AND (found_by LIKE '%王李%' OR caption LIKE '%王李%')"
    newest = "ORDER BY registered_on DESC, id DESC LIMIT 100"
    return [
        (
            "first page",
            Listing(Case),
            f"SELECT count(*) {live}",
            f"SELECT {columns} {walked} {newest}",
        ),
        (
            "two characters",
            Listing(Case, search="王李"),
            f"SELECT count(*) {live} {found}",
            f"SELECT {columns} {walked} {found} {newest}",
        ),
        (
            "sorted by a column",
            Listing(Case, sort="dossier_name"),
            f"SELECT count(*) {live}",
            f"SELECT {columns} {live} ORDER BY dossier_name, id LIMIT 100",
        ),
        (
            "one type of dispute",
            Listing(Case, filters=(Filter("dispute_type", "=", "02"),)),
            f"SELECT count(*) {live} AND dispute_type = '02'",
            f"SELECT {columns} {live} AND dispute_type = '02' {newest}",
        ),
    ]


def _compare(
    database: Database, name: str, listing: Listing, count: str, page: str
) -> tuple[str, float, str]:
    def ours() -> Any:
        with database.read() as session:
            total = listing.count(session)
            return total, listing.texts(session, listing.page(session, 0, _PAGE))

    def bare() -> Any:
        with database.engine.connect().execution_options(reading=True) as connection:
            return connection.scalar(text(count)), connection.execute(text(page)).all()

    mine, theirs = _best(ours), _best(bare)
    assert ours()[0] == bare()[0]
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms of bare SQL, {ROWS:,} cases"
    return f"{name}: count and page", mine / theirs, note


def _best(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def fill(database: Database) -> None:
    """Past history and forms: the bench is about reading."""
    rows = []
    for number in range(ROWS):
        first, second = _NAMES[number % 20], _NAMES[number // 20 % 20]
        name = f"{first}{second}与{second}{first}邻里纠纷"
        day = date(2020, 1, 1) + timedelta(days=number % 1500)
        rows.append(
            {
                "id": number + 1,
                "uid": f"{number:032x}",
                "caption": f"（{day.year}）天人调字第{number}号 {name}",
                "found_by": f"第{number}号\n{name}\n{first}{second}\n{second}{first}",
                "number": f"（{day.year}）天人调字第{number}号",
                "dossier_name": name,
                "state": "closed",
                "dispute_type": f"{number % 9 + 1:02}",
                "registered_on": day,
                "accepted_on": day,
                "created_at": day,
                "created_by": "bench",
                **dict.fromkeys(("migrant_workers", "death", "turned_criminal"), False),
            }
        )
    names = ", ".join(rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    with database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO mediation ({names}) VALUES ({marks})"), rows)  # noqa: S608


if __name__ == "__main__":
    for line in run():
        print(*line)
