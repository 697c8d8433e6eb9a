"""Records as lines of a list: a page is asked at once, and each value turned into words once."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.store.fields import Field
from db.store.kinds import LinkKind, LongTextKind, TextKind, without_numbers
from db.store.question import DIALECT, GIVEN, Question
from db.store.record import Record, register

Line = tuple[int, tuple[str, ...]]
"""A record's id, and its listed fields in words."""


def lines(
    session: Session,
    cls: type[Record],
    columns: tuple[Field, ...],
    ids: Sequence[int],
    *,
    masked: bool,
) -> list[Line]:
    """Lines in the order of ``ids``; a record that is gone has none.

    Args:
        session: for looking.
        cls: the register.
        columns: its fields that are shown.
        ids: which records.
        masked: of sensitive values and of numbers of people within a text, what anybody may see.
    """
    question = _question(cls, tuple(spec.name for spec in columns))
    rows = question.ask(session, ids=json.dumps(list(ids))).fetchall()
    if not rows:
        return []
    numbers, *values = zip(*rows, strict=True)
    words = [
        _words(cls, spec, column, masked=masked)
        for spec, column in zip(columns, values, strict=True)
    ]
    made = list(zip(numbers, zip(*words, strict=True), strict=True))
    if numbers == tuple(ids):
        return made
    found = dict(made)  # some are gone, or were read in another order
    return [(number, found[number]) for number in ids if number in found]


@lru_cache(512)
def _question(cls: type[Record], names: tuple[str, ...]) -> Question:
    """Linked records come by what they are called; those in the recycle bin keep their name."""
    shown: list[Any] = []
    for name in names:
        column, kind = getattr(cls, name), cls.fields[name].kind
        if isinstance(kind, LinkKind):
            other = aliased(register(kind.table))
            column = select(other.caption).where(other.id == column).scalar_subquery()
        shown.append(column)
    query = select(cls.id, *shown).select_from(GIVEN).join(cls, cls.id == GIVEN.c.value)
    return Question(lambda: query)


def _words(cls: type[Record], spec: Field, values: Sequence[Any], *, masked: bool) -> Sequence[str]:
    """What people see of one field's values, which are as the file holds them."""
    hidden = masked and spec.sensitive
    if not hidden and (spec.kind.as_stored or isinstance(spec.kind, LinkKind)):
        seen = [value or "" for value in values]
        running = masked and isinstance(spec.kind, TextKind | LongTextKind | LinkKind)
        if not running or cls.__table__.c[spec.name].unique:  # a paper's number is no telephone
            return seen
        together = "\n".join(seen)  # hardly a page has one
        return seen if without_numbers(together) == together else [*map(without_numbers, seen)]
    read = cls.__table__.c[spec.name].type.dialect_impl(DIALECT).result_processor(DIALECT, None)
    made = {}
    for value in set(values):
        text = spec.shown(read(value) if read else value)
        made[value] = spec.kind.masked(text) if hidden else text
    return [made[value] for value in values]
