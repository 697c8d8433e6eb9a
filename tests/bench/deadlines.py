"""The list of what is due among many cases, against its queries in bare SQL."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import text

from db.figures.deadlines import due
from db.store.database import Database
from tests.bench import many
from tests.bench.timing import least

_TODAY = date(2026, 11, 25)
_OPEN, _AGREED, _PERFORMED = 300, 200, 100
_BARE = (
    "SELECT id, caption, accepted_on FROM mediation WHERE state = 'accepted'",
    "SELECT id, caption, performance_due FROM mediation WHERE state = 'agreed'",
    "SELECT id, caption, effective_on FROM mediation WHERE state = 'agreed'",
    "SELECT id, caption, performed_on FROM mediation WHERE state = 'performed'",
)


def run() -> Iterator[tuple[str, float, str]]:
    """Ratio of the finished list to the bare queries by state on the same encrypted file."""
    for cases in many.SIZES:
        with many.store_of(cases, "waiting", change=_set_waiting) as database:
            yield _compare(database, cases)


def _compare(database: Database, cases: int) -> tuple[str, float, str]:
    def ours() -> int:
        with database.read() as session:
            return len(due(session, _TODAY))

    def bare() -> int:
        with database.engine.connect().execution_options(reading=True) as connection:
            return sum(len(connection.execute(text(query)).all()) for query in _BARE)

    mine, theirs, number = least(ours), least(bare), ours()
    assert number == _OPEN + 2 * _AGREED + _PERFORMED
    note = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms, {number} due"
    return f"{cases:,} cases: all that is due, rules and days counted", mine / theirs, note


def _set_waiting(database: Database, cases: int) -> None:
    """Some hundred cases spread over the register wait for something, as in a busy office."""
    step = cases // (_OPEN + _AGREED + _PERFORMED)
    states = ["accepted"] * _OPEN + ["agreed"] * _AGREED + ["performed"] * _PERFORMED
    days = {
        "accepted": ("accepted_on",),
        "agreed": ("performance_due", "effective_on"),
        "performed": ("performed_on",),
    }
    with database.engine.begin() as connection:
        for number, state in enumerate(states):
            day = (_TODAY - timedelta(days=number % 25)).isoformat()
            given = "".join(f", {name} = '{day}'" for name in days[state])
            connection.exec_driver_sql(
                f"UPDATE mediation SET state = '{state}', dispute_type = '02'{given},"  # noqa: S608
                f" deleted_at = NULL WHERE id = {number * step + 1}"
            )


if __name__ == "__main__":
    for line in run():
        print(*line)
