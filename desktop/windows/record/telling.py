"""Which problems of a record are told while people type."""

import re
from typing import TYPE_CHECKING, Any

from db.store.problems import Level, Problem, all_problems

if TYPE_CHECKING:
    from db.store.database import Database


def told(database: "Database", record: Any, *, asked: bool) -> tuple[list[Problem], list[Problem]]:
    """All problems of a record, and those to tell; ``asked`` once people wanted to save it."""
    with database.read() as session:
        problems = all_problems(session, record)
    return problems, [one for one in problems if asked or not _too_early(record, one)]


def _too_early(record: Any, problem: Problem) -> bool:
    """That a new row still wants filling in is not said before people want to save it."""
    row, name = record, problem.path
    if "[" in name:
        field, number, name = re.split(r"\[|\]\.?", name, maxsplit=2)
        row = getattr(row, field)[int(number)]
    blank = problem.level is Level.STOP and getattr(row, name, None) in (None, "", [])
    return blank and row.id is None
