"""Implementation plans 实施方案: what they carry out, and whether they say all they should."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.codes import codes
from db.store.fields import Ahead, LongText, Section
from db.store.kinds import codes_in
from db.store.problems import Level, Problem
from db.store.record import Record

_plan = Section("方案")
_content = Section("内容")


class Plan(Record):
    """A plan of the township for the rule of law; its tasks link to it."""

    __tablename__ = "plan"
    title: ClassVar = "实施方案"
    unit: ClassVar = "个"
    group: ClassVar = "法治建设"
    icon: ClassVar = "columns"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "issued_on"
    gathers: ClassVar = "分解的任务"

    name: Mapped[str] = _plan.field("标题", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _plan.field("文号", listed=True, searched=True, quick=True)
    issued_on: Mapped[date] = _plan.day("印发日期")
    starts_on: Mapped[date | None] = _plan.field("实施起", ahead=Ahead.MAY)
    ends_on: Mapped[date | None] = _plan.field("实施止", ahead=Ahead.MAY)
    superior: Mapped[str | None] = _plan.field(
        "依据的上级文件",
        listed=True,
        searched=True,
        quick=True,
        help="如 平坝区2024年法治政府建设工作要点",
    )
    sections_present: Mapped[str | None] = _content.choices(
        "方案写明的内容", "plan_section", quick=True, help="目标、步骤、保障措施都写明的，全选"
    )
    note: Mapped[LongText | None] = _content.field("主要内容")

    def says_all(self) -> bool:
        """Whether near and long-term targets, steps and safeguards are all in it."""
        leaves = {entry.code for entry in codes("plan_section").leaves()}
        return leaves <= set(codes_in(self.sections_present))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; a plan names targets, steps and safeguards."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Problem("ends_on", "实施止早于实施起，请核对")
        if not self.says_all():
            held = set(codes_in(self.sections_present))
            entries = codes("plan_section").leaves()
            left = "、".join(entry.name for entry in entries if entry.code not in held)
            yield Problem("sections_present", f"方案里还缺：{left}", Level.MISSING)
