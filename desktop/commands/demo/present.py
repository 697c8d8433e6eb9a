"""The last months before today, so that the first page of a fresh demo has something to tell.

No day of it lies in the year that the demo tells of, so that no figure of that year changes.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import LawEvent, Place, Staff, Training
from db.registers.education import EventMaterial, EventUnit
from db.registers.training import Attendee
from db.store.database import Database
from db.store.moves import way_to
from desktop.commands.demo.aid_cases import AidWriter
from desktop.commands.demo.aid_showpieces import running
from desktop.commands.demo.cases import Committees, Writer
from desktop.commands.demo.legal_aid import asked, walk
from desktop.commands.demo.people import People

_TOLD = date(2024, 12, 31)
"""The last day of the demo's year."""
_CLOSED = (165, 144, 121, 100, 84, 66, 52, 43, 38)
_RUNNING = (26, 19, 12, 5)
"""How many days ago cases were accepted: those that are closed by now, and those that are not."""
_AID = (112, 96, 47, 34)
_CONSULTED = range(2, 170, 17)
_Told = tuple[int, str, str, str, str, int]
_EVENTS: tuple[_Told, ...] = (
    (160, "送法下乡集中宣传", "01,03", "02,09", "01,05", 640),
    (139, "暑期未成年人保护讲座", "02", "10", "03", 218),
    (117, "反电信网络诈骗赶场宣传", "01,13", "04", "01,05", 870),
    (94, "民法典院坝会", "08", "02,06", "01", 146),
    (72, "防范非法集资入户宣传", "04", "21", "01,05", 385),
    (51, "土地山林以案释法", "03,08", "06,08", "01,10", 173),
    (37, "消防安全集中宣传", "01", "17", "01,13", 912),
    (23, "农民工权益保障宣传", "01,04", "14", "07", 456),
    (6, "宪法法律进村寨", "01,05", "01", "01,09", 703),
)
"""Days ago, name, forms, contents, audience and people reached."""
_TRAININGS = ((125, "执法程序和文书制作", "1", 16), (30, "涉企检查和柔性执法", "3", 12))
"""Days ago, name, category, hours."""
_LATER = (
    "agreement_form",
    "agreed_on",
    "performance_way",
    "performance_due",
    "performance_state",
    "parties_signed_on",
    "mediator_signed_on",
    "sealed_on",
    "performed_on",
    "closed_on",
)
"""What is not known yet of a case that is still being mediated."""


def fill(database: Database, today: date) -> int:
    """Write what an office did in the half year before ``today``; says how many records it is.

    People of its own and chance of its own: whatever else the demo writes stays as it is.
    """
    random = Random(today.toordinal())  # noqa: S311 - invented people, no secret
    people = People(random)
    return (
        _cases(database, random, people, today)
        + _aid(database, random, people, today)
        + _taught(database, random, today)
    )


def _days(today: date, back: Iterable[int]) -> list[date]:
    """Earliest first; none of the year that is told of."""
    days = (today - timedelta(days=number) for number in sorted(back, reverse=True))
    return [day for day in days if day > _TOLD]


def _cases(database: Database, random: Random, people: People, today: date) -> int:
    with database.read() as session:
        committees = Committees.of(session)
    writer = Writer(random, people, committees)
    closed, open_ = _days(today, _CLOSED), _days(today, _RUNNING)
    with database.step("登记人民调解案件") as session:
        for day in closed:
            case = writer.draw(day)
            session.add(case)
            for move in way_to(case, "closed"):
                move.make(case, session)
        for day in open_:
            case = writer.draw(day)
            for name in _LATER:
                setattr(case, name, None)
            case.meetings, case.terms, case.receipts, case.visits = [], [], [], []
            session.add(case)
            for move in way_to(case, "accepted"):
                move.make(case, session)
    return len(closed) + len(open_)


def _aid(database: Database, random: Random, people: People, today: date) -> int:
    with database.step("登记法律援助和咨询") as session:
        staff, places = _staff(session), _villages(session)
        writer = AidWriter(random, people, staff, places)
        applied = _days(today, _AID)
        for day in applied:
            walk(session, running(writer, day))
        consulted = _days(today, _CONSULTED)
        letters = [asked(random, people, staff, day) for day in consulted]
        for one in letters:
            if one.replied_on and one.replied_on > today:
                one.replied_on = None  # still to be answered
        session.add_all(letters)
    return len(applied) + len(consulted)


def _taught(database: Database, random: Random, today: date) -> int:
    number = 0
    with database.step("登记普法活动和执法培训") as session:
        staff, places = _staff(session), _villages(session)
        for event in _EVENTS:
            for day in _days(today, event[:1]):
                _hold(session, day, event, random.choice(places), staff)
                number += 1
        for place, (back, name, category, hours) in enumerate(_TRAININGS):
            for day in _days(today, (back,)):
                training = Training.fresh(
                    name=name, number=f"{day.year}-{place + 1}", category=category, starts_on=day,
                    hours=hours, host="天龙镇司法所", place="镇政府会议室",
                )  # fmt: skip
                training.attendees = [Attendee.fresh(staff_id=one) for one in staff]
                session.add(training)
                number += 1
    return number


def _hold(session: Session, day: date, told: _Told, village: int, staff: tuple[int, ...]) -> None:
    _back, name, forms, contents, audience, number = told
    event = LawEvent.fresh(
        name=name, starts_on=day, hours="9:00至11:30", place="镇场坝街和村文化广场",
        village_id=village, forms=forms, contents=contents, audience=audience,
        audience_number=number, staff_number=3, registrar_id=staff[0],
    )  # fmt: skip
    event.units = [EventUnit.fresh(role="1", name="天龙镇司法所")]
    event.materials = [EventMaterial.fresh(kind="1", copies=number // 2, what="宣传单")]
    session.add(event)
    for move in way_to(event, "held"):
        move.make(event, session)


def _staff(session: Session) -> tuple[int, ...]:
    """The office's own two."""
    return tuple(session.scalars(select(Staff.id).order_by(Staff.id).limit(2)))


def _villages(session: Session) -> tuple[int, ...]:
    return tuple(session.scalars(select(Place.id).where(Place.kind == "1").order_by(Place.id)))
