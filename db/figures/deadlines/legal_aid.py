"""What waits in legal aid, and the letters that want a reply; the same steps are counted as kept.

Most of these periods bind the county's agency: the township sees that they are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers import Consultation, LegalAid
from db.registers.consultation import LETTER
from db.registers.legal_aid import AidVisit, Objection, Subsidy, Supplement
from db.registers.legal_aid.rows import AGENCY

_ADVICE_OR_DRAFTING = ("1", "2")
_OVER = ("withdrawn", "void", "filed")
_AT_ONCE = 10_000  # SQLite takes at most 32,766 values in one question


@dataclass(frozen=True)
class Step:
    """One period: from which day it runs, and the day by which it was done.

    Attributes:
        rule: a code of resources/deadlines.toml.
        start, done: columns of days.
        whose: who has to do it; a column or words.
        states: where a case stands while the step can wait; empty for any.
        conditions: what else must be so.
        rows: the child rows whose days these are.
        until: a column of agreed days.
        cls: the register.
    """

    rule: str
    start: Any
    done: Any
    whose: Any
    states: tuple[str, ...] = ()
    conditions: tuple[ColumnElement[bool], ...] = ()
    rows: Any = None
    until: Any = None
    cls: Any = LegalAid


@dataclass(frozen=True)
class Taken:
    """A step as one record took it: the wait it began with, and when it ended."""

    waiting: Waiting
    done: date | None


_first_visit = (
    select(func.min(AidVisit.visited_on)).where(AidVisit.owner_id == LegalAid.id).scalar_subquery()
)
_ended = func.coalesce(LegalAid.refused_on, LegalAid.granted_on)
_agreed = func.coalesce(LegalAid.granted_form, LegalAid.aid_form, "").not_in(_ADVICE_OR_DRAFTING)

STEPS = (
    Step(
        "aid_supplement", Supplement.asked_on, Supplement.supplied_on, LegalAid.name,
        ("supplement", "forwarded"), rows=Supplement, until=Supplement.due_on,
    ),
    Step(
        "aid_supplement", LegalAid.urgent_on, LegalAid.formalities_done_on, LegalAid.name,
        conditions=(LegalAid.urgent.is_(True), LegalAid.state.not_in(_OVER)),
        until=LegalAid.formalities_due,
    ),
    Step("aid_decision", LegalAid.agency_received_on, _ended, LegalAid.agency, ("forwarded",)),
    Step(
        "aid_assignment", LegalAid.granted_on, LegalAid.assigned_on, LegalAid.agency, ("granted",),
    ),
    Step(
        "aid_agreement", LegalAid.assigned_on, LegalAid.agreement_on, LegalAid.firm, ("assigned",),
        conditions=(_agreed,),
    ),
    Step(
        "aid_objection", Objection.filed_on, Objection.decided_on,
        func.coalesce(Objection.bureau, "司法行政部门"), ("objected",), rows=Objection,
    ),
    Step("aid_dossier", LegalAid.closed_on, LegalAid.dossier_on, LegalAid.firm, ("closed",)),
    Step(
        "aid_dossier_review", LegalAid.dossier_on, LegalAid.dossier_reviewed_on, LegalAid.agency,
        ("closed", "filed"),
    ),
    Step(
        "aid_subsidy", LegalAid.dossier_reviewed_on, Subsidy.paid_on, LegalAid.agency,
        ("closed", "filed"), rows=Subsidy,
    ),
    Step("aid_visit", LegalAid.closed_on, _first_visit, literal("本站"), ("closed",)),
    Step(
        "letter_reply", Consultation.day, Consultation.replied_on, literal("本站"),
        conditions=(Consultation.way == LETTER,), cls=Consultation,
    ),
)  # fmt: skip


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything that waits now."""
    for step in STEPS:
        yield from _waiting(session, today, step)


def waiting_of(session: Session, today: date, number: int) -> Iterator[Waiting]:
    """What waits in one case."""
    for step in STEPS:
        if step.cls is LegalAid:
            yield from _waiting(session, today, step, LegalAid.id == number)


def _waiting(
    session: Session, today: date, step: Step, *which: ColumnElement[bool]
) -> Iterator[Waiting]:
    states = (LegalAid.state.in_(step.states),) if step.states else ()
    for taken in _taken(session, step, today, step.done.is_(None), *states, *which):
        yield taken.waiting


def taken_within(session: Session, first: date, last: date, today: date) -> Iterator[Taken]:
    """Every step that began within a period: done, still waiting, or passed over by the closing.

    Where a case was void, withdrawn or terminated first, what it had not come to is nobody's delay.
    """
    closed = (LegalAid.state == "filed") & LegalAid.closed_on.is_not(None)
    for step in STEPS:
        conditions = [step.start.between(first, last)]
        if step.cls is LegalAid:
            conditions.append(LegalAid.state != "void")
        if step.states:
            conditions.append(step.done.is_not(None) | LegalAid.state.in_(step.states) | closed)
        yield from _taken(session, step, today, *conditions)


def _taken(
    session: Session, step: Step, today: date, *conditions: ColumnElement[bool]
) -> Iterator[Taken]:
    cls = step.cls
    until = step.until if step.until is not None else literal(None)
    columns = (
        cls.id,
        cls.caption,
        step.start.label("start"),
        step.done.label("done"),
        until.label("until"),
        (literal(step.whose) if isinstance(step.whose, str) else step.whose).label("whose"),
    )
    query = select(*columns).select_from(cls)
    if step.rows is not None:
        query = query.join(step.rows, step.rows.owner_id == cls.id, isouter=True)
    wanted = (live(cls), step.start.is_not(None), *step.conditions, *conditions)
    found = session.execute(query.where(*wanted).order_by(cls.id)).all()
    paused: dict[int, int] = {}
    if step.rule == "aid_decision":
        paused = _paused(session, [row.id for row in found], today)
    for row in found:
        wait = Waiting(
            cls.__tablename__, row.id, row.caption, step.rule, row.start,
            row.whose or "", row.until, paused=paused.get(row.id, 0),
        )  # fmt: skip
        yield Taken(wait, row.done)


def _paused(session: Session, ids: list[int], today: date) -> dict[int, int]:
    """Days for which the agency waited for supplements: they do not count."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Supplement.owner_id, Supplement.asked_on, Supplement.supplied_on).where(
                Supplement.owner_id.in_(ids[start : start + _AT_ONCE]),
                Supplement.asked_by == AGENCY,
            )
        )
        for row in rows:
            days = ((row.supplied_on or today) - row.asked_on) // timedelta(days=1)
            found[row.owner_id] = found.get(row.owner_id, 0) + max(days, 0)
    return found
