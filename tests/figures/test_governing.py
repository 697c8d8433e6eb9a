"""Figures of governing: heads of a day, decisions carried out, tasks late, reviews in time."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.figures.governing.overrides import overrides
from db.figures.period import Period
from db.registers import (
    DeadlineRule,
    LeadingGroup,
    LegalityReview,
    Meeting,
    Task,
)
from db.registers.governing import AgendaItem, Decision, GroupMember, TaskDelay
from tests.counted import counted
from tests.offices import keep

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
YEAR = (FIRST, LAST)
DAY = date(2024, 5, 30)
ONE = timedelta(days=1)


def number(database, code, *days):
    return counted(database, code, *(days or YEAR)).value


def group(*rows, **values):
    made = LeadingGroup.fresh(**({"name": "领导小组", "set_up_on": FIRST} | values))
    made.members = [
        GroupMember.fresh(post="1", duty=duty, name="某", since=since, until=until)
        for duty, since, until in rows
    ]
    return made


def meeting(*items, day=DAY, decisions=(), **values):
    made = Meeting.fresh(**({"day": day, "name": "会议", "state": "held"} | values))
    made.agenda = [AgendaItem.fresh(**({"subject": "事项", "kind": "2"} | item)) for item in items]
    made.decisions = list(decisions)
    return made


def review(**values):
    usual = {"subject": "事", "state": "issued", "opinion": "1", "sent_on": DAY - 5 * ONE}
    return LegalityReview.fresh(**(usual | {"opinion_on": DAY - ONE} | values))


# the group

BOTH = (("01", None, None), ("02", None, None))


def test_double_headed_groups_are_those_of_the_periods_last_day(database):
    keep(
        database,
        group(*BOTH),
        group(*BOTH, dissolved_on=LAST),
        group(*BOTH, set_up_on=LAST + ONE),
        group(("01", None, None)),
        group(("01", None, None), ("02", None, date(2024, 6, 30))),
        group(("01", None, None), ("02", date(2024, 7, 1), LAST)),
        group(*BOTH, deleted_at=datetime(2024, 2, 1, 9, 0)),
    )
    assert number(database, "leading_groups.double_headed") == 2
    found = counted(database, "leading_groups.double_headed", FIRST, date(2024, 6, 30))
    assert found.value == 3
    assert found.pieces["期初"] + found.pieces["增加"] - found.pieces["减少"] == found.value


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(("01", "02", "05")),
            st.none() | st.dates(date(2024, 6, 28), date(2024, 7, 2)),
            st.none() | st.dates(date(2024, 6, 28), date(2024, 7, 2)),
        ),
        max_size=4,
    ),
    ended=st.none() | st.dates(date(2024, 6, 29), date(2024, 7, 1)),
)
def test_the_figure_and_the_record_agree_on_who_leads(database, rows, ended):
    day = date(2024, 6, 30)
    before = number(database, "leading_groups.double_headed", FIRST, day)
    one = group(*rows, dissolved_on=ended)
    keep(database, one)
    after = number(database, "leading_groups.double_headed", FIRST, day)
    led = {row.duty for row in one.heads(day)} >= {"01", "02"}
    assert after - before == (led and (ended is None or ended > day))


# meetings and what they decided


def test_meetings_count_once_held_special_ones_by_their_kind(database):
    keep(
        database,
        meeting(kind="2", day=FIRST),
        meeting(kind="2", day=LAST),
        meeting(kind="2", day=LAST + ONE),
        meeting(kind="2", state="planned"),
        meeting(kind="2", state="cancelled"),
        meeting(kind="1"),
    )
    assert number(database, "meetings.total") == 3
    assert number(database, "meetings.special") == 2


def test_a_decision_is_carried_out_when_its_task_is_done_within_the_period(database):
    states = (
        {"state": "done", "done_on": LAST},
        {"state": "done", "done_on": LAST + ONE},
        {"state": "going"},
        {"state": "done", "done_on": DAY, "deleted_at": datetime(2024, 9, 1, 9, 0)},
    )
    made = keep(database, *(Task.fresh(subject="事", starts_on=DAY, **one) for one in states))
    decisions = [Decision.fresh(what="事", task_id=task) for task in made]
    decisions += [Decision.fresh(what="事", done_on=DAY), Decision.fresh(what="事")]
    keep(database, meeting(decisions=decisions))
    rate = counted(database, "meetings.decisions_done_rate", *YEAR)
    assert rate.pieces == {"会议决定事项已落实": 2, "会议决定事项": 6}
    assert rate.value == Decimal("33.3")


def test_no_rate_is_printed_where_nothing_was_decided(database):
    keep(database, meeting())
    assert number(database, "meetings.decisions_done_rate") is None
    assert number(database, "reviews.coverage") is None


# tasks


@pytest.mark.parametrize(
    ("due", "done", "late", "finished"),
    [
        (date(2024, 6, 30), date(2024, 6, 30), 0, 1),
        (date(2024, 6, 30), date(2024, 7, 1), 1, 1),
        (date(2024, 6, 30), None, 1, 0),
        (LAST, None, 1, 0),
        (LAST + ONE, None, 0, 0),
        (LAST, LAST + ONE, 1, 0),
        (LAST + ONE, LAST + 9 * ONE, 0, 0),
        (None, None, 0, 0),
    ],
)
def test_a_task_is_late_by_the_day_after_its_last(database, due, done, late, finished):
    state = "done" if done else "going"
    keep(database, Task.fresh(subject="事", starts_on=DAY, due_on=due, done_on=done, state=state))
    assert number(database, "tasks.total") == 1
    assert number(database, "tasks.late") == late
    assert number(database, "tasks.done") == finished


def test_a_task_that_was_put_off_is_late_by_the_new_day_and_one_dropped_not_at_all(database):
    off = Task.fresh(subject="事", starts_on=DAY, due_on=DAY + ONE, done_on=DAY + 9 * ONE)
    off.state, off.delays = "done", [TaskDelay.fresh(reason="雨", new_due=DAY + 9 * ONE)]
    dropped = Task.fresh(subject="事", starts_on=DAY, due_on=DAY + ONE, state="cancelled")
    keep(database, off, dropped)
    assert number(database, "tasks.late") == 0
    assert number(database, "tasks.rate") == 100
    assert number(database, "tasks.unowned") == 1


def test_a_task_of_today_is_not_late_before_the_day_is_over(database):
    today = date.today()
    keep(database, Task.fresh(subject="事", starts_on=today, due_on=today))
    assert number(database, "tasks.late", date(today.year, 1, 1), date(today.year, 12, 31)) == 0


# reviews before meetings


def test_coverage_counts_items_that_needed_review_and_had_it_before(database):
    day_before, same_day, unlawful = keep(
        database, review(), review(opinion_on=DAY), review(opinion="3")
    )
    keep(
        database,
        meeting(
            {"needs_review": True, "review_id": day_before},
            {"needs_review": True, "review_id": same_day},
            {"needs_review": True, "review_id": unlawful},
            {"needs_review": True},
            {"needs_review": False},
        ),
        meeting({"needs_review": True}, state="planned"),
    )
    found = counted(database, "reviews.coverage", *YEAR)
    assert found.pieces == {"会前经审核合法的议题": 1, "上会议题中需审核的": 4}
    assert found.value == 25
    assert number(database, "decisions.unreviewed") == 3


def test_exceptions_are_listed_by_name_as_many_as_the_figure_counts(database):
    (good,) = keep(database, review())
    told = {"override_reason": "抢险", "override_by": "王镇长", "override_on": DAY - ONE}
    keep(
        database,
        meeting({"needs_review": True, "review_id": good}, {"needs_review": True, **told}),
        meeting({"needs_review": True, "subject": "旧台账"}, day=LAST),
        meeting({"needs_review": True, **told}, day=LAST + ONE),
    )
    with database.read() as session:
        listed = overrides(session, Period.year(2024))
    assert [(one.day, one.subject, one.reason, one.by, one.on) for one in listed] == [
        (DAY, "事项", "抢险", "王镇长", DAY - ONE),
        (LAST, "旧台账", "", "", None),
    ]
    assert number(database, "decisions.unreviewed") == len(listed)


def test_reviews_by_category_add_up_and_those_withdrawn_do_not_count(database):
    keep(
        database,
        *(review(category=code) for code in "11235"),
        review(state="withdrawn"),
        review(state="reviewing", opinion=None, opinion_on=None),
    )
    parts = [number(database, f"reviews.{code}") for code in "12345"]
    assert parts == [2, 1, 1, 0, 1]
    assert number(database, "reviews.total") == sum(parts)


BACK = {"returned_on": date(2024, 5, 27), "resubmitted_on": date(2024, 5, 31)}


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"opinion_on": date(2024, 5, 31)}, 1),  # the fifth working day after Friday the 24th
        ({"opinion_on": date(2024, 6, 3)}, 0),
        ({"category": "2", "opinion_on": date(2024, 6, 4)}, 1),  # seven for a decision
        ({"category": "2", "opinion_on": date(2024, 6, 5)}, 0),
        ({"opinion_on": date(2024, 6, 4), "due_on": date(2024, 6, 4)}, 1),
        ({"opinion_on": date(2024, 5, 30), "due_on": date(2024, 5, 29)}, 0),
        (BACK | {"opinion_on": date(2024, 6, 4)}, 1),  # four days with the department
        (BACK | {"opinion_on": date(2024, 6, 5)}, 0),
    ],
)
def test_an_opinion_is_in_time_by_the_working_days_of_its_kind(database, values, kept):
    keep(database, review(**({"sent_on": date(2024, 5, 24)} | values)))
    found = counted(database, "reviews.on_time_rate", *YEAR)
    assert found.pieces == {"按时出具": kept, "出具意见": 1}


def test_the_offices_own_term_takes_the_place_of_the_shipped_one(database):
    keep(database, review(sent_on=date(2024, 5, 24), opinion_on=date(2024, 6, 3)))
    assert number(database, "reviews.on_time_rate") == 0
    own = {"rule": "review_opinion", "n": 10, "unit_of_count": "working_days", "basis": "本镇规定"}
    keep(database, DeadlineRule.fresh(valid_from=FIRST, **own))
    assert number(database, "reviews.on_time_rate") == 100


def test_opinions_are_adopted_out_of_those_that_asked_for_something(database):
    keep(
        database,
        review(opinion="2", adoption="1"),
        review(opinion="2", adoption="2"),
        review(opinion="3", adoption="3"),
        review(opinion="2", adoption=None),
        review(opinion="1", adoption="4"),
        review(opinion="1", adoption=None),
    )
    found = counted(database, "reviews.adopted_rate", *YEAR)
    assert found.pieces == {"意见被采纳的审核": 2, "提出修改意见的审核": 4}
