"""A full annual report over many records in all registers, against the bare SQL of its figures.

``python -m tests.bench.annual_report [RECORDS]``; 100,000 by default, parted evenly over the
registers whose figures the report prints.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Date, String, event, text

from db.figures.annual_report.facts import gather
from db.figures.annual_report.plain import text_of
from db.figures.annual_report.reports import draft
from db.figures.annual_report.template import Template, template
from db.figures.catalogue import figure
from db.store.database import Database
from db.store.record import Record
from tests.bench.timing import least
from tests.filled import filled

SIZE = 100_000
YEAR = 2024
_DAYS = 4 * 365


def run(size: int = SIZE) -> list[tuple[str, float, str]]:
    """The report over the SQL that it asks, sent by the driver alone."""
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            made = template("full")
            counts = fill(database, made, size)
            asked = _statements(database, made)
            ours = least(lambda: _whole(database, made))
            bare = least(lambda: _bare(database, asked))
    note = (
        f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms for {len(asked)} questions over "
        f"{sum(counts.values()):,} records in {len(counts)} registers"
    )
    return [(f"a report over {size:,} records", ours / bare, note)]


def _whole(database: Database, made: Template) -> str:
    """Composed, checked, as text."""
    with database.read() as session:
        drafted, _ = draft(session, YEAR, made)
    return text_of(drafted.composed)


def _statements(database: Database, made: Template) -> list[tuple[str, Any]]:
    """The questions that the report's figures put to the file."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, words: str, values: Any, *_more: Any) -> None:
        if words.lstrip().upper().startswith("SELECT"):
            asked.append((words, values))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.read() as session:
        gather(session, YEAR, made)
    event.remove(database.engine, "before_cursor_execute", note)
    return asked


def _bare(database: Database, asked: list[tuple[str, Any]]) -> None:
    with database.engine.connect().execution_options(reading=True) as connection:
        cursor = connection.connection.cursor()
        for words, values in asked:
            cursor.execute(words, values).fetchall()


def fill(database: Database, made: Template, size: int) -> dict[str, int]:
    """Copies of one filled record of each register, over four years of days."""
    codes = dict.fromkeys(code for one in made.statements for code in one.codes)
    registers = dict.fromkeys(figure(code.removesuffix("@last")).cls for code in codes)
    each = size // len(registers)
    for cls in registers:
        with database.step(f"登记{cls.title}") as session:
            record = filled(cls, session)
            session.add(record)
            session.flush()
            number = record.id
        with database.engine.begin() as connection:
            connection.execute(text(_copies(cls, number, each)))
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return {cls.__tablename__: each for cls in registers}


def _copies(cls: type[Record], number: int, count: int) -> str:
    """Copies whose unique texts differ and whose days move on."""
    columns: dict[str, str] = {}
    for column in cls.__table__.columns:
        unique = column.unique or any(
            index.unique and column.name in index.columns for index in cls.__table__.indexes
        )
        if column.name == "id":
            continue
        if isinstance(column.type, Date):
            first = date(YEAR - 3, 1, 1)
            moved = f"date('{first}', '+' || (n * 37 % {_DAYS}) || ' days')"
            columns[column.name] = f"CASE WHEN {column.name} IS NULL THEN NULL ELSE {moved} END"
        elif unique:
            text_ = isinstance(column.type, String)
            columns[column.name] = f"{column.name} || n" if text_ else f"{column.name} + n"
        else:
            columns[column.name] = column.name
    return (
        f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) "  # noqa: S608
        f"INSERT INTO {cls.__tablename__} ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM {cls.__tablename__}, c WHERE id = {number}"
    )


if __name__ == "__main__":
    for name, ratio, note in run(*map(int, sys.argv[1:2])):
        print(f"{name}: {ratio:.2f}× ({note})")
