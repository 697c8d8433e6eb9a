"""What is wrong with a record, and how badly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from db.store.fields import Ahead, Field
from db.store.kinds import RowsKind
from db.store.outline import outline, past, peek

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.record import Record


class Level(Enum):
    """How badly: STOP keeps it from being saved, MISSING is still to be filled, WARN is a doubt."""

    STOP = "不能保存"
    MISSING = "待补"
    WARN = "请核对"


@dataclass(frozen=True)
class Problem:
    """One sentence under one field. ``path`` is ``parties[0].name`` for a child's field."""

    path: str
    sentence: str
    level: Level = Level.STOP


def all_problems(session: "Session", record: "Record") -> list[Problem]:
    """All that is wrong, missing or doubtful, in itself and beside what else is kept.

    Form, import and command line ask this alike.

    Args:
        session: for looking; the record need not belong to it.
        record: with its child rows loaded.
    """
    found = record.problems()
    with session.no_autoflush:
        found.extend(record.conflicts(session))
        for name in outline(type(record)).rows:
            for number, row in enumerate(getattr(record, name)):
                for problem in row.conflicts(session):
                    path = f"{name}[{number}].{problem.path}"
                    found.append(Problem(path, problem.sentence, problem.level))
    return found


def stopping(session: "Session", record: "Record") -> list[Problem]:
    """What keeps the record from being saved."""
    return [found for found in all_problems(session, record) if found.level is Level.STOP]


def problems_of(row: Any) -> Iterator[Problem]:
    """Everything its declaration and its own ``rules`` find wrong with a record or child."""
    for field, blank_says, filled_says in outline(row.__class__).judged:
        value = peek(row, field.name)
        if blank_says if value is None or value == "" else filled_says:
            yield from _field_problems(row, field, value)
    yield from row.rules()


def _field_problems(row: Any, field: Field, value: Any) -> Iterator[Problem]:
    if type(value) is date and value > date.today() and past(field):
        # also while the form hides it: a move asks for it before it shows
        level = Level.STOP if field.ahead is Ahead.REFUSED else Level.WARN
        yield Problem(field.name, f"{field.label}在今天之后，请核对", level)
    if field.shown_when and not field.shown_when(row):
        return
    if isinstance(field.kind, RowsKind):
        if not value and field.required:
            yield Problem(field.name, f"请至少填写一行{field.label}")
        for number, child in enumerate(value):
            for problem in problems_of(child):
                path = f"{field.name}[{number}].{problem.path}"
                yield Problem(path, problem.sentence, problem.level)
        return
    if value is None or value == "":
        if field.computed is None and field.required:
            yield Problem(field.name, f"请填写{field.label}")
        elif field.needed_when and field.needed_when(row):
            yield Problem(field.name, f"{field.label}待补", Level.MISSING)
        return
    for sentence in field.kind.problems(value):
        yield Problem(field.name, sentence, Level.WARN)
