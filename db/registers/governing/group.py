"""Leading groups 领导小组: who is in them, by which duty, from which day to which."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Section, choice, field
from db.store.problems import Level, Problem
from db.store.record import Child, Record

HEAD = "1"
"""组长 in codes/leader_post.toml."""
PARTY, GOVERNMENT = "01", "02"
"""The heads of Party and government in codes/leader_duty.toml."""
_about = Section("领导小组")
_members = Section("组成人员")


class GroupMember(Child):
    """One who is in the group from a day until another; an adjustment ends a row, or adds one."""

    __tablename__ = "leading_group_member"
    owner: ClassVar = "leading_group"
    name_field: ClassVar = "name"

    post: Mapped[str] = choice("组内职务", "leader_post", listed=True, default="4")
    name: Mapped[str] = field("姓名", listed=True, searched=True)
    duty: Mapped[str | None] = choice("党政职务", "leader_duty", listed=True)
    since: Mapped[date | None] = field(
        "任职起", listed=True, help="不填从成立之日算起", ahead=Ahead.MAY
    )
    until: Mapped[date | None] = field(
        "任职止", listed=True, help="调整出组的最后一天", ahead=Ahead.MAY
    )

    def rules(self) -> Iterator[Problem]:
        """Days in their order."""
        if self.since and self.until and self.until < self.since:
            yield Problem("until", "任职止早于任职起，请核对")

    def serving(self, day: date) -> bool:
        """Whether in the group on a day, as far as this row tells."""
        began, over = self.since, self.until
        return (began is None or began <= day) and (over is None or over >= day)


class LeadingGroup(Record):
    """A leading group, set up by a document and adjusted since."""

    __tablename__ = "leading_group"
    title: ClassVar = "领导小组"
    unit: ClassVar = "个"
    group: ClassVar = "法治建设"
    icon: ClassVar = "committee"
    name_field: ClassVar = "name"
    gathers: ClassVar = "召开的会议"

    name: Mapped[str] = _about.field("名称", listed=True, searched=True, quick=True)
    kind: Mapped[str] = _about.choice(
        "类别", "leading_group_kind", listed=True, filtered=True, default="1", quick=True
    )
    document_number: Mapped[str | None] = _about.field(
        "成立文号", listed=True, searched=True, quick=True
    )
    set_up_on: Mapped[date] = _about.day("成立日期")
    dissolved_on: Mapped[date | None] = _about.field("撤销日期", dated=True)
    office: Mapped[str | None] = _about.field("办公室设在", help="如 镇司法所", quick=True)
    members: Mapped[list[GroupMember]] = _members.children("组成人员", GroupMember, quick=True)
    note: Mapped[LongText | None] = _members.field("调整说明", help="如 调整文号、原因")

    def heads(self, day: date) -> list[GroupMember]:
        """The 组长 of a day."""
        return [row for row in self.members if row.post == HEAD and row.serving(day)]

    def rules(self) -> Iterator[Problem]:
        """Days in their order; a group has a head, and nobody stands in it twice at once."""
        first: date | None = self.set_up_on
        if first and self.dissolved_on and self.dissolved_on < first:
            yield Problem("dissolved_on", "撤销日期早于成立日期，请核对")
        today = date.today()
        if not self.dissolved_on and not self.heads(today):
            yield Problem("members", "现任组长待补", Level.MISSING)
        now = [row.name for row in self.members if row.serving(today) and row.post != "5"]
        if len(now) != len(set(now)):
            yield Problem("members", "同一人在组内列了两次，请核对", Level.WARN)
