"""A register of as many cases as asked, written by the database itself past history and forms.

How a thing grows is measured with ``SIZES``; ``python -m tests.bench --cases 1000,1000000`` chooses
others, and ``--kept FOLDER`` keeps the stores, for a million cases take minutes to write.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from db.registers import Committee, Place
from db.store.database import Database

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
_ROOM = 2_000_000
"""kB."""


def plain(database: Database, cases: int) -> None:
    """``cases`` numbered from 1 over twenty years; about each thousandth lies in the bin."""
    with database.step("调委会") as session:
        place = Place.fresh(name="天龙村", kind="2")
        session.add(place)
        session.flush()
        session.add_all(
            Committee.fresh(name=f"第{n}调委会", short_name=f"天{n}", kind="1")
            for n in range(1, _COMMITTEES + 1)
        )
    with filling(database) as connection:
        for first in range(1, cases + 1, _AT_ONCE):
            span = {"first": first, "last": min(first + _AT_ONCE - 1, cases)}
            connection.execute(text(_CASES), span)


@contextlib.contextmanager
def filling(database: Database) -> Iterator[Connection]:
    """One transaction that keeps all its pages: indexes are written to everywhere at once."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM}")
        yield connection


@contextlib.contextmanager
def store_of(
    cases: int,
    kind: str = "",
    *,
    fill: Callable[[Database, int], None] | None = None,
    change: Callable[[Database, int], None] | None = None,
) -> Iterator[Database]:
    """A store with so many cases, made or found again.

    ``kind`` names one that ``fill`` writes instead, or that ``change`` makes of a copy of the
    plain one. Only a whole store has the mark that is looked for: one whose writing was broken off
    is made anew.
    """
    with contextlib.ExitStack() as stack:
        folder = KEPT[0] if KEPT else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(exist_ok=True)
        path = folder / f"{kind}{'-' if kind else ''}{cases}.db"
        whole = path.with_suffix(".whole")
        if not whole.exists():
            for old in folder.glob(f"{path.name}*"):
                old.unlink()
            if change:
                with store_of(cases) as source:
                    source.close()  # with nothing left beside the file
                    for end in ("", ".keys"):
                        shutil.copyfile(f"{source.path}{end}", f"{path}{end}")
                made = Database.open(path, PASSWORD)
            else:
                made, _ = Database.create(path, "bench", PASSWORD)
            with made:
                (change or fill or plain)(made, cases)
            whole.touch()
        yield stack.enter_context(Database.open(path, PASSWORD))
