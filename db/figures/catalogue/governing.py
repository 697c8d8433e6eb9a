"""How governing by law is led: leading groups, meetings and their decisions, plans, tasks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from db.figures.figure import LAST, Basis, Condition, Figure
from db.figures.governing.overrides import reviewed
from db.figures.measures import COUNT, Ratio, Sum, has_row, of_rows, present
from db.registers import LeadingGroup, Meeting, Plan, Task
from db.registers.governing import (
    GOVERNMENT,
    HEAD,
    PARTY,
    SPECIAL,
    AgendaItem,
    Decision,
    GroupMember,
)
from db.store.codes import codes

HELD = Condition("已召开", Meeting.state == "held")
MEETING_DAY = Basis("held", "召开", (Meeting.day,))
_NEEDED = AgendaItem.needs_review.is_(True)


def figures() -> Iterator[Figure]:
    """All of them."""
    yield Figure(
        code="leading_groups.double_headed",
        name="双组长领导小组",
        unit="个",
        cls=LeadingGroup,
        measure=present(_double_headed, "由党政主要负责人任双组长"),
    )
    yield from _meetings()
    yield from _plans()
    yield from _tasks()


def coverage() -> Iterator[Figure]:
    """What needed review before a meeting: whether it had one."""
    needed = _meeting(
        "reviews.needed", "上会议题中需审核的", "项", of_rows(Meeting, AgendaItem, _NEEDED)
    )
    before = of_rows(Meeting, AgendaItem, _NEEDED, reviewed())
    had = _meeting("reviews.before_meeting", "会前经审核合法的议题", "项", before)
    yield needed
    yield had
    yield replace(
        needed,
        code="reviews.coverage",
        name="合法性审核覆盖率",
        unit="%",
        measure=Ratio(had, needed),
        note="会前有合法（或修改后合法并已修改）的审核意见的议题，与需审核的议题之比",
    )
    without = of_rows(Meeting, AgendaItem, _NEEDED, not_(reviewed()))
    yield replace(
        _meeting("decisions.unreviewed", "未经合法性审核上会的议题", "项", without),
        zero_printed=True,
        note="例外上会的，理由和批准人列在年度报告附件",
    )


def _double_headed(day: Any) -> ColumnElement[bool]:
    def led(duty: str) -> Any:
        row = GroupMember
        return has_row(
            LeadingGroup,
            row,
            row.post == HEAD,
            row.duty == duty,
            or_(row.since.is_(None), row.since <= day),
            or_(row.until.is_(None), row.until >= day),
        )

    group = LeadingGroup
    return and_(
        group.set_up_on <= day,
        or_(group.dissolved_on.is_(None), group.dissolved_on > day),
        led(PARTY),
        led(GOVERNMENT),
    )


def _meeting(code: str, name: str, unit: str, weight: Any) -> Figure:
    return Figure(
        code=code,
        name=name,
        unit=unit,
        cls=Meeting,
        measure=Sum(weight),
        tests=(HELD,),
        bases=(MEETING_DAY,),
    )


def _meetings() -> Iterator[Figure]:
    total = Figure(
        code="meetings.total",
        name="会议",
        unit="次",
        cls=Meeting,
        measure=COUNT,
        tests=(HELD,),
        bases=(MEETING_DAY,),
    )
    yield total
    special = Condition("会议类别为法治专题会议", Meeting.kind == SPECIAL)
    yield replace(total, code="meetings.special", name="法治专题会议", tests=(HELD, special))
    made = _meeting("meetings.decisions", "会议决定事项", "项", of_rows(Meeting, Decision))
    task = aliased(Task)
    carried_out = select(task.id).where(
        task.id == Decision.task_id,
        task.deleted_at.is_(None),
        task.state == "done",
        task.done_on <= LAST,
    )
    finished = or_(Decision.done_on <= LAST, carried_out.correlate(Decision).exists())
    done = of_rows(Meeting, Decision, finished)
    yield made
    part = _meeting("meetings.decisions_done", "会议决定事项已落实", "项", done)
    yield part
    yield replace(
        made,
        code="meetings.decisions_done_rate",
        name="会议决定事项落实率",
        unit="%",
        measure=Ratio(part, made),
        note="下达为任务的，任务完成为落实；没有下达的，以落实日期为准",
    )


def _plans() -> Iterator[Figure]:
    made = Figure(
        code="plans.made",
        name="制定实施方案",
        unit="个",
        cls=Plan,
        measure=COUNT,
        bases=(Basis("issued", "印发", (Plan.issued_on,)),),
    )
    yield made
    everything = ",".join(entry.code for entry in codes("plan_section").leaves())
    whole = Condition("写明目标、步骤和保障措施", Plan.sections_present == everything)
    yield replace(made, code="plans.complete", name="内容完整的实施方案", tests=(whole,))


def _tasks() -> Iterator[Figure]:
    kept = Condition("没有取消", Task.state != "cancelled")
    total = Figure(
        code="tasks.total",
        name="任务",
        unit="项",
        cls=Task,
        measure=COUNT,
        tests=(kept,),
        bases=(
            Basis("handed_out", "下达", (Task.starts_on,)),
            Basis("due", "到期", (Task.due_now,)),
        ),
    )
    yield total
    finished = and_(Task.state == "done", Task.done_on <= LAST)
    done = replace(
        total,
        code="tasks.done",
        name="任务已完成",
        tests=(kept, Condition("期末已完成", finished)),
    )
    yield done
    over = and_(
        or_(Task.done_on.is_(None), Task.done_on > LAST),
        Task.due_now <= LAST,
        Task.due_now < func.current_date(),
    )
    late = Condition(
        "逾期完成，或期限已过还没有完成", or_(over, and_(finished, Task.done_on > Task.due_now))
    )
    yield replace(
        total,
        code="tasks.late",
        name="任务逾期",
        tests=(kept, late),
        note="批准延期的，按延至的日期",
    )
    nobody = Condition(
        "没有责任部门，也没有责任人", and_(Task.department_id.is_(None), Task.leader.is_(None))
    )
    yield replace(
        total,
        code="tasks.unowned",
        name="没有责任人的任务",
        tests=(kept, nobody),
        zero_printed=True,
    )
    yield replace(total, code="tasks.rate", name="任务完成率", unit="%", measure=Ratio(done, total))
