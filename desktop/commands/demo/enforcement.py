"""The township's enforcement in 2024: officers, certificates, training, inspections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy.orm import Session
from stdnum.cn import uscc

from db.registers import Card, Inspection, Place, Staff, Training
from db.registers.inspection import Officer
from db.registers.staff import EnforcementPost
from db.registers.training import Attendee
from db.store.database import Database
from desktop.commands.demo.people import People, Somebody

YEAR_END = date(2024, 12, 31)
_DEPARTMENTS = (
    ("天龙镇综合行政执法办公室", "综合执法"),
    ("天龙镇应急管理站", "应急管理"),
    ("天龙镇自然资源所", "自然资源"),
    ("天龙镇农业综合服务中心", "农业农村"),
    ("天龙镇规划建设管理站", "规划建设"),
)
_OPENING, _AUXILIARIES = 18, 3
_ISSUER = "贵州省司法厅"
_TERM_YEARS = 5
_BATCHES = ((date(2024, 2, 26), 6), (date(2024, 8, 19), 4))
"""When people applied, and how many: ten in all."""
_LEAVING = (
    (date(2024, 3, 29), "1", "调动"),
    (date(2024, 5, 31), "3", "退休"),
    (date(2024, 6, 14), "2", ""),
    (date(2024, 7, 31), "1", "调动"),
    (date(2024, 9, 30), "3", "退休"),
    (date(2024, 10, 18), "2", ""),
    (date(2024, 11, 29), "1", "调动"),
)
"""Day of cancellation, its reason, and why people left; who left a post only has no such word."""
_TRAININGS = (
    ("行政处罚法和执法程序", "1", date(2024, 1, 22), date(2024, 1, 23), 16, 44),
    ("应急和消防执法实务", "2", date(2024, 4, 15), date(2024, 4, 16), 16, 46),
    ("执法案卷评查", "4", date(2024, 7, 8), date(2024, 7, 9), 16, 48),
    ("涉企行政检查规范", "3", date(2024, 10, 21), date(2024, 10, 22), 12, 46),
)
"""Name, category, days, hours, attendances: 184 in all."""
_ENTERPRISES = (
    ("天龙镇平安烟花爆竹零售点", "烟花爆竹储存和销售"),
    ("天龙镇场坝加油站", "消防设施、油罐区管理"),
    ("平坝区天龙石材加工厂", "粉尘防治、用电安全"),
    ("天龙镇屯堡人家饭店", "燃气使用、消防通道"),
    ("平坝区惠民农资店", "农药台账、假劣农资"),
    ("天龙镇兴旺采石场", "用地手续、边坡安全"),
    ("天龙镇中心超市", "消防通道、食品保质期"),
    ("平坝区合旺生态养殖场", "粪污处理、用地范围"),
)
_RESULTS = ("1", "1", "2", "2")


@dataclass
class _Office:
    """What the demo goes on with: places, officers by name of the step that needs them."""

    random: Random
    people: People
    departments: list[int]
    numbers: Iterator[int]


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """Write a year of enforcement; gives the forms to print, their subjects, whether signed."""
    with database.step("登记部门") as session:
        places = [Place.fresh(name=name, kind="4") for name, _ in _DEPARTMENTS]
        session.add_all(places)
        session.flush()
        office = _Office(random, people, [place.id for place in places], count(1))
    with database.step("登记在册的执法证") as session:
        old = [_enrol(session, office, number) for number in range(_OPENING)]
        for _ in range(_AUXILIARIES):
            _officer(session, office, since=date(2022, 6, 1), establishment="5")
    new: list[int] = []
    for applied, wanted in _BATCHES:
        with database.step("核发执法证") as session:
            new += [_issue(session, office, applied) for _ in range(wanted)]
    with database.step("暂扣、发还和注销执法证") as session:
        _suspend(session, old[-1])
        for card_id, (day, reason, left) in zip(old, _LEAVING, strict=False):
            _cancel(session, card_id, day, reason, left)
    with database.step("登记执法培训") as session:
        trainings = [_train(session, office, number) for number in range(len(_TRAININGS))]
    with database.step("登记执法检查") as session:
        for month in range(1, 13):
            _inspect(session, office, _workday(date(2024, month, random.randrange(18, 26))))
    return [
        ("card_roster", YEAR_END, True),
        ("card_handed_out", YEAR_END, False),
        ("card_receipt", new[0], True),
        ("card_ending", old[0], True),
        ("training_sign_in", trainings[-1], False),
    ]


def _officer(session: Session, office: _Office, since: date, **values: Any) -> Staff:
    random, place = office.random, office.random.randrange(len(_DEPARTMENTS))
    somebody: Somebody = office.people.somebody(ages=(26, 52))
    staff = Staff.fresh(
        name=somebody.name,
        id_number=somebody.id_number,
        phone=somebody.phone,
        ethnic_group=random.choice(("01", "01", "09", "06")),
        political_status=random.choice("15"),
        education=random.choice("2233"),
        department_id=office.departments[place],
        post=random.choice(("科员", "科员", "工作人员", "副主任")),
        since=since - timedelta(days=random.randrange(60, 900)),
        **({"establishment": random.choice("1233")} | values),
    )
    word = "执法辅助岗" if staff.establishment == "5" else "执法岗"
    staff.enforcement_posts = [
        EnforcementPost.fresh(post=word, domain=_DEPARTMENTS[place][1], since=since)
    ]
    session.add(staff)
    session.flush()
    return staff


def _card(session: Session, staff: Staff, **values: Any) -> Card:
    card = Card.fresh(
        staff_id=staff.id,
        supervised_by="贵州省人民政府监制",
        issuer=_ISSUER,
        domain=staff.enforcement_posts[0].domain,
        area="天龙镇",
        **values,
    )
    session.add(card)
    session.flush()
    return card


def _enrol(session: Session, office: _Office, number: int) -> int:
    """One of the cards that were there when the year began, seen again in January's check."""
    issued = date(2022, 2, 14) + timedelta(days=office.random.randrange(12) * 30)
    staff = _officer(session, office, since=issued)
    card = _card(session, staff, number=_number(office), first_issued_on=issued)
    card.valid_from, card.valid_to = issued, _years_on(issued)
    _make(card, session, "enrol")
    checked = date(2024, 1, 10) + timedelta(days=number // 6)
    _make(card, session, "yearly_check", act_on=checked, act_basis="2024年度清理")
    return card.id


def _issue(session: Session, office: _Office, applied: date) -> int:
    """Applied, trained, examined, issued: the holder is on post from then on."""
    issued = applied + timedelta(days=72)
    staff = _officer(session, office, since=issued)
    card = _card(session, staff)
    _make(card, session, "apply", act_on=applied, apply_reason="1", act_basis="镇政府申领名单")
    _make(
        card,
        session,
        "train",
        act_on=applied + timedelta(days=25),
        act_basis="县司法局公共法律培训",
    )
    _make(
        card,
        session,
        "exam",
        act_on=applied + timedelta(days=40),
        act_score=office.random.randrange(72, 99),
    )
    card.number, card.valid_from, card.valid_to = _number(office), issued, _years_on(issued)
    _make(card, session, "issue", act_on=issued, signed_for_on=issued)
    return card.id


def _suspend(session: Session, card_id: int) -> None:
    card = session.get_one(Card, card_id)
    _make(
        card,
        session,
        "suspend",
        act_on=date(2024, 4, 22),
        suspend_reason="2",
        act_basis="培训考勤记录",
        act_approved_by="镇综合行政执法办公室",
    )
    _make(card, session, "restore", act_on=date(2024, 5, 20), restore_reason="2")


def _cancel(session: Session, card_id: int, day: date, reason: str, left: str) -> None:
    card = session.get_one(Card, card_id)
    staff = session.get_one(Staff, card.staff_id)
    staff.enforcement_posts[0].until = day
    staff.enforcement_posts[0].reason = left or "转到非执法岗位"
    if left:
        staff.left_on, staff.left_reason = day, left
    _make(
        card,
        session,
        "cancel",
        act_on=day,
        cancel_reason=reason,
        act_basis="镇政府人员变动通知",
        act_approved_by="平坝区司法局",
        act_returned_on=day,
        act_received_by="陈所长",
    )


def _train(session: Session, office: _Office, number: int) -> int:
    name, category, first, last, hours, wanted = _TRAININGS[number]
    training = Training.fresh(
        name=name,
        number=f"2024-{number + 1}",
        category=category,
        starts_on=first,
        ends_on=last,
        hours=hours,
        host="天龙镇司法所",
        lecturer=office.people.somebody().name,
        place="镇政府会议室",
    )
    serving = [
        staff
        for staff in session.query(Staff).order_by(Staff.id)
        if staff.left_on is None or staff.left_on > last
    ]
    rows = [Attendee.fresh(staff_id=staff.id) for staff in serving[:wanted]]
    while len(rows) < wanted:
        village = office.random.choice(("天龙村", "打磨村", "兴旺村", "高田村"))
        rows.append(Attendee.fresh(name=office.people.somebody().name, unit=f"{village}村委会"))
    training.attendees = rows
    session.add(training)
    session.flush()
    return training.id


def _inspect(session: Session, office: _Office, day: date) -> None:
    random = office.random
    place = random.randrange(len(_ENTERPRISES))
    name, items = _ENTERPRISES[place]
    body = f"92520403MA{place + 1:07}"
    cards = [card for card in session.query(Card).order_by(Card.id) if card.valid_on(day)]
    inspection = Inspection.fresh(
        day=day,
        name=name,
        credit_code=body + str(uscc.calc_check_digit(body)),
        address="平坝区天龙镇（演示资料）",
        items=items,
        way=random.choice("113"),
        planned=random.random() < 0.8,
        result=random.choice(_RESULTS),
    )
    inspection.officers = [
        Officer.fresh(staff_id=card.staff_id) for card in random.sample(cards, k=2)
    ]
    session.add(inspection)
    session.flush()


def _make(card: Card, session: Session, code: str, **values: Any) -> None:
    for name, value in values.items():
        setattr(card, name, value)
    next(move for move in Card.moves if move.code == code).make(card, session)


def _workday(day: date) -> date:
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)


def _number(office: _Office) -> str:
    """A number that no province gives out."""
    return f"演示{next(office.numbers):05}"


def _years_on(day: date) -> date:
    """The last day of a term that begins on ``day``."""
    return date(day.year + _TERM_YEARS, day.month, day.day) - timedelta(days=1)
