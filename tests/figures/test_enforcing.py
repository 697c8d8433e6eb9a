"""Campaigns, problems and supervision in figures: nothing twice, nothing lost, no empty rates."""

from datetime import date, timedelta
from random import Random

import pytest

from db.figures.asking import value, values
from db.figures.behind import records
from db.figures.campaigns import numbers_of
from db.figures.catalogue import figure
from db.figures.deadlines import due
from db.figures.period import Period
from db.figures.splitting import split
from db.registers import (
    Accountability,
    Assessment,
    Campaign,
    Finding,
    Inspection,
    Place,
    RiskWarning,
    Supervisor,
)
from db.registers.enforcing import AssessmentItem, SupervisorTraining
from tests.enforcers import staff

DAY, YEAR = date(2024, 6, 5), Period.year(2024)


def campaign(store, **values):
    given = {"name": "行动", "field": "01", "starts_on": DAY, "ends_on": DAY}
    with store.step("行动") as session:
        one = Campaign.fresh(**(given | values))
        session.add(one)
        session.flush()
        return one.id


def inspect(store, number, *names, day=DAY, **values):
    with store.step("检查") as session:
        session.add_all(
            Inspection.fresh(day=day, name=name, items="消防", campaign_id=number, **values)
            for name in names
        )


def find(store, number=1, **values):
    with store.step("问题") as session:
        session.add_all(
            Finding.fresh(**({"found_on": DAY, "description": "通道堵塞", "name": "某"} | values))
            for _ in range(number)
        )


def number(store, code, period=YEAR):
    with store.read() as session:
        return value(session, figure(code), period).number


def words(store, code):
    with store.read() as session:
        return value(session, figure(code), YEAR).words


def test_a_visit_counts_once_whether_typed_or_recorded(store):
    typed = campaign(store, visits=30, objects=28)
    recorded = campaign(store, name="另一次")
    inspect(store, recorded, "甲店", "甲店", "乙店")
    inspect(store, None, "丙店")
    assert number(store, "campaigns.visits") == 33
    assert number(store, "campaigns.objects") == 30
    assert number(store, "inspections.visits") == 34
    assert number(store, "inspections.recorded") == 4
    inspect(store, typed, "甲店")  # from now on counted by its inspections
    assert number(store, "campaigns.visits") == 4
    assert number(store, "inspections.visits") == 5


def test_visits_never_double_in_any_store(store):
    random = Random(7)
    for _ in range(12):
        start = DAY + timedelta(days=random.randrange(400))
        visits = random.choice((None, 0, random.randrange(40)))
        one = campaign(store, starts_on=start, ends_on=start, visits=visits)
        inspect(store, one, *["店"] * random.choice((0, 0, 3)), day=start)
    inspect(store, None, "散")
    with store.step("删除") as session:
        binned = session.query(Inspection).filter(Inspection.campaign_id.is_not(None)).first()
        binned.deleted_at = binned.created_at
    with store.read() as session:
        expected = session.query(Inspection).filter_by(deleted_at=None).count()
        for one in session.query(Campaign):
            numbers = numbers_of(session, one)
            expected += 0 if numbers.recorded else one.visits or 0
        period = Period(date(2024, 1, 1), date(2026, 12, 31))
        asked = [figure(code) for code in ("inspections.visits", "campaigns.visits")]
        found = values(session, asked, period)
        whole = found["inspections.visits"].number
        in_campaigns = sum(numbers_of(session, c).visits or 0 for c in session.query(Campaign))
        assert (whole, found["campaigns.visits"].number) == (expected, in_campaigns)
        for one in asked:
            groups = records(session, one, period)
            assert sum(row.weight for group in groups for row in group.rows) == (
                found[one.code].number
            )


def test_visits_by_field_and_by_month_add_up(store):
    campaign(store, visits=30)
    campaign(store, field="02", visits=12)
    recorded = campaign(store, field="02", starts_on=date(2024, 9, 1), ends_on=date(2024, 9, 2))
    inspect(store, recorded, "甲", "乙", day=date(2024, 9, 1))
    assert number(store, "campaigns.field.01.visits") == 30
    assert number(store, "campaigns.field.02.visits") == 14
    with store.read() as session:
        months = split(session, figure("inspections.visits"), "month", YEAR)
        fields = split(session, figure("campaigns.visits"), "field", YEAR)
    assert {part.key: part.value.number for part in months if part.value.number} == {
        "2024-06": 42,
        "2024-09": 2,
    }
    assert sum(part.value.number for part in fields) == 44


def test_what_came_of_a_campaign_is_by_its_inspections_or_typed(store):
    campaign(store, visits=10, on_the_spot=3, filed=1)
    recorded = campaign(store)
    inspect(store, recorded, "甲", result="2")
    inspect(store, recorded, "乙", result="4")
    inspect(store, recorded, "丙", result="1")
    counted = [number(store, f"campaigns.{c}") for c in ("on_the_spot", "filed", "transferred")]
    assert counted == [4, 2, 0]


@pytest.mark.parametrize(("visits", "said"), [(300, "300家次"), (301, "300余家次"), (0, "0家次")])
def test_three_hundred_is_exact_and_one_more_is_over(store, visits, said):
    campaign(store, visits=visits)
    assert words(store, "campaigns.visits") == said


def test_kinds_of_campaigns(store):
    for kind in "1123":
        campaign(store, kind=kind, people=4)
    counted = {c: number(store, f"campaigns.{c}") for c in ("total", "focused", "joint", "people")}
    assert counted == {"total": 4, "focused": 2, "joint": 1, "people": 16}


def test_orders_come_from_enforcement_and_the_rate_has_a_whole(store):
    assert words(store, "findings.rate") == "—"
    find(store, 3, ordered_on=DAY, source="1")
    find(store, 1, ordered_on=DAY, source="2", state="corrected")
    find(store, 5, source="1")
    find(store, 2, source="3", name=None)
    find(store, 1, source="3", name=None, state="corrected")
    assert number(store, "findings.ordered") == 4
    assert number(store, "findings.rectified") == 1
    assert words(store, "findings.rate") == "25%"
    assert number(store, "findings.internal") == 3
    assert number(store, "findings.internal_corrected") == 1
    assert words(store, "findings.superior_rate") == "—"
    find(store, 1, source="4", name=None, state="corrected")
    assert words(store, "findings.superior_rate") == "100%"


def test_orders_count_by_the_day_of_the_order(store):
    find(store, found_on=date(2023, 12, 31), ordered_on=date(2024, 1, 1))
    find(store, found_on=date(2024, 12, 31), ordered_on=date(2025, 1, 1))
    assert number(store, "findings.ordered") == 1
    assert number(store, "findings.ordered", Period.year(2023)) == 0


def test_supervisors_are_a_stock_and_their_training_is_of_the_period(store):
    with store.step("监督员") as session:
        for name, since, until in (
            ("甲", date(2023, 1, 1), None),
            ("乙", date(2024, 12, 31), None),
            ("丙", date(2020, 1, 1), date(2024, 12, 31)),
            ("丁", date(2025, 1, 1), None),
        ):
            one = Supervisor.fresh(
                staff_id=staff(session, name).id, appointed_on=since, ended_on=until
            )
            day = date(2024, 5, 1) if name == "甲" else date(2023, 5, 1)
            one.trainings = [SupervisorTraining.fresh(day=day, name="培训", hours=8)]
            session.add(one)
    assert number(store, "supervisors.total") == 2
    assert number(store, "supervisors.trained") == 1


def test_departments_are_assessed_for_a_year_whenever_that_is_done(store):
    with store.step("考核") as session:
        place = Place.fresh(name="应急站", kind="4")
        session.add(place)
        session.flush()
        for year, kind, score in ((2024, "1", 90), (2024, "2", 80), (2025, "1", None)):
            one = Assessment.fresh(year=year, kind=kind, department_id=place.id, post="执法岗")
            one.assessed_on = date(2025, 1, 15)
            one.items = [AssessmentItem.fresh(name="全部", weight=100, score=score)]
            session.add(one)
        for kind in "1123":
            session.add(Accountability.fresh(kind=kind, day=DAY, subject="某", reason="某"))
    assert number(store, "assessments.departments") == 1
    assert number(store, "assessments.departments", Period.year(2025)) == 0
    asked = ("circulars", "talks", "held")
    assert [number(store, f"accountability.{code}") for code in asked] == [2, 1, 1]


def days_left(store, today, code):
    with store.read() as session:
        return [item.days_left for item in due(session, today) if item.code == code]


def test_a_rectification_is_due_from_a_week_before_until_it_is_put_right(store):
    last = date(2024, 6, 20)
    find(store, ordered_on=DAY, due_on=last)
    find(store, due_on=last, state="corrected")
    find(store, due_on=None)
    assert days_left(store, last - timedelta(days=8), "rectification") == []
    assert days_left(store, last - timedelta(days=7), "rectification") == [7]
    assert days_left(store, last + timedelta(days=1), "rectification") == [-1]
    with store.step("逾期") as session:
        session.get(Finding, 1).state = "overdue"
    assert days_left(store, last + timedelta(days=2), "rectification") == [-2]


def test_a_feedback_waits_for_its_answer(store):
    with store.step("预警") as session:
        session.add(
            RiskWarning.fresh(sentence="某", since=DAY, state="fed_back", fed_back_on=DAY,
                              due_on=DAY + timedelta(days=10))
        )  # fmt: skip
    assert days_left(store, DAY + timedelta(days=6), "warning_reply") == []
    assert days_left(store, DAY + timedelta(days=7), "warning_reply") == [3]
    with store.step("回复") as session:
        session.get(RiskWarning, 1).state = "replied"
    assert days_left(store, DAY + timedelta(days=7), "warning_reply") == []
