"""A register of 100,000 records that the office made, against a built-in one of the same width."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from db.figures.asking import value
from db.figures.catalogue import figure
from db.figures.period import Period
from db.registers import OwnFigure, OwnRegister, Training
from db.registers.own import OwnField
from db.store.database import Database
from db.store.listing import Filter, Listing
from tests.bench.timing import least

ROWS = 100_000
_PAGE = 100
_FIELDS = {"name": "f_1", "number": "f_2", "category": "f_3", "starts_on": "f_4", "hours": "f_5",
           "attendances": "f_6"}  # fmt: skip
"""What both have, by its name here and there."""


def run() -> list[tuple[str, float, str]]:
    """Ratios of the office's register to the built-in one, in the same encrypted file."""
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            own = _made(database)
            _fill(database, own)
            return list(_compared(database, own))


def _made(database: Database) -> Any:
    kinds = (("培训名称", "1"), ("期次", "1"), ("类别", "6"), ("开始日期", "5"), ("学时", "3"),
             ("人次", "3"))  # fmt: skip
    with database.step("自建台账") as session:
        columns = [OwnField.fresh(label=label, kind=kind) for label, kind in kinds]
        columns[2].options = "甲、乙、丙"
        session.add(OwnRegister.fresh(name="自办培训", columns=columns))
    (own,) = database.own.in_force
    with database.step("自建指标") as session:
        table = own.__tablename__
        for name, register, path in (
            ("自办学时", table, f"{table}.f_5"),
            ("执法培训学时", "training", "training.hours"),
        ):
            session.add(OwnFigure.fresh(name=name, measure="2", register=register, path=path))
    return own


def _fill(database: Database, own: Any) -> None:
    """Past history and forms: the bench is about reading."""
    rows = []
    for number in range(ROWS):
        day = date(2020, 1, 1) + timedelta(days=number % 1500)
        rows.append(
            {
                "uid": f"{number:032x}",
                "caption": f"第{number}期培训 {day}",
                "found_by": f"第{number}期培训\n{number}",
                "created_by": "bench",
                "name": f"第{number}期培训",
                "number": str(number),
                "category": str(number % 3 + 1),
                "starts_on": day,
                "hours": number % 40,
                "attendances": number % 90,
            }
        )
    renamed = [{_FIELDS.get(key, key): value for key, value in row.items()} for row in rows]
    with database.engine.begin() as connection:
        connection.execute(insert(Training.__table__), rows)
        connection.execute(insert(own.__table__), renamed)
    database.index(anew=True)


def _compared(database: Database, own: Any) -> Iterator[tuple[str, float, str]]:
    pairs = {
        "opened: count and first page": (Listing(own), Listing(Training)),
        "two characters": (Listing(own, search="99期"), Listing(Training, search="99期")),
        "one category": (
            Listing(own, filters=(Filter("f_3", "=", "2"),)),
            Listing(Training, filters=(Filter("category", "=", "2"),)),
        ),
        "sorted by a column": (Listing(own, sort="f_1"), Listing(Training, sort="name")),
    }
    for name, (mine, built_in) in pairs.items():
        yield _ratio(name, _listed(database, mine), _listed(database, built_in))
    ours, theirs = (_counted(database, code) for code in ("own.1", "own.2"))
    yield _ratio("sum of a year", ours, theirs)


def _listed(database: Database, listing: Listing) -> Callable[[], Any]:
    def work() -> Any:
        with database.read() as session:
            total = listing.count(session)
            return total, len(listing.page(session, 0, _PAGE))

    return work


def _counted(database: Database, code: str) -> Callable[[], Any]:
    def work() -> Any:
        with database.read() as session:
            return value(session, figure(code), Period.year(2022)).number

    return work


def _ratio(name: str, ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[str, float, str]:
    assert ours() == theirs()
    mine, built_in = least(ours), least(theirs)
    note = f"{mine * 1000:.1f} ms against {built_in * 1000:.1f} ms of a built-in one, {ROWS:,} each"
    return name, mine / built_in, note


if __name__ == "__main__":
    for line in run():
        print(*line)
