"""Legal aid counted: 件 and 人次 apart, by category and by step, with the records behind each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.figures.consultations import entered
from db.figures.deadlines.counting import Counting
from db.figures.deadlines.legal_aid import taken_within
from db.registers import LegalAid

_NO_CASE = ("registered", "void")
"""Not yet received, or entered by mistake."""
FOOTNOTE = "一人可以属于几类，各类之和可能大于总人次。"


@dataclass(frozen=True)
class Count:
    """A figure: cases 件, person-times 人次, and the records that make it."""

    cases: int
    persons: int
    ids: tuple[int, ...]


@dataclass
class Kept:
    """A step's records: due in the period, done on time, done late or still not done and late."""

    due: list[int] = field(default_factory=list)
    on_time: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class AidFigures:
    """A period's legal aid.

    Attributes:
        applied, forwarded, granted, refused, closed, terminated: by the day of that very act.
        open: received or granted by the period's end and not at an end then, as the days say.
        categories: those granted, by code of people_category; they overlap (``FOOTNOTE``).
        consultations: ``cases`` are entries, ``persons`` the 人次; no aid cases, and without
            those given at events and activities.
        steps: by rule code, those that began in the period.
    """

    applied: Count
    forwarded: Count
    granted: Count
    refused: Count
    closed: Count
    terminated: Count
    open: Count
    categories: dict[str, Count]
    consultations: Count
    steps: dict[str, Kept]


def legal_aid_figures(session: Session, first: date, last: date, today: date) -> AidFigures:
    """Count a period, both ends included; ``today`` decides what is late."""

    def within(day: Any) -> Count:
        return _cases(session, day.between(first, last))

    return AidFigures(
        applied=within(LegalAid.received_on),
        forwarded=within(LegalAid.forwarded_on),
        granted=within(LegalAid.granted_on),
        refused=within(LegalAid.refused_on),
        closed=within(LegalAid.closed_on),
        terminated=within(LegalAid.terminated_on),
        open=_cases(session, *_open(last)),
        categories=_categories(session, first, last),
        consultations=_count(entered(session, first, last)),
        steps=_steps(session, first, last, today),
    )


def _case(*conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (LegalAid.deleted_at.is_(None), LegalAid.state.not_in(_NO_CASE), *conditions)


def _cases(session: Session, *conditions: ColumnElement[bool]) -> Count:
    query = select(LegalAid.id, LegalAid.persons).where(*_case(*conditions)).order_by(LegalAid.id)
    return _count(session.execute(query).all())


def _count(rows: Iterable[Any]) -> Count:
    """Of rows of id and persons."""
    found = list(rows)
    return Count(len(found), sum(row.persons for row in found), tuple(row.id for row in found))


def _open(last: date) -> tuple[ColumnElement[bool], ...]:
    """Received by then, and neither refused, withdrawn, closed nor terminated by then."""
    ends = (
        LegalAid.refused_on,
        LegalAid.withdrawn_on,
        LegalAid.closed_on,
        LegalAid.terminated_on,
    )
    return (
        LegalAid.received_on <= last,
        *(end.is_(None) | (end > last) for end in ends[1:]),
        # a refusal that was corrected by a later grant is no end
        ends[0].is_(None) | (ends[0] > last) | (LegalAid.granted_on >= ends[0]),
    )


def _categories(session: Session, first: date, last: date) -> dict[str, Count]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    granted = _case(LegalAid.granted_on.between(first, last))
    for aid in session.scalars(select(LegalAid).where(*granted).order_by(LegalAid.id)):
        for code, persons in aid.heads().items():
            found[code].append((aid.id, persons))
    return {
        code: Count(len(rows), sum(n for _, n in rows), tuple(number for number, _ in rows))
        for code, rows in found.items()
    }


def _steps(session: Session, first: date, last: date, today: date) -> dict[str, Kept]:
    counting = Counting.read(session, today)
    found: dict[str, Kept] = defaultdict(Kept)
    for taken in taken_within(session, first, last, today):
        due = counting.due(taken.waiting)
        if due is None:
            continue
        kept, record = found[taken.waiting.rule], taken.waiting.record_id
        kept.due.append(record)
        if taken.done is not None and taken.done <= due.due_on:
            kept.on_time.append(record)
        elif (taken.done or today) > due.due_on:
            kept.late.append(record)
    return dict(found)
