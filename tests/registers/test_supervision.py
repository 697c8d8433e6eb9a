"""Campaigns, supervisors, assessment, calls to account: what their registers refuse and compute."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import (
    Accountability,
    Assessment,
    Campaign,
    Inspection,
    Place,
    RiskWarning,
    Supervisor,
)
from db.registers.enforcing import AssessmentItem, SupervisorTraining
from db.registers.enforcing.assessment import least_totals
from db.registers.inspection import Officer
from db.store.problems import Level
from tests.enforcers import certify, staff

DAY = date(2024, 6, 5)


@pytest.fixture
def session(database):
    with database.step("监督") as opened:
        yield opened


def kept(session, record):
    session.add(record)
    session.flush()
    return record


def paths(problems, level):
    return {problem.path for problem in problems if problem.level is level}


def assessed(*items):
    rows = [
        AssessmentItem.fresh(name=f"项目{n}", weight=weight, score=score)
        for n, (weight, score) in enumerate(items)
    ]
    one = Assessment.fresh(year=2024)
    one.items = rows
    return one


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_points_make_up_a_hundred_or_it_is_not_saved(weights):
    one = assessed(*((weight, None) for weight in weights))
    assert ("items" in paths(one.problems(), Level.STOP)) == (sum(weights) != 100)


@given(st.integers(0, 100))
def test_the_total_is_the_sum_and_gives_the_grade(score):
    one = assessed((60, min(score, 60)), (40, max(score - 60, 0)))
    one.settle()
    assert one.total == score
    least = least_totals()
    assert score >= least[one.grade]
    assert all(score < least[better] for better in least if better < one.grade)


def test_what_is_not_scored_throughout_has_no_grade():
    one = assessed((60, 60), (40, None))
    one.settle()
    assert (one.total, one.grade) == (60, None)
    assert "items" in paths(one.problems(), Level.MISSING)


@pytest.mark.parametrize(("score", "good"), [(-1, False), (0, True), (40, True), (41, False)])
def test_a_score_lies_between_nothing_and_its_points(score, good):
    one = assessed((60, 50), (40, score))
    assert ("items[1].score" in paths(one.problems(), Level.STOP)) != good


def test_another_grade_than_the_total_gives_is_doubted():
    one = assessed((100, 95))
    one.grade = "3"
    assert paths(one.problems(), Level.WARN) == {"grade"}


def test_an_assessment_is_called_by_year_and_department_and_made_once(session):
    place = kept(session, Place.fresh(name="应急站", kind="4"))
    first = assessed((100, 95))
    first.department_id = place.id
    kept(session, first)
    assert (first.caption, first.year_end) == ("2024年应急站考核", date(2024, 12, 31))
    again = assessed((100, 80))
    again.department_id = place.id
    assert "department_id" in paths(again.conflicts(session), Level.WARN)
    again.year = 2023
    assert list(again.conflicts(session)) == []


def test_no_more_firms_than_visits_and_days_in_their_order():
    one = Campaign.fresh(name="行动", field="01", starts_on=DAY, visits=10, objects=11)
    assert paths(one.problems(), Level.STOP) == {"objects"}
    one.objects = 10
    one.ends_on = DAY - timedelta(days=1)
    assert paths(one.problems(), Level.STOP) == {"ends_on"}
    one.ends_on = DAY
    assert one.problems() == []


def test_visits_are_typed_or_counted_and_both_is_said_on_either_side(session):
    campaign = kept(session, Campaign.fresh(name="行动", field="01", starts_on=DAY))
    assert paths(campaign.conflicts(session), Level.MISSING) == {"visits"}
    campaign.visits = 30
    assert list(campaign.conflicts(session)) == []
    inspection = Inspection.fresh(day=DAY, name="某店", items="消防", campaign_id=campaign.id)
    said = [p.sentence for p in inspection.conflicts(session) if p.path == "campaign_id"]
    assert "已填 30 家次" in said[0]
    kept(session, inspection)
    assert paths(campaign.conflicts(session), Level.WARN) == {"visits"}
    campaign.visits = None
    assert list(campaign.conflicts(session)) == []
    late = Inspection.fresh(
        day=DAY + timedelta(days=1), name="某店", items="消防", campaign_id=campaign.id
    )
    assert "campaign_id" in paths(late.conflicts(session), Level.WARN)


def test_two_officers_are_still_wanted_in_a_campaign(session):
    campaign = kept(session, Campaign.fresh(name="行动", field="01", starts_on=DAY))
    one = Inspection.fresh(day=DAY, name="某店", items="消防", campaign_id=campaign.id)
    officer = staff(session, "甲")
    certify(session, officer.id, "黔甲")
    one.officers = [Officer.fresh(staff_id=officer.id)]
    assert paths(one.conflicts(session), Level.STOP) == {"officers"}


def test_a_supervisor_takes_the_number_from_the_certificate_and_is_appointed_once(session):
    person = staff(session, "监督员", posts=[])
    certify(session, person.id, "监1", kind="2", valid_to=date(2028, 5, 31))
    one = Supervisor.fresh(staff_id=person.id, appointed_on=DAY)
    one.trainings = [SupervisorTraining.fresh(day=DAY, name="培训", hours=h) for h in (8, 16)]
    kept(session, one)
    told = (one.name, one.certificate_number, one.certificate_until, one.hours)
    assert told == ("监督员", "监1", date(2028, 5, 31), 24)
    again = Supervisor.fresh(staff_id=person.id, appointed_on=DAY)
    assert "staff_id" in paths(again.conflicts(session), Level.STOP)
    one.ended_on = DAY
    session.flush()
    assert list(again.conflicts(session)) == []
    one.ended_on = DAY - timedelta(days=1)
    assert paths(one.problems(), Level.STOP) == {"ended_on"}


def test_a_call_to_account_names_somebody_and_is_answered_afterwards():
    one = Accountability.fresh(kind="2", day=DAY, subject="约谈", reason="得分低")
    assert paths(one.problems(), Level.MISSING) == {"department_id"}
    one.staff_id, one.answered_on = 1, DAY - timedelta(days=1)
    assert paths(one.problems(), Level.STOP) == {"answered_on"}


def test_a_warning_noted_by_hand_is_fed_back_under_a_number(session):
    place = kept(session, Place.fresh(name="应急站", kind="4"))
    one = kept(session, RiskWarning.fresh(sentence="群众反映", since=DAY))
    one.department_id, one.fed_back_on, one.due_on = place.id, DAY, DAY
    next(move for move in RiskWarning.moves if move.code == "feed_back").make(one, session)
    session.flush()
    assert one.number == "（测）执监字〔2024〕第1号"
    assert one.caption.startswith(one.number)
