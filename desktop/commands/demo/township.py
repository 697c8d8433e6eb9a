"""天龙镇 as the seed has it: the office, six villages, seven committees, 56 mediators."""

from datetime import date
from random import Random

from sqlalchemy.orm import Session

from db.registers import Committee, Mediator, Office, Place, Staff
from db.registers.mediator import Appointment
from desktop.commands.demo.people import People

VILLAGES = (
    ("天龙村", "520403103200", "龙"),
    ("打磨村", "520403103201", "打"),
    ("兴旺村", "520403103202", "兴"),
    ("合旺村", "520403103203", "合"),
    ("高田村", "520403103204", "高"),
    ("二官村", "520403103205", "二"),
)
MEDIATORS_EACH = (14, 7, 7, 7, 7, 7, 7)
"""56 in all: the town committee first, then the villages."""

_WORK = ("村支书", "村主任", "村委委员", "网格员", "村民组长", "退休教师", "退休干部", "务农")


def settle_township(session: Session, random: Random, people: People) -> None:
    """Add the office and everything its cases point at."""
    session.add(
        Office.fresh(
            name="天龙镇司法所",
            short_name="天",
            township="天龙镇",
            district="平坝区",
            division_code="520403103",
            head="陈所长",
            address="平坝区天龙镇（演示资料）",
            phone=people.phone(),
        )
    )
    places = [Place.fresh(name=name, kind="1", division_code=code) for name, code, _ in VILLAGES]
    own = Place.fresh(name="天龙镇司法所", kind="4")
    session.add_all([*places, own])
    session.flush()
    session.add_all(_own_staff(own, people))
    committees = [_committee("天龙镇", "天", "3", None, people)]
    committees += [
        _committee(name, short, "1", place.id, people)
        for (name, _, short), place in zip(VILLAGES, places, strict=True)
    ]
    session.add_all(committees)
    session.flush()
    for committee, wanted in zip(committees, MEDIATORS_EACH, strict=True):
        for place in range(wanted):
            session.add(_mediator(committee, place, random, people))


def _own_staff(office: Place, people: People) -> list[Staff]:
    """The two who run the office."""
    return [
        Staff.fresh(
            name=somebody.name,
            id_number=somebody.id_number,
            phone=somebody.phone,
            department_id=office.id,
            post=post,
            since=date(2019, 3, 1),
        )
        for somebody, post in (
            (people.somebody("陈志远", (48, 50), "1"), "所长"),
            (people.somebody("罗春梅", (34, 36), "2"), "司法助理员"),
        )
    ]


def _committee(name: str, short: str, kind: str, place: int | None, people: People) -> Committee:
    return Committee.fresh(
        name=f"{name}人民调解委员会",
        short_name=short,
        kind=kind,
        place_id=place,
        set_up_on=date(2011, 3, 1),
        term_from=date(2022, 1, 10),
        term_to=date(2025, 1, 9),
        phone=people.phone(),
    )


def _mediator(committee: Committee, place: int, random: Random, people: People) -> Mediator:
    somebody = people.somebody(ages=(26, 66))
    post = "1" if place == 0 else "2" if place == 1 else "3" if place < 7 else "4"
    if place == 0:
        committee.head = somebody.name
    mediator = Mediator.fresh(
        name=somebody.name,
        id_number=somebody.id_number,
        ethnic_group=random.choice(("01", "01", "01", "09", "06", "17")),
        political_status=random.choice(("1", "1", "5")),
        education=random.choice("22334455"),
        occupation=random.choice(_WORK),
        phone=somebody.phone,
        full_time=committee.kind == "3" and place < 3,
    )
    mediator.appointments = [
        Appointment.fresh(
            committee_id=committee.id,
            post=post,
            way="3" if post == "4" else "1",
            since=date(2022, 1, 10),
        )
    ]
    return mediator
