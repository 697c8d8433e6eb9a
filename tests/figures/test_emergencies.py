"""Figures of emergencies, study, scrutiny and measures: their days, their zeros, their rates."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from db.figures.asking import value
from db.figures.catalogue import catalogue, figure
from db.figures.measures import Ratio
from db.figures.period import Period
from db.registers import (
    Drill,
    EmergencyPlan,
    EmergencyTeam,
    EmergencyTraining,
    Honour,
    Incident,
    InternalCheck,
    LawStudy,
    LegalAdviser,
    Place,
    Shortcoming,
    SuperiorReport,
    Talk,
)
from db.registers.emergency import IncidentNotice, PlanRevision, TeamMember
from tests.counted import counted
from tests.offices import keep

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
EVE, FIRST, MIDDLE, LAST, AFTER = (
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 1), date(2024, 12, 31), date(2025, 1, 1),
)  # fmt: skip
DAYS = (EVE, FIRST, MIDDLE, LAST, AFTER)
MINE = [
    code
    for code in catalogue()
    if code.split(".")[0]
    in ("emergency", "talks", "study", "exams", "honours", "shortcomings", "internal_checks")
]


def number(store, code, period=YEAR):
    return counted(store, code, *period).value


def words(store, code):
    with store.read() as session:
        return value(session, figure(code), Period(*YEAR)).words


def plan(kind, *revised, **values):
    made = EmergencyPlan.fresh(
        **({"name": f"预案{kind}", "kind": kind, "issued_on": date(2022, 5, 1)} | values)
    )
    made.revisions = [PlanRevision.fresh(day=day) for day in revised]
    return made


@pytest.mark.parametrize("code", MINE)
def test_an_empty_store_says_nothing(store, code):
    with store.read() as session:
        found = value(session, figure(code), Period(*YEAR))
    assert (found.words, found.printed) == ("—", False)


RATES = [code for code in MINE if isinstance(figure(code).measure, Ratio)]


@pytest.mark.parametrize("code", RATES)
def test_no_rate_is_given_over_nothing(store, code):
    one = figure(code)
    with store.read() as session:
        assert value(session, one, Period(*YEAR)).number is None
    assert one.unit == "%"


def test_a_plan_revised_twice_in_the_year_counts_once(store):
    one = plan("1", MIDDLE, LAST)
    keep(store, one, plan("2", EVE), plan("3", AFTER), plan("4", FIRST))
    assert number(store, "emergency.plans_revised") == 2
    assert number(store, "emergency.plans") == 4


def test_plans_stand_from_their_issue_to_the_day_before_they_are_repealed(store):
    keep(store, plan("1", repealed_on=LAST), plan("2", issued_on=LAST), plan("3", issued_on=AFTER))
    found = counted(store, "emergency.plans", *YEAR)
    assert found.pieces == {"期末": 1, "期初": 1, "增加": 1, "减少": 1}


def test_a_class_without_a_plan_of_the_town_is_counted(store):
    [village] = keep(store, Place.fresh(name="天龙村"))
    keep(
        store,
        plan("1"),
        plan("1", name="另一个"),
        plan("2", repealed_on=MIDDLE),
        plan("3", scope="4", village_id=village),
        plan(None, scope="1", name="总体"),
    )
    assert number(store, "emergency.plan_kinds") == 1
    assert number(store, "emergency.plans_without") == 3
    keep(store, plan("2", name="新"), plan("3", name="镇"), plan("4"))
    assert number(store, "emergency.plans_without") == 0


def test_members_are_those_of_standing_teams_at_the_end(store):
    team = EmergencyTeam.fresh(name="综合", set_up_on=EVE)
    gone = EmergencyTeam.fresh(name="旧队", set_up_on=EVE, dissolved_on=LAST)
    team.members = [
        TeamMember.fresh(name="甲", group="1"),
        TeamMember.fresh(name="乙", group="2", since=LAST),
        TeamMember.fresh(name="丙", group="3", since=AFTER),
        TeamMember.fresh(name="丁", group="4", until=LAST),
        TeamMember.fresh(name="戊", group="4", until=AFTER),
    ]
    gone.members = [TeamMember.fresh(name="己")]
    keep(store, team, gone)
    assert number(store, "emergency.teams") == 1
    assert number(store, "emergency.members") == 3
    by_group = [number(store, f"emergency.members.{group}") for group in "12349"]
    assert by_group == [1, 1, 0, 1, 0]


def test_what_happened_counts_from_the_first_day_to_the_last(store):
    [place] = keep(store, Place.fresh(name="党政办", kind="4"))
    for day in DAYS:
        keep(
            store,
            EmergencyTraining.fresh(name=f"训{day}", held_on=day, attendances=50),
            Drill.fresh(name=f"练{day}", held_on=day, hazard="02", people=10),
            Incident.fresh(name=f"事{day}", happened_on=day),
            Talk.fresh(held_on=day, led_by="书记", with_whom=f"班子{day}"),
            InternalCheck.fresh(day=day, department_id=place, content="查", checked_by="张三"),
            SuperiorReport.fresh(reported_on=day, to_whom="区委", subject="报告"),
            LawStudy.fresh(held_on=day, topic="宪法", present=20),
            Honour.fresh(given_on=day, name=f"荣誉{day}", to_whom="司法所"),
        )
    keep(store, Talk.fresh(held_on=MIDDLE, led_by="书", with_whom="删", deleted_at=datetime.now()))
    for code in (
        "emergency.trainings", "emergency.drills", "emergency.drills.02", "emergency.incidents",
        "emergency.drills.kind.2", "talks.total", "talks.collective", "internal_checks.total",
        "superior_reports.made", "study.sessions", "study.group", "honours.total",
        "honours.level.4",
    ):  # fmt: skip
        assert number(store, code) == 3, code
    for code in ("emergency.drills.01", "study.cadre", "study.hearings", "exams.total"):
        assert number(store, code) == 0, code
    assert words(store, "emergency.attendances") == "100余人次"
    assert number(store, "emergency.drills.people") == 30
    assert number(store, "study.attendances") == 60


@pytest.mark.parametrize(
    ("attendances", "printed"), [(100, "100人次"), (101, "100余人次"), (99, "90余人次")]
)
def test_attendances_are_rounded_down_only_when_there_is_something_to_round(
    store, attendances, printed
):
    keep(store, EmergencyTraining.fresh(name="训", held_on=MIDDLE, attendances=attendances))
    assert words(store, "emergency.attendances") == printed


def test_the_public_is_informed_of_an_incident_once_however_often(store):
    told, untold = (
        Incident.fresh(name="甲", happened_on=MIDDLE),
        Incident.fresh(name="乙", happened_on=MIDDLE),
    )
    told.notices = [IncidentNotice.fresh(day=MIDDLE), IncidentNotice.fresh(day=LAST)]
    keep(store, told)
    assert words(store, "emergency.informed_rate") == "100%"
    keep(store, untold)
    assert number(store, "emergency.informed_rate") == Decimal("50.0")


def test_who_sat_and_passed_an_exam(store):
    """116 expected, 115 sat it, all of them passed: 99.1 % and 100 %, never 100 % and 100 %."""
    keep(
        store,
        LawStudy.fresh(held_on=MIDDLE, kind="5", topic="考", expected=116, taken=115, passed=115),
        LawStudy.fresh(held_on=MIDDLE, kind="3", topic="训", expected=50, present=48),
        LawStudy.fresh(held_on=MIDDLE, kind="5", topic="没有填应考", taken=9),
    )
    assert [number(store, f"exams.{c}") for c in ("total", "taken", "passed")] == [2, 124, 115]
    assert number(store, "exams.participation_rate") == Decimal("99.1")
    assert words(store, "exams.pass_rate") == "100%"
    assert number(store, "study.sessions") == 1
    assert number(store, "study.attendances") == 48


def test_an_exam_at_the_end_of_a_training_is_both(store):
    keep(
        store,
        LawStudy.fresh(
            held_on=MIDDLE, kind="3", topic="训", exam=True, expected=40, present=40, taken=40,
            passed=39,
        ),
    )  # fmt: skip
    assert [number(store, c) for c in ("study.cadre", "exams.total")] == [1, 1]
    assert number(store, "exams.pass_rate") == Decimal("97.5")


def test_measures_done_by_the_end_of_the_year_and_no_later(store):
    known = {"heading": "甲", "problem": "乙"}
    rows = [
        Shortcoming.fresh(year=2024, measure="丙", state="done", solved_on=LAST, **known),
        Shortcoming.fresh(year=2024, measure="丙", state="done", solved_on=AFTER, **known),
        Shortcoming.fresh(year=2024, measure="丙", **known),
        Shortcoming.fresh(year=2024, **known),
        Shortcoming.fresh(year=2023, measure="丙", state="done", solved_on=EVE, **known),
        Shortcoming.fresh(year=2025, measure="丙", **known),
    ]
    for row in rows:
        keep(store, row)
    found = {c: number(store, f"shortcomings.{c}") for c in ("total", "measures", "done")}
    assert found == {"total": 4, "measures": 3, "done": 1}
    assert number(store, "shortcomings.done_rate") == Decimal("33.3")
    assert number(store, "shortcomings.done_rate", (AFTER, date(2025, 12, 31))) == 0


def test_an_adviser_of_the_government_counts_on_both_ends_of_the_contract(store):
    terms = ((EVE, LAST, "2"), (LAST, AFTER, "3"), (EVE, MIDDLE, "2"), (EVE, AFTER, "1"))
    keep(
        store,
        *(
            LegalAdviser.fresh(
                name=f"律{place}", contract_from=first, contract_to=last, engaged_by=by
            )
            for place, (first, last, by) in enumerate(terms)
        ),
    )
    found = counted(store, "advisers.government", *YEAR)
    assert found.pieces == {"期末": 2, "期初": 2, "增加": 1, "减少": 1}
