"""What a register says of something that waits to be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select


@dataclass(frozen=True)
class Waiting:
    """Something that waits to be done; the rule and the calendar make a day of it.

    Attributes:
        table: the register, by table name.
        record_id: the record that is opened.
        caption: what it is called.
        rule: a code of resources/deadlines.toml.
        start: the day the count begins from; that day itself is not counted.
        whose: who has to do it, for people.
        until: a day agreed or printed that takes the rule's place.
        hint: a chance, not a duty: no longer listed once it is past.
        part: which part of it, e.g. the next instalment; empty for the whole.
        paused: days on which the count stood still, e.g. while papers were supplemented.
    """

    table: str
    record_id: int
    caption: str
    rule: str
    start: date
    whose: str = ""
    until: date | None = None
    hint: bool = False
    part: str = ""
    paused: int = 0


def blank(column: Any) -> ColumnElement[bool]:
    """The condition that a column is empty, hidden from the column's index.

    Where nearly all records are blank, that index finds everything, and SQLite would still choose
    it; the index of the state or the date finds the few that wait.
    """
    return func.coalesce(column, column).is_(None)


def live(cls: Any) -> ColumnElement[bool]:
    """The condition that a record is not in the recycle bin, for the queries of this package."""
    return blank(cls.deleted_at)


def not_binned(cls: Any) -> ColumnElement[bool]:
    """The same by the bin's own index, where another index tells the rest: no row is read."""
    binned = select(cls.id).where(cls.deleted_at.is_not(None)).correlate(None)
    live_ones: ColumnElement[bool] = (cls.id + 0).not_in(binned)
    return live_ones
