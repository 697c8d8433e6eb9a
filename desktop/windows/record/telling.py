"""Which problems of a record are told while people type."""

import re
from typing import Any

from db.store.problems import Level, Problem


def too_early(record: Any, problem: Problem) -> bool:
    """That a new row still wants filling in is not said before people want to save it."""
    row, name = record, problem.path
    if "[" in name:
        field, number, name = re.split(r"\[|\]\.?", name, maxsplit=2)
        row = getattr(row, field)[int(number)]
    blank = problem.level is Level.STOP and getattr(row, name, None) in (None, "", [])
    return blank and row.id is None
