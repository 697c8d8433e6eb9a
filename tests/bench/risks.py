"""The list of risks over two years of inspections, against reading their rows in bare SQL."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from db.figures.warnings import warnings
from db.registers import Inspection
from db.registers.inspection import Officer
from db.store.database import Database
from tests.bench.timing import least
from tests.enforcers import certify, staff

_TODAY = date(2026, 11, 25)
_VISITS, _PEOPLE, _DAYS = 20_000, 40, 700
_ALONE, _UNLISTED = 500, 400
"""Every so many inspections one has a single officer, one is outside the list."""
_BARE = (
    "SELECT id, caption, day, in_list FROM inspection WHERE day BETWEEN :first AND :last",
    """SELECT o.owner_id, o.staff_id FROM inspection_officer o JOIN inspection i
       ON i.id = o.owner_id WHERE i.day BETWEEN :first AND :last""",
)


def run() -> list[tuple[str, float, str]]:
    """Ratio of the finished list to the bare reading of the same rows of the encrypted file."""
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            _fill(database)
            return [_compare(database)]


def _compare(database: Database) -> tuple[str, float, str]:
    days = {"first": (_TODAY - timedelta(days=730)).isoformat(), "last": _TODAY.isoformat()}

    def ours() -> int:
        with database.read() as session:
            return sum(one.table == "inspection" for one in warnings(session, _TODAY))

    def bare() -> int:
        with database.engine.connect().execution_options(reading=True) as connection:
            return sum(len(connection.execute(text(query), days).all()) for query in _BARE)

    mine, theirs, number = least(ours), least(bare), ours()
    assert number == _VISITS // _ALONE + _VISITS // _UNLISTED
    note = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms, {number} of {_VISITS:,} visits"
    return "all risks, each officer's card judged", mine / theirs, note


def _fill(database: Database) -> None:
    """Officers in order, and inspections by two of them each, but for some."""
    with database.step("人员") as session:
        people = [staff(session, f"员{number}").id for number in range(_PEOPLE)]
        for number in people:
            certify(session, number, f"证{number}")
    visits: list[dict[str, Any]] = []
    officers: list[dict[str, Any]] = []
    for number in range(1, _VISITS + 1):
        day = _TODAY - timedelta(days=number % _DAYS)
        listed = number % _UNLISTED != 0
        visits.append({
            "id": number, "uid": f"{number}", "caption": f"{day} 店{number}", "found_by": "",
            "created_at": _TODAY, "created_by": "", "name": f"店{number}", "items": "消防",
            "day": day, "in_list": listed, "planned": True,
        })  # fmt: skip
        two = people[number % _PEOPLE], people[(number + 1) % _PEOPLE]
        for place, one in enumerate(two[: 1 if number % _ALONE == 0 else 2]):
            officers.append({"owner_id": number, "staff_id": one, "position": place})
    with database.engine.begin() as connection:
        connection.execute(insert(Inspection.__table__), visits)
        connection.execute(insert(Officer.__table__), officers)


if __name__ == "__main__":
    for line in run():
        print(*line)
