"""应急预案: what is planned for which class of emergency, when it was revised and filed."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, LongText, Section, choice, field
from db.store.kinds import codes_in
from db.store.problems import Level, Problem
from db.store.record import Child, Record

GENERAL, SPECIAL, OF_VILLAGE = "1", "2", "4"
"""总体预案, 专项预案, 村（社区）预案 in codes/emergency_plan_scope.toml."""
_NEEDED = {"1": "响应流程", "2": "职责分工", "3": "资源调配"}
"""Of codes/emergency_plan_part.toml, what no plan may lack."""
_plan = Section("预案")
_filing = Section("备案")
_revising = Section("评估和修订")
_over = Section("废止")


class PlanRevision(Child):
    """One revision of the plan 修订."""

    __tablename__ = "emergency_plan_revision"
    owner: ClassVar = "emergency_plan"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("修订日期", listed=True)
    reason: Mapped[str | None] = choice("修订原因", "revision_reason", listed=True)
    what: Mapped[LongText | None] = field("修订内容", listed=True, searched=True)
    version: Mapped[str | None] = field("修订后的版本", listed=True)
    issued_anew: Mapped[bool] = field(
        "重新印发", default=True, help="重新印发的应重新备案；只改电话、人员的不用"
    )


class EmergencyPlan(Record):
    """An emergency plan of the township, of a section or of a village."""

    __tablename__ = "emergency_plan"
    title: ClassVar = "应急预案"
    unit: ClassVar = "个"
    group: ClassVar = "应急"
    icon: ClassVar = "paper"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "issued_on"
    gathers: ClassVar = "按这个预案组织的演练"

    name: Mapped[str] = _plan.field("预案名称", listed=True, searched=True, quick=True)
    scope: Mapped[str] = _plan.choice(
        "预案层次", "emergency_plan_scope", filtered=True, counted=True, default=SPECIAL, quick=True
    )
    kind: Mapped[str | None] = _plan.choice(
        "突发事件类别",
        "emergency_kind",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda plan: plan.scope != GENERAL,
        help="总体预案不分类的可以不选",
    )
    village_id: Mapped[int | None] = _plan.link(
        "所属村居",
        "place",
        filtered=True,
        counted=True,
        shown_when=lambda plan: plan.scope == OF_VILLAGE,
        needed_when=lambda plan: plan.scope == OF_VILLAGE,
    )
    version: Mapped[str | None] = _plan.field("版本", listed=True, help="如 2024年修订版")
    document_number: Mapped[str | None] = _plan.field("印发文号", searched=True, quick=True)
    issued_on: Mapped[date] = _plan.field(
        "印发日期",
        listed=True,
        dated=True,
        index=True,
        quick=True,
        help="第一次印发的日期；以后的修订记在修订记录里",
    )
    in_charge: Mapped[str | None] = _plan.field("负责部门", searched=True)
    parts: Mapped[str | None] = _plan.choices(
        "预案写明的内容",
        "emergency_plan_part",
        quick=True,
        help="响应流程、职责分工、资源调配缺一不可",
    )
    filed_on: Mapped[date | None] = _filing.field(
        "备案日期",
        dated=True,
        quick=True,
        help="印发后 20 个工作日内；乡镇的报县级政府，村的报乡镇",
    )
    filed_number: Mapped[str | None] = _filing.field("备案号", searched=True)
    filed_with: Mapped[str | None] = _filing.field("备案机关")
    revisions: Mapped[list[PlanRevision]] = _revising.children("修订记录", PlanRevision)
    revised_on: Mapped[date | None] = _revising.field(
        "最近修订", listed=True, computed=lambda plan: plan.last_revision()
    )
    assessed_on: Mapped[date | None] = _revising.field("上次评估")
    next_revision_on: Mapped[date | None] = _revising.field(
        "下次修订", dated=True, help="到期提醒；修订之后改为再下一次的日期", ahead=Ahead.MAY
    )
    repealed_on: Mapped[date | None] = _over.field("废止日期", dated=True)
    note: Mapped[LongText | None] = _over.field("备注")

    def last_revision(self) -> date | None:
        """The newest day of its revisions."""
        return max(filter(None, (row.day for row in self.revisions)), default=None)

    def last_issue(self) -> date | None:
        """When it was last issued, as a whole: the day from which it is to be filed."""
        first: date | None = self.issued_on  # not yet typed, in a new plan
        anew = (row.day for row in self.revisions if row.issued_anew)
        return max(filter(None, (first, *anew)), default=None)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; what a plan must say."""
        first: date | None = self.issued_on
        for name in ("filed_on", "repealed_on"):
            day = getattr(self, name)
            if first and day and day < first:
                yield Problem(name, f"{type(self).fields[name].label}早于印发日期，请核对")
        for place, row in enumerate(self.revisions):
            revised: date | None = row.day
            if first and revised and revised < first:
                word = "修订早于印发：请把印发日期填为第一次印发的日期"
                yield Problem(f"revisions[{place}].day", word, Level.WARN)
        lacking = [word for code, word in _NEEDED.items() if code not in codes_in(self.parts)]
        if lacking:
            word = f"预案还没有写明{'、'.join(lacking)}"
            yield Problem("parts", word, Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Of one name there is one plan in force; revising it is no new plan."""
        same = select(EmergencyPlan.caption).where(
            EmergencyPlan.name == self.name,
            EmergencyPlan.village_id.is_not_distinct_from(self.village_id),
            EmergencyPlan.repealed_on.is_(None),
            EmergencyPlan.id != (self.id or 0),
            EmergencyPlan.deleted_at.is_(None),
        )
        if self.repealed_on is None and session.scalar(same.limit(1)):
            word = "同名的预案已经登记；修订请记在它的修订记录里"
            yield Problem("name", word, Level.WARN)
