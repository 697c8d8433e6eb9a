"""A register of as many cases as asked, written by the database itself past history and forms.

How a thing grows is measured with ``SIZES``; ``python -m tests.bench --cases 1000,1000000`` chooses
others, and ``--kept FOLDER`` keeps the stores, for a million cases take minutes to write.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from db.registers import Case, Committee, Place
from db.store.database import Database
from db.store.listing import Listing

SIZES = [1000, 100_000]
KEPT: list[Path] = []
"""The folder of the stores that stay, if there is one."""
PASSWORD = "bench-bench"
_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_COMMITTEES = 12
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
_NAME = f"""substr('{_NAMES}', 1 + i % 20, 1) || substr('{_NAMES}', 1 + i / 20 % 20, 1) || '与' ||
 substr('{_NAMES}', 1 + i / 7 % 20, 1) || substr('{_NAMES}', 1 + i / 3 % 20, 1) || '邻里纠纷'"""
_CASES = f"""
{_NUMBERS},
drawn AS (SELECT i, {_NAME} AS name, i % {_COMMITTEES} + 1 AS committee,
 date('2004-01-01', '+' || (i * 7919 % 7300) || ' days') AS day FROM n),
said AS (SELECT *, '（' || substr(day, 1, 4) || '）天人调字第' || i || '号' AS number FROM drawn)
INSERT INTO mediation (id, uid, caption, found_by, number, dossier_name, state, dispute_type,
 committee_id, registered_on, accepted_on, summary, created_at, created_by, deleted_at,
 migrant_workers, death, turned_criminal)
SELECT i, printf('%032x', i), number || ' ' || name, number || char(10) || name, number, name,
 'closed', printf('%02d', i % 9 + 1), committee, day, day,
 '双方因宅基地边界、排水和通行发生争执，经村干部多次劝解未果，申请调解委员会调解。', day, 'bench',
 CASE WHEN i % 997 = 996 THEN '2024-06-01 00:00:00' END, 0, 0, 0
FROM said
"""  # noqa: S608 - nothing in it comes from outside
_AT_ONCE = 50_000


@contextlib.contextmanager
def store_of(cases: int) -> Iterator[Database]:
    """A store with so many cases, made or found again."""
    with contextlib.ExitStack() as stack:
        folder = KEPT[0] if KEPT else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        path = folder / f"{cases}.db"
        if path.exists():
            database = Database.open(path, PASSWORD)
        else:
            database, _ = Database.create(path, "bench", PASSWORD)
        with database:
            with database.read() as session:
                empty = Listing(Case).most(session) == 0
            if empty:
                fill(database, cases)
            yield database


def fill(database: Database, cases: int) -> None:
    """``cases`` numbered from 1 over twenty years; about each thousandth lies in the bin."""
    with database.step("调委会") as session:
        place = Place.fresh(name="天龙村", kind="2")
        session.add(place)
        session.flush()
        session.add_all(
            Committee.fresh(name=f"第{n}调委会", short_name=f"天{n}", kind="1")
            for n in range(1, _COMMITTEES + 1)
        )
    with database.engine.begin() as connection:
        for first in range(1, cases + 1, _AT_ONCE):
            span = {"first": first, "last": min(first + _AT_ONCE - 1, cases)}
            connection.execute(text(_CASES), span)
