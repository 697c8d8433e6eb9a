"""Risks about inspections and problems: too few officers, no valid certificate, what is overdue."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.certificates import ENFORCING, cards
from db.figures.deadlines.waiting import live
from db.figures.warnings.risk import Risk
from db.figures.warnings.rules import Rule
from db.registers import Finding, Inspection, Staff
from db.registers.card.standing import Standing, standings
from db.registers.inspection import Officer

_LEAST = 2
_DAY = timedelta(days=1)


def risks(session: Session, today: date, rules: Mapping[str, Rule]) -> Iterator[Risk]:
    """What inspections and open problems show, each kind as far back as its rule looks."""
    looked = {
        code: today - timedelta(days=rules[code].look_back)
        for code in ("inspection_single", "inspection_uncertified", "inspection_unlisted")
        if code in rules
    }
    if looked:
        yield from _inspections(session, today, looked)
    yield from _overdue(session, today)


def _inspections(session: Session, today: date, looked: Mapping[str, date]) -> Iterator[Risk]:
    """All of the days that any of the kinds looks at, in one reading."""
    first = min(looked.values())
    query = select(Inspection.id, Inspection.caption, Inspection.day, Inspection.in_list).where(
        live(Inspection), Inspection.day.between(first, today)
    )
    officers = _officers(session, first, today)
    valid = _validity(session)
    people = {row.id: row for row in session.scalars(select(Staff))}
    for number, caption, day, in_list in session.execute(query.order_by(Inspection.day)):
        present = officers.get(number, [])
        place = _department(people, present)
        for kind, said in _wrong(day, in_list, present, people, valid):
            if kind in looked and day >= looked[kind]:
                yield Risk(kind, "inspection", number, caption, place, day, f"{caption}：{said}")


def _wrong(
    day: date,
    in_list: bool | None,
    present: Sequence[int],
    people: Mapping[int, Staff],
    valid: Callable[[int, date], bool],
) -> Iterator[tuple[str, str]]:
    """Kind and words of everything that is wrong with one inspection."""
    if len(present) < _LEAST:
        yield "inspection_single", f"检查人员 {len(present)} 人，不足 {_LEAST} 人"
    bad = [number for number in present if not valid(number, day)]
    if bad:
        names = "、".join(people[number].name for number in bad if number in people)
        yield "inspection_uncertified", f"{names or '检查人员'}当日没有有效的执法证"
    if in_list is False:
        yield "inspection_unlisted", "检查事项不在公布的清单之内"


def _officers(session: Session, first: date, last: date) -> dict[int, list[int]]:
    """The officers of each inspection, each once."""
    query = (
        select(Officer.owner_id, Officer.staff_id)
        .join(Inspection, Inspection.id == Officer.owner_id)
        .where(Inspection.day.between(first, last))
        .order_by(Officer.owner_id, Officer.position)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for inspection, staff in session.execute(query):
        if staff not in found[inspection]:
            found[inspection].append(staff)
    return found


def _validity(session: Session) -> Callable[[int, date], bool]:
    """Whether somebody's certificate was good on a day; on the day of an act either side counts.

    An act of the same day leaves open which came first, the inspection or the act.
    """
    lives: dict[int, list[list[Standing]]] = defaultdict(list)
    for card in cards(session):
        if card.kind in ENFORCING:
            lives[card.staff_id].append(standings(card.events))

    def stood(life: list[Standing], day: date) -> bool:
        last = next((one for one in reversed(life) if one.day <= day), None)
        return last is not None and last.valid(day)

    def valid(staff_id: int, day: date) -> bool:
        return any(stood(life, day) or stood(life, day - _DAY) for life in lives[staff_id])

    return valid


def department_of(session: Session, officers: Iterable[Officer]) -> int | None:
    """That of the first officer who has one."""
    found = (session.get(Staff, row.staff_id) for row in officers)
    return next((one.department_id for one in found if one and one.department_id), None)


def _department(people: Mapping[int, Staff], present: Sequence[int]) -> int | None:
    places = (people[number].department_id for number in present if number in people)
    return next((place for place in places if place is not None), None)


def _overdue(session: Session, today: date) -> Iterator[Risk]:
    """Problems whose term is over and that were neither put right nor handed over."""
    query: Any = select(Finding.id, Finding.caption, Finding.department_id, Finding.due_on).where(
        live(Finding), Finding.state.in_(("open", "overdue")), Finding.due_on < today
    )
    for number, caption, place, due in session.execute(query.order_by(Finding.due_on)):
        said = f"{caption}：整改期限 {due}，已逾期 {(today - due).days} 日"
        yield Risk(
            "rectification_overdue", "finding", number, caption, place, due + _DAY, said, str(due)
        )
