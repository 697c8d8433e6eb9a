"""Groups, meetings and their tasks, documents, clean-ups, decisions: each rule at its border."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.registers import (
    CleanupRound,
    Contract,
    LeadingGroup,
    LegalityReview,
    MajorDecision,
    Meeting,
    NormativeDocument,
    Place,
    Plan,
    Staff,
    Task,
)
from db.registers.governing import CleanedDocument, Decision, GroupMember, TaskDelay
from db.store.check import check
from db.store.problems import Level
from db.store.standing import standing
from db.store.trouble import Trouble

DAY = date(2024, 5, 30)
ONE = timedelta(days=1)


def kept(database, *records):
    with database.step("登记") as session:
        session.add_all(records)
    return [record.id for record in records]


def move(database, cls, number, code, **values):
    with database.step(code) as session:
        record = session.get(cls, number)
        for name, value in values.items():
            setattr(record, name, value)
        next(one for one in cls.moves if one.code == code).make(record, session)
    return record


def paths(record, level):
    return [problem.path for problem in record.problems() if problem.level is level]


def doubts(database, record):
    with database.read() as session:
        return [p.path for p in record.conflicts(session) if p.level is Level.WARN]


# meetings and tasks


def held(database, *decisions):
    meeting = Meeting.fresh(day=DAY, name="法治专题会议", state="held", minutes_number="1号")
    meeting.decisions = list(decisions)
    return kept(database, meeting)[0]


def tasks(database):
    with database.read() as session:
        return list(session.scalars(select(Task).order_by(Task.id)))


def test_what_a_meeting_decided_becomes_tasks_once_linked_both_ways(database):
    (office,) = kept(database, Place.fresh(name="应急站", kind="4"))
    number = held(
        database,
        Decision.fresh(what="补齐装备", department_id=office, due=DAY + 30 * ONE),
        Decision.fresh(what="报送总结", leader="李某"),
        Decision.fresh(what="原则通过年度方案"),
    )
    meeting = move(database, Meeting, number, "hand_out")
    made = tasks(database)
    assert [(t.subject, t.department_id, t.leader, t.due_now, t.meeting) for t in made] == [
        ("补齐装备", office, None, DAY + 30 * ONE, meeting.caption),
        ("报送总结", None, "李某", None, meeting.caption),
    ]
    assert [row.task_id for row in meeting.decisions] == [made[0].id, made[1].id, None]
    with database.read() as session:
        (role,) = standing(session, made[0])
        assert (role.table, role.record_id) == ("meeting", number)
        assert all(m.code != "hand_out" for m in session.get(Meeting, number).next_moves())
    with pytest.raises(Trouble, match="不能下达任务"):
        move(database, Meeting, number, "hand_out")
    assert len(tasks(database)) == 2


def test_a_decision_added_later_becomes_a_task_of_its_own(database):
    number = held(database, Decision.fresh(what="甲", leader="某"))
    move(database, Meeting, number, "hand_out")
    with database.step("补登") as session:
        meeting = session.get(Meeting, number)
        meeting.decisions.append(Decision.fresh(what="乙", leader="某"))
    move(database, Meeting, number, "hand_out")
    assert [task.subject for task in tasks(database)] == ["甲", "乙"]


def test_handing_out_is_undone_and_done_again_as_one_step(database):
    number = held(database, *(Decision.fresh(what=what, leader="某") for what in "甲乙"))
    move(database, Meeting, number, "hand_out")
    database.undo()
    assert tasks(database) == []
    with database.read() as session:
        assert [row.task_id for row in session.get(Meeting, number).decisions] == [None, None]
    database.redo()
    assert len(tasks(database)) == 2
    assert check(database).sound


def test_a_meeting_is_held_with_an_agenda_and_not_before_its_day(database):
    coming = Meeting.fresh(day=date.today() + ONE, name="会", chair="某", present=3)
    (number,) = kept(database, coming)
    with pytest.raises(Trouble, match=r"还没有到.*请先填写会议的议题"):
        move(database, Meeting, number, "hold")


def test_a_task_without_anybody_is_doubted_and_one_without_a_day_is_to_be_completed():
    task = Task.fresh(subject="某事", starts_on=DAY)
    assert "department_id" in paths(task, Level.WARN)
    assert "due_on" in paths(task, Level.MISSING)
    task.leader, task.due_on = "某", DAY
    assert "department_id" not in paths(task, Level.WARN)
    assert paths(task, Level.STOP) == []
    task.due_on = DAY - ONE
    assert paths(task, Level.STOP) == ["due_on"]


def test_a_task_waits_until_the_day_it_was_last_put_off_to(database):
    task = Task.fresh(subject="某事", starts_on=DAY, due_on=DAY + ONE)
    task.delays = [
        TaskDelay.fresh(reason="下雨", new_due=DAY + 5 * ONE),
        TaskDelay.fresh(reason="又下雨", new_due=DAY + 5 * ONE),
    ]
    assert paths(task, Level.WARN).count("delays[1].new_due") == 1
    kept(database, task)
    assert tasks(database)[0].due_now == DAY + 5 * ONE


def test_a_task_is_finished_with_its_day_and_can_be_opened_again(database):
    (number,) = kept(database, Task.fresh(subject="某事", starts_on=DAY, leader="某"))
    with pytest.raises(Trouble, match="完成日期"):
        move(database, Task, number, "finish")
    with pytest.raises(Trouble, match="早于下达日期"):
        move(database, Task, number, "finish", done_on=DAY - ONE)
    done = move(database, Task, number, "finish", done_on=DAY)
    assert (done.state, done.progress) == ("done", 100)
    again = move(database, Task, number, "reopen")
    assert (again.state, again.progress, again.done_on) == ("going", None, None)


# the group


def group(*members, **values):
    made = LeadingGroup.fresh(name="领导小组", set_up_on=date(2023, 3, 1), **values)
    made.members = [
        GroupMember.fresh(post=post, duty=duty, name=f"某{number}", since=since, until=until)
        for number, (post, duty, since, until) in enumerate(members)
    ]
    return made


# papers


def test_a_plan_that_leaves_something_out_is_to_be_completed():
    plan = Plan.fresh(name="方案", issued_on=DAY, sections_present="1,3,4")
    (problem,) = plan.problems()
    assert (problem.level, problem.sentence) == (Level.MISSING, "方案里还缺：远期目标")
    plan.sections_present = "1,2,3,4"
    assert plan.problems() == []


@pytest.mark.parametrize(
    ("published", "trial", "until"),
    [
        (date(2024, 3, 1), False, date(2029, 2, 28)),
        (date(2024, 3, 1), True, date(2026, 2, 28)),
        (date(2024, 2, 29), False, date(2029, 2, 27)),
    ],
)
def test_a_document_holds_five_years_on_trial_two_unless_typed(published, trial, until):
    document = NormativeDocument.fresh(name="某办法", published_on=published, trial=trial)
    document.settle()
    assert document.valid_until == until
    assert document.over_on == until + ONE
    document.valid_until = date(2025, 1, 1)
    document.settle()
    assert document.valid_until == date(2025, 1, 1)


@given(st.dates(), st.booleans())
def test_how_long_a_document_holds_is_known_for_any_day(published, trial):
    document = NormativeDocument.fresh(name="某办法", published_on=published, trial=trial)
    document.settle()
    assert document.valid_until >= published - ONE
    assert paths(document, Level.WARN) == ["published_on"] * (published > date.today())


def test_a_repealed_document_is_over_on_its_day_and_an_expired_one_after(database):
    document = NormativeDocument.fresh(
        name="某办法", number="1号", signed_by="某", channel="1", published_on=date(2020, 1, 1)
    )
    (number,) = kept(database, document)
    move(database, NormativeDocument, number, "publish")
    with pytest.raises(Trouble, match=r"修订、废止日期"):
        move(database, NormativeDocument, number, "repeal")
    done = move(database, NormativeDocument, number, "repeal", ended_on=DAY, ended_by="清理结果")
    assert (done.state, done.over_on) == ("repealed", DAY)
    move(database, NormativeDocument, number, "revive")
    expired = move(database, NormativeDocument, number, "expire")
    assert expired.over_on == date(2025, 1, 1)


def test_steps_of_the_double_screening_that_are_missing_are_named():
    document = NormativeDocument.fresh(name="某办法", screened_first=DAY, reviewed_second=DAY)
    left = ["screened_second", "reviewed_first", "appraised_on"]
    assert [path for path in paths(document, Level.MISSING) if "ed_" in path] == left


def test_counts_of_a_clean_up_add_up_to_what_was_checked(database):
    told = CleanupRound.fresh(name="清理", day=DAY, checked=10, kept=7, changed=1, void=2)
    assert told.problems() == []
    told.void = 1
    assert paths(told, Level.WARN) == ["checked"]
    listed = CleanupRound.fresh(name="清理", day=DAY)
    listed.documents = [CleanedDocument.fresh(name="甲", outcome=code) for code in "1134"]
    kept(database, listed)
    numbers = (listed.checked, listed.kept, listed.changed, listed.void, listed.expired)
    assert numbers == (4, 2, 0, 1, 1)
    assert listed.problems() == []
    listed.documents.append(CleanedDocument.fresh(name="乙", outcome="2"))
    assert paths(listed, Level.WARN) == ["checked", "changed"]


# reviews


def test_reviews_are_numbered_as_they_are_taken_in_year_by_year(database):
    sent = [LegalityReview.fresh(subject="事", sent_on=day) for day in (DAY, DAY, date(2025, 1, 2))]
    numbers = [
        move(database, LegalityReview, number, "take_in").number for number in kept(database, *sent)
    ]
    assert numbers == ["（2024）合审第1号", "（2024）合审第2号", "（2025）合审第1号"]


def test_an_opinion_is_issued_with_who_what_and_when(database):
    (staff,) = kept(database, Staff.fresh(name="审核人"))
    (number,) = kept(database, LegalityReview.fresh(subject="事", sent_on=DAY))
    move(database, LegalityReview, number, "take_in")
    with pytest.raises(Trouble, match=r"审核人.*审核意见.*出具日期"):
        move(database, LegalityReview, number, "issue")
    values = {"reviewer_id": staff, "opinion": "1", "opinion_on": DAY + 3 * ONE}
    issued = move(database, LegalityReview, number, "issue", **values)
    assert issued.opinion_number == "（2024）合审第1号"
    back = move(database, LegalityReview, number, "take_back")
    assert back.state == "reviewing"


def test_a_review_sent_back_for_completion_comes_in_under_its_number(database):
    (number,) = kept(database, LegalityReview.fresh(subject="事", sent_on=DAY))
    values = {"returned_on": DAY + ONE, "return_reason": "缺起草说明"}
    move(database, LegalityReview, number, "send_back", **values)
    with pytest.raises(Trouble, match="早于退回日期"):
        move(database, LegalityReview, number, "complete", resubmitted_on=DAY)
    again = move(database, LegalityReview, number, "complete", resubmitted_on=DAY + 4 * ONE)
    assert (again.state, again.number_no) == ("reviewing", 1)


def test_a_ledger_of_reviews_keeps_its_numbers_and_states(database):
    with database.step("接续") as session:
        old = LegalityReview.fresh(subject="事", sent_on=DAY, opinion="1", opinion_on=DAY)
        assert list(old.take_over({"number": "〔2024〕合审7号"}, session)) == []
        assert (old.number_year, old.number_no, old.state) == (2024, 7, "issued")
        assert [p.path for p in old.take_over({"number": "某号"}, session)] == ["number"]


@pytest.mark.parametrize(
    ("make", "day"),
    [
        (lambda **v: Contract.fresh(name="合同", signed_on=DAY, **v), DAY),
        (lambda **v: MajorDecision.fresh(name="决策", decided_on=DAY, **v), DAY - ONE),
        (lambda **v: NormativeDocument.fresh(name="办法", published_on=DAY, **v), DAY),
    ],
)
def test_what_is_signed_decided_or_published_before_its_review_is_doubted(database, make, day):
    """A contract may be reviewed on the day itself; a decision goes through a meeting."""
    usual = {"subject": "事", "state": "issued", "opinion": "1", "sent_on": date(2024, 5, 20)}
    good, late = kept(
        database,
        LegalityReview.fresh(opinion_on=day, **usual),
        LegalityReview.fresh(opinion_on=day + ONE, **usual),
    )
    assert doubts(database, make(review_id=good)) == []
    assert doubts(database, make(review_id=late)) == ["review_id"]
    assert doubts(database, make()) == ["review_id"]


def test_a_decision_names_each_step_or_says_that_it_does_not_apply(database):
    decision = MajorDecision.fresh(name="决策", participation_on=DAY, not_needed="2,6")
    left = ["risk_on", "review_id", "decided_on"]
    assert paths(decision, Level.MISSING) == left
    decision.decided_on = DAY
    usual = {"subject": "事", "state": "issued", "opinion": "1", "sent_on": DAY - 9 * ONE}
    (decision.review_id,) = kept(database, LegalityReview.fresh(opinion_on=DAY - ONE, **usual))
    assert doubts(database, decision) == []
    (meeting,) = kept(database, Meeting.fresh(day=DAY + ONE, name="会"))
    decision.meeting_id = meeting
    assert doubts(database, decision) == ["decided_on"]


def test_no_record_is_left_behind_by_a_refused_handing_out(database):
    number = held(database, Decision.fresh(what="甲", leader="某"))
    with database.step("改") as session:
        session.get(Meeting, number).present = -1
    with pytest.raises(Trouble, match="负数"):
        move(database, Meeting, number, "hand_out")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 0
