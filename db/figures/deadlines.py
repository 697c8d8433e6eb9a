"""What is due: one list over the registers, each date with the rule it follows."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.figures.calendar import Deadline, after_days
from db.registers import Case
from db.registers.mediation import Visit
from db.store.places import RESOURCES


@dataclass(frozen=True)
class Rule:
    """A period: what for, how long, and on which ground."""

    what: str
    days: int
    basis: str
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """One thing to be done by a day. ``days_left`` is negative once it is late."""

    register: str
    record_id: int
    caption: str
    what: str
    due_on: date
    days_left: int
    rule: str
    certain: bool = True


@cache
def rules() -> dict[str, Rule]:
    """The periods of resources/deadlines.toml."""
    data = tomllib.loads((RESOURCES / "deadlines.toml").read_text(encoding="utf-8"))
    return {
        code: Rule(**{**entry, "not_for": tuple(entry.get("not_for", ()))})
        for code, entry in data.items()
    }


def due(session: Session, today: date) -> list[Due]:
    """Everything that is due, soonest first."""
    found = [
        *_mediation(session),
        *_performance(session),
        *_confirmation(session),
        *_visits(session),
    ]
    dated = [
        Due(
            Case.__tablename__,
            row.id,
            row.caption,
            rule.what,
            end.day,
            (end.day - today).days,
            f"{rule.basis}；自 {start.isoformat()} 起 {rule.days} 日" if rule.days else rule.basis,
            end.certain,
        )
        for row, rule, start, end in found
    ]
    # The chance of judicial confirmation is a hint, not a duty: once past it is no longer listed.
    hint = rules()["confirmation"].what
    kept = [item for item in dated if item.what != hint or item.days_left >= 0]
    return sorted(kept, key=lambda item: (item.due_on, item.record_id))


_Found = Iterator[tuple[Any, Rule, date, Deadline]]


def _mediation(session: Session) -> _Found:
    rule = rules()["mediation"]
    for row in _cases(session, Case.state == "accepted", Case.accepted_on.is_not(None)):
        end = after_days(row.accepted_on, rule.days)
        yield (
            row,
            rule,
            row.accepted_on,
            Deadline(row.extended_to, row.extended_to) if (row.extended_to) else end,
        )


def _performance(session: Session) -> _Found:
    rule = rules()["performance"]
    for row in _cases(session, Case.state == "agreed", Case.performance_due.is_not(None)):
        yield row, rule, row.performance_due, after_days(row.performance_due, 0)


def _confirmation(session: Session) -> _Found:
    rule = rules()["confirmation"]
    conditions = (
        Case.state.in_(("agreed", "performed")),
        Case.effective_on.is_not(None),
        Case.confirmation_state.is_(None),
        Case.performed_on.is_(None),
        Case.dispute_type.not_in(rule.not_for),
    )
    for row in _cases(session, *conditions):
        yield row, rule, row.effective_on, after_days(row.effective_on, rule.days)


def _visits(session: Session) -> _Found:
    rule = rules()["visit"]
    visited = select(Visit.owner_id)
    for row in _cases(session, Case.state == "performed", Case.id.not_in(visited)):
        if row.performed_on:
            yield row, rule, row.performed_on, after_days(row.performed_on, rule.days)


def _cases(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Any]:
    columns = (
        Case.id,
        Case.caption,
        Case.accepted_on,
        Case.extended_to,
        Case.performance_due,
        Case.effective_on,
        Case.performed_on,
    )
    yield from session.execute(select(*columns).where(Case.deleted_at.is_(None), *conditions))
