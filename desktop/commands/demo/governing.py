"""How 天龙镇 was governed by law in 2024, as the seed has it, by the registers' own moves."""

from datetime import date
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import LeadingGroup, LegalityReview, Meeting, Place, Plan, Staff, Task
from db.registers.governing import AgendaItem, Decision, GroupMember, TaskDelay
from db.store.database import Database
from db.store.moves import way_to
from desktop.commands.demo import governing_papers
from desktop.commands.demo.governing_meetings import MEETINGS, Met
from desktop.commands.demo.governing_year import (
    DELAYED,
    JUSTICE,
    ONCE_RETURNED,
    SENDINGS,
    STEPS,
    SUPERIOR,
    Sent,
)
from desktop.commands.demo.people import People

LAST_DAY = date(2024, 12, 31)
_PLAN_DAY = date(2024, 2, 28)
_POSTS = (
    ("1", "01"), ("1", "02"), ("2", "03"), ("3", "06"), ("3", "05"), ("3", "07"), ("4", "09"),
    ("4", "09"), ("4", "09"), ("5", "08"),
)  # fmt: skip
_LEFT = 4
"""The deputy head who left in the year, by place; another took the post."""


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year; gives the papers to print: form code, subject, whether the office signs.

    One double-headed group, 4 special meetings, one plan with its tasks done, 2 clean-ups,
    9 reviews, all before the meeting.
    """
    del random
    with database.step("登记领导小组") as session:
        group, heads = _group(session, people)
    with database.step("登记实施方案和任务") as session:
        _plan(session, people)
    with database.step("登记合法性审核") as session:
        reviews = {one.key: _review(session, one, people) for one in SENDINGS}
    meetings: dict[str, Meeting] = {}
    for met in MEETINGS:
        with database.step("登记会议") as session:
            meeting = _meeting(session, met, reviews, group if met.kind == "2" else None, heads)
        meetings |= {key: meeting for _, _, key in met.agenda if key}
    with database.step("登记规范性文件、决策和合同") as session:
        governing_papers.fill(session, reviews, meetings, heads[1])
    return [
        ("legality_opinion", reviews["village"].id, True),
        ("legality_ledger", LAST_DAY, True),
    ]


def department(session: Session, name: str) -> int:
    """A department by its name, registered at its first mention."""
    known = session.scalar(select(Place).where(Place.name == name))
    if known is None:
        known = Place.fresh(name=name, kind="4")
        session.add(known)
        session.flush()
    return known.id


def _group(session: Session, people: People) -> tuple[int, tuple[str, str]]:
    """The group; gives its id, and the names of the heads of Party and government."""
    names = [people.somebody(ages=(32, 58)).name for _ in _POSTS]
    group = LeadingGroup.fresh(
        name="天龙镇法治政府建设工作领导小组",
        document_number="天委发〔2023〕9号",
        set_up_on=date(2023, 3, 6),
        office=JUSTICE,
        note="2024年7月因人事变动调整副组长一名。",
    )
    group.members = [
        GroupMember.fresh(post=post, duty=duty, name=name)
        for (post, duty), name in zip(_POSTS, names, strict=True)
    ]
    group.members[_LEFT].until = date(2024, 7, 15)
    group.members.append(
        GroupMember.fresh(
            post="3", duty="05", name=people.somebody(ages=(32, 58)).name, since=date(2024, 7, 16)
        )
    )
    session.add(group)
    session.flush()
    return group.id, (names[0], names[1])


def _plan(session: Session, people: People) -> None:
    plan = Plan.fresh(
        name="天龙镇法治政府建设实施方案",
        number="天府发〔2024〕5号",
        issued_on=_PLAN_DAY,
        starts_on=_PLAN_DAY,
        ends_on=LAST_DAY,
        superior=SUPERIOR,
        sections_present="1,2,3,4",
        note="明确近远期目标任务、实施步骤和保障措施，任务分解到部门和岗位。",
    )
    session.add(plan)
    session.flush()
    leaders = {step.department: people.somebody(ages=(28, 56)).name for step in STEPS}
    for step in STEPS:
        task = Task.fresh(
            subject=step.subject,
            plan_id=plan.id,
            superior=SUPERIOR,
            section=step.section,
            department_id=department(session, step.department),
            leader=leaders[step.department],
            starts_on=_PLAN_DAY,
            due_on=step.due,
            indicator=step.indicator or None,
            indicator_unit=step.unit or None,
            target=step.target or None,
            actual=step.target or None,
        )
        if step.subject == DELAYED[0]:
            _, day, reason, new = DELAYED
            task.delays = [TaskDelay.fresh(day=day, reason=reason, new_due=new)]
        session.add(task)
        _finish(session, task, step.done)


def _finish(session: Session, task: Task, day: date) -> None:
    task.done_on = day
    for move in way_to(task, "done"):
        move.make(task, session)


def _review(session: Session, one: Sent, people: People) -> LegalityReview:
    reviewer = session.scalar(select(Staff.id).order_by(Staff.id).limit(1))
    if reviewer is None:
        clerk = Staff.fresh(name=people.somebody(ages=(26, 50)).name, post="科员")
        session.add(clerk)
        session.flush()
        reviewer = clerk.id
    review = LegalityReview.fresh(
        subject=one.subject,
        category=one.category,
        department_id=department(session, one.department),
        sent_on=one.sent,
        materials="送审稿、起草说明、制定依据、征求意见及采纳情况",
        reviewer_id=reviewer,
        adviser="镇法律顾问",
        adviser_opinion="同意司法所的审核意见。",
        adviser_on=one.answered,
        opinion=one.opinion,
        opinion_text=one.text,
        opinion_on=one.answered,
        mended=one.opinion == "2",
        adoption=one.adoption,
    )
    if one.key == ONCE_RETURNED[0]:
        _, review.returned_on, review.return_reason, review.resubmitted_on = ONCE_RETURNED
    session.add(review)
    for move in way_to(review, "issued"):
        move.make(review, session)
    return review


def _meeting(
    session: Session,
    met: Met,
    reviews: dict[str, LegalityReview],
    group: int | None,
    heads: tuple[str, str],
) -> Meeting:
    meeting = Meeting.fresh(
        kind=met.kind,
        day=met.day,
        name=met.name,
        group_id=group,
        place="镇政府三楼会议室",
        chair=heads[1] if met.kind == "4" else heads[0],
        expected=met.present,
        present=met.present,
        minutes_number=f"天府纪〔2024〕{1 + MEETINGS.index(met)}号",
    )
    meeting.agenda = [_item(subject, kind, reviews.get(key)) for subject, kind, key in met.agenda]
    meeting.decisions = [
        Decision.fresh(what=what, department_id=department(session, name), due=due)
        for what, name, due, _ in met.decisions
    ]
    session.add(meeting)
    session.flush()
    _make(session, meeting, "hold")
    if met.decisions:
        _make(session, meeting, "hand_out")
    for row, (_, _, _, done) in zip(meeting.decisions, met.decisions, strict=True):
        _finish(session, session.get_one(Task, row.task_id), done)
    return meeting


def _item(subject: str, kind: str, review: LegalityReview | None) -> AgendaItem:
    return AgendaItem.fresh(
        subject=subject,
        kind=kind,
        needs_review=review is not None,
        review_id=review.id if review is not None else None,
    )


def _make(session: Session, record: Any, code: str) -> None:
    next(move for move in record.moves if move.code == code).make(record, session)
