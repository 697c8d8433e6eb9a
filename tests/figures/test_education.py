"""Figures of law education: each thing once, growth computed, what is missing named."""

from datetime import date, datetime
from decimal import Decimal

from db.figures import education as figures
from db.figures.education import Standing
from db.registers import (
    Committee,
    CulturePlace,
    LawEvent,
    LawTheme,
    LegalActivity,
    LegalAdviser,
    LegalGuide,
    LegalRoom,
    MediaPost,
    Mediator,
    Place,
)
from db.registers.education import (
    AdviserDuty,
    AdviserVillage,
    EventTheme,
    EventUnit,
    GuideReview,
    GuideTraining,
    PlaceUpdate,
)
from db.registers.mediator import Appointment
from tests.counted import counted
from tests.offices import keep

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
TODAY = date(2024, 7, 1)


def ask(database, figure, *given):
    with database.read() as session:
        return figure(session, *given)


def event(**values):
    made = {"name": "活动", "starts_on": date(2024, 5, 1), "state": "held", "audience_number": 100}
    return LawEvent.fresh(**(made | values))


def villages(database):
    return keep(database, Place.fresh(name="天龙村"), Place.fresh(name="打磨村"))


def crowd(village, number, certified_on, left_on=None):
    return [
        LegalGuide.fresh(
            name=f"明白人{certified_on:%y}{place}",
            village_id=village,
            certified_on=certified_on,
            left_on=left_on,
        )
        for place in range(number)
    ]


# counted once


def test_units_that_hold_an_event_together_do_not_double_it(database):
    one = event()
    one.units = [EventUnit.fresh(role=role, name=f"单位{role}") for role in ("1", "1", "2", "3")]
    one.themes = [EventTheme.fresh(theme_id=n) for n in keep(database, theme("甲"), theme("乙"))]
    keep(database, one)
    assert counted(database, "education.events", *YEAR).value == 1
    assert counted(database, "education.reach", *YEAR).value == 100


def test_only_what_was_held_in_the_period_counts(database):
    known = keep(
        database,
        event(starts_on=date(2024, 1, 1)),
        event(starts_on=date(2024, 12, 31), state="reviewed"),
        event(starts_on=date(2025, 1, 1)),
        event(state="planned"),
        event(state="cancelled"),
        event(deleted_at=datetime(2024, 6, 1, 9, 0)),
    )
    told = counted(database, "education.events", *YEAR)
    assert told.behind == tuple(("law_event", n) for n in known[:2])
    assert told.value == len(told.behind)


def test_reach_tells_how_much_of_it_is_estimated(database):
    keep(database, event(audience_number=300), event(audience_number=100, estimated=True))
    assert counted(database, "education.reach", *YEAR).value == 400
    assert counted(database, "education.reach.estimated", *YEAR).value == 100


def test_an_activity_that_was_part_of_an_event_counts_in_the_event_alone(database):
    held, planned = keep(
        database, event(consultations=40), event(name="未办", state="planned", consultations=7)
    )
    day = date(2024, 5, 1)
    keep(
        database,
        LegalActivity.fresh(held_on=day, place="场坝", consultations=40, event_id=held),
        LegalActivity.fresh(held_on=day, place="学校", consultations=5, event_id=planned),
        LegalActivity.fresh(held_on=day, place="村委会", consultations=3),
    )
    assert counted(database, "education.activities", *YEAR).value == 2
    advice = counted(database, "consultations.total", *YEAR)
    assert advice.value == 48
    assert [table for table, _ in advice.behind] == ["law_event"] + ["service_activity"] * 2


def test_what_was_passed_on_is_no_post_of_ours(database):
    day = date(2024, 5, 1)
    keep(
        database,
        MediaPost.fresh(title_text="自己写的", published_on=day),
        MediaPost.fresh(title_text="转来的", published_on=day, repost=True),
    )
    assert counted(database, "education.posts", *YEAR).value == 1


# stock and growth


def test_growth_is_net_change_over_last_years_stock(database):
    """The seed: 112 now, 58 more, so 54 before and 107.4 %, where its report says 109 %."""
    village, other = villages(database)
    keep(
        database,
        *crowd(village, 52, date(2022, 3, 1)),
        *crowd(village, 2, date(2021, 3, 1), left_on=date(2024, 6, 1)),
        *crowd(other, 60, date(2024, 4, 1)),
        *crowd(other, 3, date(2025, 1, 1)),
    )
    keep(database, *crowd(other, 1, date(2020, 3, 1), left_on=date(2023, 12, 31)))
    guides = counted(database, "education.guides", *YEAR)
    assert guides.pieces == {"期末": 112, "期初": 54, "增加": 60, "减少": 2}
    assert counted(database, "education.guides.growth", *YEAR).value == 58
    assert counted(database, "education.guides.growth_rate", *YEAR).value == Decimal("107.4")


def test_villages_with_fewer_than_three_guides_are_named_those_with_none_too(database):
    village, _other = villages(database)
    keep(database, *crowd(village, 3, date(2022, 3, 1)))
    assert [(v.name, v.guides) for v in ask(database, figures.thin_villages, TODAY)] == [
        ("打磨村", 0)
    ]
    keep(database, Place.fresh(name="派出所", kind="5"))
    with database.step("退出") as session:
        session.get(LegalGuide, 1).left_on = TODAY
    named = ask(database, figures.thin_villages, TODAY)
    assert [v.guides for v in named] == [2, 0]


def test_who_was_neither_trained_nor_reviewed_in_the_year(database):
    village, _ = villages(database)
    busy, idle = crowd(village, 2, date(2022, 3, 1))
    busy.trainings = [GuideTraining.fresh(day=date(2024, 12, 31), what="民法典")]
    busy.reviews = [GuideReview.fresh(year=2024)]
    idle.trainings = [GuideTraining.fresh(day=date(2023, 12, 31), what="民法典")]
    idle.reviews = [GuideReview.fresh(year=2023)]
    _, idle_id = keep(database, busy, idle)
    for figure in ("untrained", "unreviewed"):
        told = counted(database, f"education.guides.{figure}", *YEAR)
        assert told.behind == (("legal_guide", idle_id),)


def test_a_guide_who_mediates_too_is_found_by_the_person(database):
    village, _ = villages(database)
    number = "520403198001010017"
    both, _one = crowd(village, 2, date(2022, 3, 1))
    both.id_number = number
    (guide,) = keep(database, both)
    mediator = Mediator.fresh(name=both.name, id_number=number, appointments=[])
    keep(database, mediator)
    with database.step("在任") as session:
        committee = Committee.fresh(name="测试调委会", short_name="测", kind="1")
        session.add(committee)
        session.flush()
        serving = [Appointment.fresh(committee_id=committee.id, post="4")]
        session.get(Mediator, mediator.id).appointments = serving
    assert counted(database, "education.guides.mediators", TODAY).behind == (
        ("legal_guide", guide),
    )
    assert counted(database, "education.guides", TODAY).value == 1


def test_places_and_rooms_stand_from_the_first_day_to_the_day_before_the_last(database):
    board = CulturePlace.fresh(name="栏", built_on=date(2024, 1, 5), state="removed")
    board.removed_on = date(2024, 7, 1)
    board.updates = [PlaceUpdate.fresh(day=date(2024, month, 1)) for month in (2, 4, 6)]
    wall = CulturePlace.fresh(name="墙", kind="05", built_on=date(2023, 1, 5))
    room = LegalRoom.fresh(name="室", set_up_on=date(2024, 1, 5), closed_on=date(2024, 7, 1))
    keep(database, board, wall, room)
    for day, standing in ((date(2024, 1, 4), 0), (date(2024, 6, 30), 1), (TODAY, 0)):
        assert counted(database, "education.places.01", day).value == standing
        assert counted(database, "education.rooms", day).value == standing
    assert counted(database, "education.places", date(2024, 6, 30)).value == 2
    renewed = counted(database, "education.updates", date(2024, 4, 1), date(2024, 6, 1))
    assert (renewed.value, renewed.behind) == (2, (("culture_place", board.id),))


# what is missing


def theme(name, first=date(2024, 5, 1), last=None):
    return LawTheme.fresh(name=name, starts_on=first, ends_on=last)


def test_a_theme_stands_where_its_events_are(database):
    numbers = keep(
        database,
        theme("已过", date(2024, 3, 8)),
        theme("正在", date(2024, 6, 1), TODAY),
        theme("将来", date(2024, 12, 4)),
        theme("已办", date(2024, 5, 1)),
        theme("只是计划过", date(2024, 4, 15)),
    )
    linked = [
        event(state="cancelled", name="取消的"),
        event(state="planned", starts_on=date(2024, 12, 3), name="计划的"),
        event(),
        event(state="planned", starts_on=date(2024, 4, 15), name="没办的"),
    ]
    for one, number in zip(linked, (numbers[0], *numbers[2:]), strict=True):
        one.themes = [EventTheme.fresh(theme_id=number), EventTheme.fresh(theme_id=number)]
    keep(database, *linked)
    told = {row.theme.name: row for row in ask(database, figures.outlook, 2024, TODAY)}
    assert {name: row.standing for name, row in told.items()} == {
        "已过": Standing.MISSED,
        "正在": Standing.OPEN,
        "将来": Standing.PLANNED,
        "已办": Standing.HELD,
        "只是计划过": Standing.MISSED,
    }
    assert len(told["已办"].events) == 1


def test_an_adviser_who_came_too_seldom(database):
    village, other = villages(database)
    adviser = LegalAdviser.fresh(
        name="陈律师", contract_from=date(2024, 1, 15), contract_to=date(2025, 1, 14)
    )
    adviser.villages = [AdviserVillage.fresh(village_id=village)]
    adviser.duties = [
        AdviserDuty.fresh(day=date(2024, 2, 5), village_id=village, hours=4, work="2"),
        AdviserDuty.fresh(day=date(2024, 3, 5), village_id=village, hours=3),
        AdviserDuty.fresh(day=date(2024, 3, 5), village_id=other, hours=9),
        AdviserDuty.fresh(day=date(2024, 4, 5), village_id=village, hours=2),
        AdviserDuty.fresh(day=date(2024, 4, 6), village_id=village, hours=2),
        AdviserDuty.fresh(day=date(2024, 5, 6), village_id=village, hours=8),
    ]
    keep(database, adviser)
    (told,) = ask(database, figures.advice, 2024, TODAY)
    assert told.hours[:6] == (0, 4, 3, 4, 8, 0), "what was done for another village is not"
    assert told.lectures == (1, 0, 0, 0)
    assert told.thin_months == (3, 6), "January is not whole, July not over"
    assert told.thin_quarters == (2,)
