"""Campaigns: 集中执法, 联合执法 and 综合查一次, who took part, what was seen."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, LongText, Section, field, link
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

_action = Section("行动")
_bodies = Section("参加力量")
_seen = Section("检查情况")

COUNTED_BY_HAND = ("visits", "objects", "on_the_spot", "filed", "transferred")
"""Numbers that are typed where no inspection is linked, and counted from those otherwise."""
_BY_HAND = "已关联检查记录的不填，由程序按检查记录计"


class CampaignBody(Child):
    """A body that took part 参与单位: of the township, or from elsewhere by name."""

    __tablename__ = "campaign_body"
    owner: ClassVar = "campaign"
    name_field: ClassVar = "name"

    place_id: Mapped[int | None] = link("登记过的单位", "place", listed=True)
    name: Mapped[str | None] = field(
        "单位名称", listed=True, searched=True, help="没有登记的单位写名称，如 区市场监管局"
    )
    people: Mapped[int | None] = field("参加人数", unit="人", listed=True)

    def rules(self) -> Iterator[Problem]:
        """A body has a name, or is linked."""
        if self.place_id is None and not self.name:
            yield Problem("name", "请选择登记过的单位，或写单位名称")
        if self.people is not None and self.people < 0:
            yield Problem("people", "参加人数不能是负数")


class Campaign(Record):
    """A campaign of enforcement 集中和联合执法; its visits are its inspections, or typed."""

    __tablename__ = "campaign"
    title: ClassVar = "集中联合执法"
    unit: ClassVar = "次"
    group: ClassVar = "执法"
    icon: ClassVar = "enforcement"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "starts_on"
    gathers: ClassVar = "这次行动的检查和问题"

    name: Mapped[str] = _action.field("行动名称", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _action.field("编号", searched=True)
    kind: Mapped[str] = _action.choice(
        "类别", "campaign_kind", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    field: Mapped[str | None] = _action.choice(
        "领域",
        "enforcement_field",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda _campaign: True,
    )
    starts_on: Mapped[date] = _action.day("开始日期")
    ends_on: Mapped[date | None] = _action.field("结束日期", help="一天的行动不填", ahead=Ahead.MAY)
    plan_number: Mapped[str | None] = _action.field("方案文号", searched=True)
    lead_id: Mapped[int | None] = _bodies.link(
        "牵头部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    bodies: Mapped[list[CampaignBody]] = _bodies.children("参与单位", CampaignBody)
    people: Mapped[int | None] = _bodies.field("出动人次", unit="人次", summed=True, quick=True)
    vehicles: Mapped[int | None] = _bodies.field("出动车次", unit="车次", summed=True)
    visits: Mapped[int | None] = _seen.field(
        "检查家次", unit="家次", listed=True, quick=True, help=_BY_HAND
    )
    objects: Mapped[int | None] = _seen.field(
        "检查对象", unit="家", quick=True, help=f"同一家只算一次；{_BY_HAND}"
    )
    on_the_spot: Mapped[int | None] = _seen.field("当场整改", unit="个", help=_BY_HAND)
    filed: Mapped[int | None] = _seen.field("立案", unit="件", help=_BY_HAND)
    transferred: Mapped[int | None] = _seen.field("移送", unit="件", help=_BY_HAND)
    summary: Mapped[LongText | None] = _seen.field(
        "行动情况", help="做法、发现的主要问题、下一步；责令整改的逐个登记在“问题整改”里"
    )

    def called(self) -> str:
        """Name and first day."""
        day: date | None = self.starts_on  # not yet typed, in a new record
        return " ".join(filter(None, (self.name, day.isoformat() if day else "")))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; numbers that can be; no more firms than visits."""
        first: date | None = self.starts_on
        if first and self.ends_on and self.ends_on < first:
            yield Problem("ends_on", "结束日期早于开始日期，请核对")
        for name in ("people", "vehicles", *COUNTED_BY_HAND):
            number = getattr(self, name)
            if number is not None and number < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        if self.visits is not None and (self.objects or 0) > self.visits:
            yield Problem("objects", "检查对象（家）多于检查家次，请核对")
        if self.kind == "2" and not self.bodies:
            yield Problem("bodies", "联合执法的参与单位待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Visits are counted from inspections or typed, never both."""
        number: int | None = self.id
        linked = inspections_of(session, number) if number is not None else 0
        typed = [name for name in COUNTED_BY_HAND if getattr(self, name)]
        for name in typed if linked else ():
            label = type(self).fields[name].label
            sentence = f"已关联 {linked} 次检查，{label}按检查记录计，这里填的数不计，请清空"
            yield Problem(name, sentence, Level.WARN)
        if number is not None and not linked and self.visits is None:
            sentence = "检查家次待补：关联检查记录，或者填写家次"
            yield Problem("visits", sentence, Level.MISSING)


def inspections_of(session: Session, campaign_id: int) -> int:
    """How many inspections are linked to a campaign."""
    cls: Any = register("inspection")
    query = select(func.count()).where(cls.campaign_id == campaign_id, cls.deleted_at.is_(None))
    return session.scalar(query) or 0
