"""Tasks 任务: who does what by when, how far it is, and what delayed it."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.registers.governing.task_moves import MOVES, STATES
from db.store.fields import Ahead, LongText, Section, field, state
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_what = Section("任务")
_who = Section("责任和期限")
_how = Section("进展")


class TaskDelay(Child):
    """A delay that was agreed to: since when, why, and until when."""

    __tablename__ = "task_delay"
    owner: ClassVar = "task"
    name_field: ClassVar = "reason"

    day: Mapped[date] = field("批准日期", listed=True, default=date.today)
    reason: Mapped[str] = field("延期原因", listed=True)
    new_due: Mapped[date] = field("延至", listed=True, ahead=Ahead.MAY)


class Task(Record):
    """A task out of a plan, a meeting, a superior's document."""

    __tablename__ = "task"
    title: ClassVar = "任务"
    unit: ClassVar = "项"
    group: ClassVar = "法治建设"
    icon: ClassVar = "check"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "starts_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("waiting", "going", "done")
    gathers: ClassVar = "下达它的会议"

    state: Mapped[str] = state("状态", STATES, section="任务")
    subject: Mapped[str] = _what.field("任务", listed=True, searched=True, quick=True)
    source: Mapped[str] = _what.choice(
        "来源", "task_source", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    plan_id: Mapped[int | None] = _what.link(
        "实施方案", "plan", filtered=True, quick=True, shown_when=lambda task: task.source == "1"
    )
    meeting: Mapped[str | None] = _what.field(
        "会议",
        searched=True,
        shown_when=lambda task: task.source == "2",
        help="由会议“下达任务”的，程序填写；会议记录列在最下面",
    )
    superior: Mapped[str | None] = _what.field(
        "上级文件", searched=True, help="如 平坝区2024年法治政府建设工作要点"
    )
    section: Mapped[str | None] = _what.choice(
        "对应报告部分", "task_section", filtered=True, counted=True
    )
    measures: Mapped[LongText | None] = _what.field("举措", searched=True)
    department_id: Mapped[int | None] = _who.link(
        "责任部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    leader: Mapped[str | None] = _who.field("责任人", listed=True, searched=True, quick=True)
    others: Mapped[str | None] = _who.field("配合部门")
    starts_on: Mapped[date] = _who.field(
        "下达日期", dated=True, index=True, default=date.today, quick=True
    )
    due_on: Mapped[date | None] = _who.field("完成期限", quick=True, ahead=Ahead.MAY)
    due_now: Mapped[date | None] = _who.field(
        "现期限",
        listed=True,
        dated=True,
        filtered=True,
        index=True,
        computed=lambda task: task.last_due(),
        help="批准延期的，按最后一次延至的日期",
    )
    delays: Mapped[list[TaskDelay]] = _who.children("延期", TaskDelay)
    indicator: Mapped[str | None] = _how.field("量化指标", help="如 法治培训")
    indicator_unit: Mapped[str | None] = _how.field("指标单位", help="如 场、件、%")
    target: Mapped[int | None] = _how.field("目标值")
    actual: Mapped[int | None] = _how.field("完成值")
    progress: Mapped[int | None] = _how.field("进度", unit="%", listed=True)
    done_on: Mapped[date | None] = _how.field(
        "完成日期", listed=True, dated=True, index=True, ahead=Ahead.REFUSED
    )
    result: Mapped[LongText | None] = _how.field("完成情况", help="佐证材料放在附件里")
    cancel_reason: Mapped[str | None] = _how.field(
        "取消原因", shown_when=lambda task: task.state == "cancelled"
    )

    def last_due(self) -> date | None:
        """By when, after the delays that were agreed to."""
        new = [day for row in self.delays if (day := _typed(row.new_due))]
        return new[-1] if new else self.due_on

    def rules(self) -> Iterator[Problem]:
        """Days in their order, numbers that can be; somebody answers for it, by some day."""
        yield from self._days()
        if self.progress is not None and not 0 <= self.progress <= 100:
            yield Problem("progress", "进度应在 0 至 100 之间")
        if self.department_id is None and not self.leader:
            word = "没有责任部门，也没有责任人，请核对"
            yield Problem("department_id", word, Level.WARN)
        if self.due_on is None:
            yield Problem("due_on", "完成期限待补", Level.MISSING)
        if self.source == "1" and self.plan_id is None:
            yield Problem("plan_id", "属于哪个实施方案待补", Level.MISSING)
        if self.source == "2" and not self.meeting:
            yield Problem("meeting", "哪一次会议决定的待补", Level.MISSING)
        if self.source == "3" and not self.superior:
            yield Problem("superior", "上级文件待补", Level.MISSING)
        if self.state == "done" and self.done_on is None:
            yield Problem("done_on", "完成日期待补", Level.MISSING)
        short = self.target is not None and (self.actual or 0) < self.target
        if self.state == "done" and short:
            yield Problem("actual", "已完成，但完成值还没有达到目标值，请核对", Level.WARN)

    def _days(self) -> Iterator[Problem]:
        start: date | None = self.starts_on  # not yet typed, in a new task
        if start and self.due_on and self.due_on < start:
            yield Problem("due_on", "完成期限早于下达日期，请核对")
        if start and self.done_on and self.done_on < start:
            yield Problem("done_on", "完成日期早于下达日期，请核对")
        before = self.due_on
        for place, row in enumerate(self.delays):
            new = _typed(row.new_due)
            if before and new and new <= before:
                word = f"延至的日期应晚于原来的期限 {before}，请核对"
                yield Problem(f"delays[{place}].new_due", word, Level.WARN)
            before = new or before


def _typed(day: date | None) -> date | None:
    """A day that a new row may not have yet."""
    return day
