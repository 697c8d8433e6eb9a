"""Risks about inspections and problems: too few officers, no valid certificate, what is overdue."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.certificates import ENFORCING, cards
from db.figures.deadlines.waiting import live
from db.figures.warnings.risk import Risk
from db.figures.warnings.rules import Rule
from db.registers import Finding, Inspection, Staff
from db.registers.card.standing import standings
from db.registers.inspection import Officer
from db.store.links import captions

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
    """All of the days that any of the kinds looks at, in one reading; captions of the few."""
    first = min(looked.values())
    query = select(Inspection.id, Inspection.day, Inspection.in_list).where(
        live(Inspection), Inspection.day.between(first, today)
    )
    officers = _officers(session, first, today)
    valid = _valid_days(session)
    wrong = [
        (number, day, kind, bad)
        for number, day, in_list in session.execute(query.order_by(Inspection.day))
        for kind, bad in _wrong(day, in_list, officers.get(number, ()), valid)
        if kind in looked and day >= looked[kind]
    ]
    people = {row.id: row for row in session.scalars(select(Staff))} if wrong else {}
    names = captions(session, "inspection", {number for number, *_ in wrong})
    for number, day, kind, bad in wrong:
        present = officers.get(number, ())
        caption, said = names[number], _said(kind, present, [people.get(one) for one in bad])
        place = _department(people, present)
        yield Risk(kind, "inspection", number, caption, place, day, f"{caption}：{said}")


def _wrong(
    day: date,
    in_list: bool | None,
    present: Sequence[int],
    valid: Mapping[int, Sequence[tuple[date, date]]],
) -> Iterator[tuple[str, list[int]]]:
    """The kinds of everything that is wrong with one inspection, with the officers in fault."""
    if len(present) < _LEAST:
        yield "inspection_single", []
    bad = [
        number
        for number in present
        if not any(first <= day <= last for first, last in valid.get(number, ()))
    ]
    if bad:
        yield "inspection_uncertified", bad
    if in_list is False:
        yield "inspection_unlisted", []


def _said(kind: str, present: Sequence[int], bad: Sequence[Staff | None]) -> str:
    if kind == "inspection_single":
        return f"检查人员 {len(present)} 人，不足 {_LEAST} 人"
    if kind == "inspection_uncertified":
        names = "、".join(one.name for one in bad if one is not None)
        return f"{names or '检查人员'}当日没有有效的执法证"
    return "检查事项不在公布的清单之内"


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
        present = found[inspection]
        if staff not in present:
            present.append(staff)
    return found


def _valid_days(session: Session) -> dict[int, list[tuple[date, date]]]:
    """By officer, the first and last days on which a certificate was good.

    The day of an act counts on either side: which came first, the act or the inspection, is open.
    """
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for card in cards(session):
        if card.kind not in ENFORCING:
            continue
        life = standings(card.events)
        if not life:
            continue
        until = [standing.day for standing in life[1:]] + [date.max]
        for standing, end in zip(life, until, strict=True):
            if standing.state == "valid":
                last = min(end, standing.valid_to or date.max)
                found[card.staff_id].append((standing.day, last))
    return found


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
