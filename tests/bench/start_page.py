"""All that the first page tells, gathered over many cases, against its own statements bare."""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import event, text

from db.store.database import Database
from desktop.windows.home.facts import gather
from tests.bench import many
from tests.bench.timing import least

_TODAY = date(2024, 2, 9)  # the cases of the bench end with January 2024
_OPEN, _AGREED, _CLOSED = 300, 200, 400
_SPREAD = """
UPDATE mediation SET state = 'filed', agreed_on = day, accepted_on = day
FROM (SELECT id AS one, date('2020-01-01', '+' || (id * 37 % 1500) || ' days') AS day
      FROM mediation) WHERE id = one
"""


def run() -> Iterator[tuple[str, float, str]]:
    """Ratio to the same statements through the driver alone, for each size."""
    for cases in many.SIZES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["FENGQIAO_DATA"] = folder  # where the records opened last would lie
            mine, theirs, number = _measured(cases)
        note = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms of {number} bare statements"
        yield f"{cases:,} cases: all of the first page", mine / theirs, note


def _measured(cases: int) -> tuple[float, float, int]:
    """Seconds of gathering, seconds of its statements bare, and how many those are."""
    with many.store_of(cases, "aged", change=_age) as database:
        gather(database, _TODAY, _TODAY.year)
        asked = _statements(database)

        def bare() -> int:
            with database.engine.connect().execution_options(reading=True) as connection:
                cursor: Any = connection.connection.cursor()
                return sum(len(cursor.execute(*one).fetchall()) for one in asked)

        facts = gather(database, _TODAY, _TODAY.year)
        assert len(facts.due) >= _OPEN
        assert any(one.number >= _OPEN for one in facts.unfinished)
        assert facts.quarters[0].now.number
        mine = least(lambda: gather(database, _TODAY, _TODAY.year))
        return mine, least(bare), len(asked)


def _statements(database: Database) -> list[tuple[str, Any]]:
    """What one gathering asks."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _x: Any, _many: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", note)
    gather(database, _TODAY, _TODAY.year)
    event.remove(database.engine, "before_cursor_execute", note)
    return asked


def _age(database: Database, _cases: int) -> None:
    """An office of some years: nearly all filed, a few hundred on their way."""
    states = (("accepted", _OPEN), ("agreed", _AGREED), ("closed", _CLOSED))
    with many.filling(database) as connection:
        connection.execute(text(_SPREAD))
        first = 1
        for state, number in states:
            given = {"state": state, "first": first, "last": first + number - 1}
            connection.execute(
                text("UPDATE mediation SET state = :state WHERE id BETWEEN :first AND :last"), given
            )
            first += number
        connection.execute(text("UPDATE mediation SET agreed_on = NULL WHERE state = 'accepted'"))


if __name__ == "__main__":
    for line in run():
        print(*line)
