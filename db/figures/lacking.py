"""Fields 待补 of the records that people were at last: looked at once, and again when they change.

What a record lacks is said by its class in Python and costs some milliseconds. So only the records
that the history names last are asked, and each again only after a step that touched it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.figures.unfinished import Unfinished
from db.store.history import CHANGE, STEP
from db.store.problems import Level
from db.store.record import Record, Row, register

RECORDS = 30
"""The newest that are looked at: a day or two of two clerks."""
_STEPS = 60  # the newest in the history, among which they are found
_BY_HAND = 60  # changes that a step has at most, to be one of a person's and not of an import
_WORDS = "最近改动的，还有待补"
_Key = tuple[str, int]


@dataclass
class Lacking:
    """What was found, by record and by the change that touched it last; one for an open store."""

    _known: dict[_Key, tuple[int, bool]] = field(default_factory=dict)
    _day: date | None = None

    def look(
        self, session: Session, today: date, may_see: Callable[[Any], bool]
    ) -> list[Unfinished]:
        """The records that lack something, by register; that of the newest first.

        Args:
            session: for looking.
            today: another day, another judgement: some fields are due by a date.
            may_see: whether the person who opened the store may look at a register.
        """
        if today != self._day:
            self._known.clear()
            self._day = today
        touched = dict(list(_touched(session).items())[:RECORDS])
        known = {
            key: self._known[key]
            if self._known.get(key, (0, False))[0] == change
            else (change, _lacks(session, key))
            for key, change in touched.items()
        }
        self._known = known
        found: dict[type[Record], set[int]] = {}
        for (table, number), (_, lacks) in known.items():
            if lacks and may_see(register(table)):
                found.setdefault(register(table), set()).add(number)
        return [
            Unfinished(cls.__tablename__, _WORDS, len(ids), cls.unit, cls.id.in_(ids))
            for cls, ids in found.items()
        ]


def _touched(session: Session) -> dict[_Key, int]:
    """The records that people changed last, the newest first, with the newest change of each."""
    steps = select(STEP.c.id).where(STEP.c.changes <= _BY_HAND)
    newest = steps.order_by(STEP.c.id.desc()).limit(_STEPS).scalar_subquery()
    last = func.max(CHANGE.c.id)
    query = (
        select(CHANGE.c.table_name, CHANGE.c.row_id, last)
        .where(CHANGE.c.step_id.in_(newest))
        .group_by(CHANGE.c.table_name, CHANGE.c.row_id)
    )
    rows: dict[str, dict[int, int]] = {}
    for table, number, change in session.execute(query):
        rows.setdefault(table, {})[number] = change
    found: dict[_Key, int] = {}
    for table, changes in rows.items():
        over, owners = _records_of(session, table, changes)
        if _kept_by_people(over):
            for number, change in changes.items():
                if number in owners:
                    key = (over, owners[number])
                    found[key] = max(found.get(key, 0), change)
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _records_of(session: Session, table: str, rows: Iterable[int]) -> tuple[str, dict[int, int]]:
    """The register, and of each row the record: itself, or the one that a child row belongs to."""
    known = Row.metadata.tables.get(table)
    if known is None or "owner_id" not in known.c:
        return table, {number: number for number in rows}
    over = next(iter(known.c.owner_id.foreign_keys)).column.table.name
    query = select(known.c.id, known.c.owner_id).where(known.c.id.in_(list(rows)))
    return over, {row[0]: row[1] for row in session.execute(query)}


def _kept_by_people(table: str) -> bool:
    try:
        return not register(table).written_by_program
    except KeyError:  # attachments, and registers that the office took back
        return False


def _lacks(session: Session, key: _Key) -> bool:
    record: Record | None = session.get(register(key[0]), key[1])
    if record is None or record.deleted_at is not None:
        return False
    return any(one.level is Level.MISSING for one in record.problems())
