"""How often a village's legal adviser came in a year, and where that was less than expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.expected import expected
from db.registers.education import LECTURE, LegalAdviser
from db.registers.place import Place

QUARTERS = "一二三四"


@dataclass(frozen=True)
class Advice:
    """What an adviser did for one village in a year.

    Attributes:
        adviser, village_id: who and where.
        village: its name.
        hours: of each month, January first.
        lectures: of each quarter.
        thin_months, thin_quarters: those (from 1) that are over, lie in the contract from end
            to end and have less than resources/law_education.toml expects.
    """

    adviser: LegalAdviser
    village_id: int
    village: str
    hours: tuple[int, ...]
    lectures: tuple[int, ...]
    thin_months: tuple[int, ...]
    thin_quarters: tuple[int, ...]


def advice(session: Session, year: int, today: date) -> list[Advice]:
    """Each adviser whose contract touches the year with each village served, by adviser."""
    query = (
        select(LegalAdviser)
        .where(
            live(LegalAdviser),
            LegalAdviser.contract_from <= date(year, 12, 31),
            LegalAdviser.contract_to >= date(year, 1, 1),
        )
        .order_by(LegalAdviser.id)
    )
    names = {row.id: row.name for row in session.execute(select(Place.id, Place.name))}
    return [
        _advice(adviser, row.village_id, names[row.village_id], year, today)
        for adviser in session.scalars(query)
        for row in adviser.villages
    ]


def _advice(adviser: LegalAdviser, village_id: int, village: str, year: int, today: date) -> Advice:
    wanted = expected()
    hours, lectures = [0] * 12, [0] * 4
    for duty in adviser.duties:
        if duty.village_id == village_id and duty.day.year == year:
            hours[duty.day.month - 1] += duty.hours or 0
            lectures[(duty.day.month - 1) // 3] += duty.work == LECTURE

    def thin(numbers: list[int], least: int) -> Iterator[int]:
        length = 12 // len(numbers)  # months
        for place, number in enumerate(numbers):
            first = date(year, length * place + 1, 1)
            last = _end(year, length * (place + 1))
            asked = last < today and adviser.serves_on(first) and adviser.serves_on(last)
            if asked and number < least:
                yield place + 1

    return Advice(
        adviser,
        village_id,
        village,
        tuple(hours),
        tuple(lectures),
        tuple(thin(hours, wanted.hours_a_month)),
        tuple(thin(lectures, wanted.lectures_a_quarter)),
    )


def _end(year: int, month: int) -> date:
    following = date(year + (month == 12), month % 12 + 1, 1)
    return following - timedelta(days=1)
