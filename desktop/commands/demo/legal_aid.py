"""Legal aid of the demo's year: 30 person-times granted, one refusal, and 560 consultations."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import AidStandard, Consultation, LegalAid, Place, Staff
from db.store.database import Database
from desktop.commands.demo.aid_cases import AidWriter
from desktop.commands.demo.aid_showpieces import Planned, year
from desktop.commands.demo.aid_stories import ASKED
from desktop.commands.demo.people import People

YEAR = 2024
CONSULTATIONS = 560
"""人次; on-the-spot consultations of law-education events come on top."""
_SINGLE = 310
_BATCH = 40

Print = tuple[str, int | date, bool]


def fill(database: Database, random: Random, people: People) -> list[Print]:
    """Write the year's legal aid and consultations; gives what to print: form, subject, signed."""
    with database.step("登记经济困难标准和本站人员") as session:
        _standards(session)
        staff = _staff(session, people)
        villages = select(Place.id).where(Place.kind == "1").order_by(Place.id)
        places = tuple(session.scalars(villages))
    writer = AidWriter(random, people, staff, places)
    planned = sorted(year(writer, YEAR), key=lambda one: one.aid.received_on or date.max)
    for start in range(0, len(planned), _BATCH):
        with database.step("登记法律援助") as session:
            for one in planned[start : start + _BATCH]:
                walk(session, one)
    return _prints(planned, _consultations(database, random, people, staff))


def _standards(session: Session) -> None:
    if session.scalar(select(AidStandard).limit(1)) is None:
        session.add_all(
            AidStandard.fresh(
                year=YEAR, household_kind=kind, amount=amount, basis="演示数据，不是现行标准"
            )
            for kind, amount in (("1", 180_000), ("2", 120_000))
        )


def _staff(session: Session, people: People) -> tuple[int, ...]:
    """The first two of the staff; two are made where there are none yet."""
    found = tuple(session.scalars(select(Staff.id).order_by(Staff.id).limit(2)))
    if len(found) == 2:
        return found
    made = []
    for post in ("司法所所长、法律援助工作站站长", "司法所工作人员"):
        somebody = people.somebody(ages=(28, 52))
        staff = Staff.fresh(
            name=somebody.name, id_number=somebody.id_number, phone=somebody.phone, post=post
        )
        session.add(staff)
        made.append(staff)
    session.flush()
    return tuple(staff.id for staff in made)


def walk(session: Session, one: Planned) -> None:
    """Make the moves one after another; what must only be known later is written between them."""
    session.add(one.aid)
    session.flush()
    for code, before in one.way:
        if before is not None:
            before(one.aid)
        move = next(move for move in LegalAid.moves if move.code == code)
        move.make(one.aid, session)


def _consultations(
    database: Database, random: Random, people: People, staff: tuple[int, ...]
) -> int:
    """Single ones through the year, then days of outreach that make up the total."""
    days = sorted(date(YEAR, 1, 2) + timedelta(days=random.randrange(362)) for _ in range(_SINGLE))
    rows = [asked(random, people, staff, day) for day in days]
    left = CONSULTATIONS - sum(row.persons for row in rows)
    while left > 0:
        many = min(left, random.randrange(18, 32))
        day = date(YEAR, 1, 5) + timedelta(days=random.randrange(355))
        rows.append(
            Consultation.fresh(
                day=day, way="7", persons=many, matter="16", answered_by_id=random.choice(staff),
                content="赶场天摆摊接受群众现场咨询，以婚姻家庭、劳动报酬、土地山林问题为主。",
                answer="当场解答，发放法律援助便民联系卡；需要办理的引导到司法所。", path="1",
            )
        )  # fmt: skip
        left -= many
    for start in range(0, len(rows), _BATCH):
        with database.step("登记法律咨询") as session:
            session.add_all(rows[start : start + _BATCH])
    return next(row.id for row in rows if row.way == "1")


def asked(random: Random, people: People, staff: tuple[int, ...], day: date) -> Consultation:
    """Somebody's question of that day, answered by one of the staff."""
    matter, content, answer, path = random.choice(ASKED)
    way = random.choices("123456", (60, 22, 4, 4, 6, 4))[0]
    somebody = people.somebody()
    return Consultation.fresh(
        day=day,
        way=way,
        name=somebody.name,
        sex=somebody.sex,
        phone=somebody.phone,
        categories=_categories(random, day.year - somebody.born_on.year, somebody.sex),
        matter=matter,
        content=content,
        answer=answer,
        path=path,
        answered_by_id=random.choice(staff),
        replied_on=day + timedelta(days=random.randrange(2, 7)) if way == "3" else None,
        satisfaction=random.choice("1112"),
    )


def _categories(random: Random, age: int, sex: str) -> str | None:
    """Categories in the table's order: elderly, woman, farmer."""
    found = ["elderly"] if age > 60 else []
    found += ["woman"] if sex == "2" else []
    found += ["farmer"] if random.random() < 0.7 else []
    return ",".join(found) or None


def _prints(planned: list[Planned], consultation: int) -> list[Print]:
    """One of each form, from the story that has it."""
    ids = {one.name: one.aid.id for one in planned if one.name}
    return [
        ("aid_consultation", consultation, False),
        ("aid_consultation_privacy", consultation, False),
        ("aid_application", ids["group"], False),
        ("aid_hardship", ids["measured"], False),
        ("aid_privacy", ids["measured"], False),
        ("aid_receipt", ids["measured"], True),
        ("aid_supplement", ids["supplement"], True),
        ("aid_review", ids["measured"], True),
        ("aid_forwarding", ids["group"], True),
        ("aid_delivery", ids["refused"], True),
        ("aid_change", ids["changed"], False),
        ("aid_payment", ids["changed"], False),
        ("aid_visit", ids["changed"], False),
    ]
