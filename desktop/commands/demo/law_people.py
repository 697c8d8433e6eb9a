"""The people of the demo's law education: 法律明白人 and their years, advisers and their visits."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Committee, LegalAdviser, LegalGuide, Mediator, Staff
from db.registers.education import (
    AdviserDuty,
    AdviserVillage,
    GuideDeed,
    GuideReview,
    GuideTraining,
)
from db.registers.mediator import Appointment
from desktop.commands.demo.people import People, Somebody

_BEFORE = 9
_NOW = (19, 19, 19, 19, 18, 18)
_LEFT = (1, 1, 1, 0, 0, 0)
"""In each village: in post at the end of 2023 and of 2024, and those who left in between."""
_MEDIATING = 2
"""Guides in each village who are its mediators as well."""
_TRAININGS = (
    (date(2024, 4, 11), "民法典与基层调解"),
    (date(2024, 10, 23), "反电信网络诈骗与法律援助指引"),
)
_ADVISERS = (
    ("1", "贵州黔理律师事务所"),
    ("1", "贵州黔理律师事务所"),
    ("2", "平坝区天龙法律服务所"),
)


def two_staff(session: Session, people: People) -> tuple[int, int]:
    """Who enters events and who looks them over: the office's first two staff, or new ones."""
    known = list(session.scalars(select(Staff).order_by(Staff.id).limit(2)))
    for post in ("科员", "副所长")[len(known) :]:
        somebody = people.somebody(ages=(26, 50))
        known.append(
            Staff.fresh(
                name=somebody.name, id_number=somebody.id_number, post=post, phone=somebody.phone
            )
        )
    session.add_all(known)
    session.flush()
    return known[0].id, known[1].id


def add_guides(session: Session, random: Random, people: People, villages: list[int]) -> None:
    """54 at the end of 2023, 112 at the end of 2024; three left, 61 came."""
    mediators = _mediators(session, villages)
    number = 0
    for place, village in enumerate(villages):
        for turn in range(_NOW[place] + _LEFT[place]):
            early = turn < _BEFORE
            mediator = mediators[village][turn] if turn < _MEDIATING else None
            somebody = people.somebody(ages=(24, 62)) if mediator is None else mediator
            number += 1
            guide = _guide(random, somebody, village, number, early=early)
            if early and turn >= _BEFORE - _LEFT[place]:
                guide.left_on, guide.left_reason = (
                    date(2024, 3, 20 + place),
                    "外出务工，本人申请退出",
                )
            else:
                _serve(random, guide)
            session.add(guide)


def _mediators(session: Session, villages: list[int]) -> dict[int, list[Mediator]]:
    query = (
        select(Mediator, Committee.place_id)
        .join(Appointment, Appointment.owner_id == Mediator.id)
        .join(Committee, Committee.id == Appointment.committee_id)
        .order_by(Mediator.id)
    )
    found: dict[int, list[Mediator]] = {village: [] for village in villages}
    for mediator, place in session.execute(query):
        if place in found:
            found[place].append(mediator)
    return found


def _guide(
    random: Random, who: Somebody | Mediator, village: int, number: int, *, early: bool
) -> LegalGuide:
    certified = date(2023, 6, 15) if early else date(2024, 5, 20)
    mediating = isinstance(who, Mediator)
    return LegalGuide.fresh(
        name=who.name,
        id_number=who.id_number,
        phone=who.phone,
        ethnic_group=random.choice(("01", "01", "01", "09", "06", "17")),
        political_status=random.choice(("1", "1", "5", "5", "5")),
        education=random.choice("33445"),
        village_id=village,
        village_group=f"{random.randrange(1, 9)}组",
        identities="01,03"
        if mediating
        else random.choice(("01", "02", "05", "06", "07", "08", "06,07")),
        way=random.choice("1222"),
        certified_on=certified,
        certificate_number=f"天明{certified.year}{number:03}",
        badge=True,
        posted_on=certified - timedelta(days=7),
    )


def _serve(random: Random, guide: LegalGuide) -> None:
    """Trainings, services by the quarter, the reviews of the years in post."""
    since = guide.certified_on
    guide.trainings = [
        GuideTraining.fresh(day=day, what=what, hours=8, result=random.choice("122"))
        for day, what in _TRAININGS
        if day > since or since.year == 2024
    ]
    ends = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31))
    guide.deeds = [
        GuideDeed.fresh(day=day, kind=random.choice("1123"), number=random.randrange(1, 6))
        for day in ends
        if day > since
    ]
    guide.reviews = [
        GuideReview.fresh(year=year, result=random.choice("1222"), reviewed_on=date(year, 12, 18))
        for year in range(since.year, 2025)
    ]


def add_advisers(session: Session, random: Random, people: People, villages: list[int]) -> None:
    """Three for the six villages, four hours in each a month and a lecture in each quarter."""
    for place, (kind, unit) in enumerate(_ADVISERS):
        somebody = people.somebody(ages=(30, 55))
        adviser = LegalAdviser.fresh(
            name=somebody.name,
            phone=somebody.phone,
            kind=kind,
            unit_name=unit,
            licence_number=f"演示{place + 1:04}号",
            contract_from=date(2024, 1, 1),
            contract_to=date(2026, 12, 31),
        )
        served = villages[2 * place : 2 * place + 2]
        adviser.villages = [AdviserVillage.fresh(village_id=village) for village in served]
        adviser.duties = [
            AdviserDuty.fresh(
                day=date(2024, month, random.randrange(8, 15)),
                village_id=village,
                work="2" if month % 3 == 0 else random.choice("1345"),
                hours=4,
                what=random.choice(("土地承包咨询", "婚姻家庭咨询", "审查村规民约", "代写起诉状")),
            )
            for month in range(1, 13)
            for village in served
        ]
        session.add(adviser)
