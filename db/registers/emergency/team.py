"""应急队伍: who stands ready, from which group of people, with which skill."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Phone, Section, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_team = Section("队伍")
_members = Section("队员")


class TeamMember(Child):
    """A member of the team 队员, from one day to another."""

    __tablename__ = "emergency_team_member"
    owner: ClassVar = "emergency_team"
    name_field: ClassVar = "name"

    person_id: Mapped[int | None] = link("人员", "person", carries=("name", "phone"))
    name: Mapped[str] = field("姓名", listed=True, searched=True)
    group: Mapped[str] = choice("队员类别", "team_group", listed=True, default="1")
    unit: Mapped[str | None] = field("单位", listed=True, help="如 镇卫生院、派出所、天龙村")
    skill: Mapped[str | None] = field("专长", listed=True, help="如 急救、潜水、挖掘机驾驶")
    phone: Mapped[Phone | None] = field("电话", listed=True, sensitive=True)
    leading: Mapped[bool] = field("队长", default=False)
    since: Mapped[date | None] = field("入队日期", help="不填按组建之日")
    until: Mapped[date | None] = field("退出日期")

    def rules(self) -> Iterator[Problem]:
        """Nobody leaves before joining."""
        if self.since and self.until and self.until < self.since:
            yield Problem("until", "退出日期早于入队日期，请核对")


class EmergencyTeam(Record):
    """An emergency team of the township or a village."""

    __tablename__ = "emergency_team"
    title: ClassVar = "应急队伍"
    unit: ClassVar = "支"
    group: ClassVar = "应急"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"

    name: Mapped[str] = _team.field("队伍名称", listed=True, searched=True, quick=True)
    set_up_on: Mapped[date] = _team.field("组建日期", listed=True, dated=True, quick=True)
    dissolved_on: Mapped[date | None] = _team.field("解散日期", listed=True, dated=True)
    village_id: Mapped[int | None] = _team.link(
        "所属村居", "place", listed=True, filtered=True, counted=True, help="镇级队伍不填"
    )
    document_number: Mapped[str | None] = _team.field("组建文号", searched=True, quick=True)
    equipment: Mapped[LongText | None] = _team.field("装备和物资", quick=True)
    members: Mapped[list[TeamMember]] = _members.children("队员", TeamMember, quick=True)
    members_number: Mapped[int | None] = _members.field(
        "在队人数", unit="人", listed=True, computed=lambda team: team.present_members()
    )
    note: Mapped[LongText | None] = _members.field("备注")

    def present_members(self) -> int:
        """Those who have not left."""
        return sum(row.until is None for row in self.members)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; somebody is in it, nobody twice."""
        first: date | None = self.set_up_on  # not yet typed, in a new team
        if first and self.dissolved_on and self.dissolved_on < first:
            yield Problem("dissolved_on", "解散日期早于组建日期，请核对")
        here = [(row.name, row.phone) for row in self.members if row.name and row.until is None]
        if len(here) != len(set(here)):
            yield Problem("members", "同一名队员列了两次，人数会多计，请核对", Level.WARN)
        if not self.members:
            yield Problem("members", "队员待补", Level.MISSING)
