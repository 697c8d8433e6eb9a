"""公共法律服务工作室: where a village finds legal service, who is on duty, with what equipment."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Phone, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_room = Section("工作室")
_duty = Section("值班和设备")


class LegalRoom(Record):
    """A village's room for public legal service."""

    __tablename__ = "service_room"
    title: ClassVar = "公共法律服务工作室"
    unit: ClassVar = "个"
    group: ClassVar = "普法"
    icon: ClassVar = "office"
    name_field: ClassVar = "name"

    name: Mapped[str] = _room.field("名称", listed=True, searched=True, quick=True)
    village_id: Mapped[int | None] = _room.link(
        "所在村居", "place", listed=True, filtered=True, counted=True, quick=True
    )
    address: Mapped[str | None] = _room.field("地址", searched=True, quick=True)
    set_up_on: Mapped[date] = _room.field("挂牌日期", listed=True, dated=True, quick=True)
    closed_on: Mapped[date | None] = _room.field("撤销日期", listed=True, dated=True)
    in_charge: Mapped[str | None] = _room.field("负责人", listed=True, searched=True, quick=True)
    phone: Mapped[Phone | None] = _room.field("电话", listed=True, quick=True)
    duty: Mapped[LongText | None] = _duty.field(
        "值班表", quick=True, help="如 周一、周四上午 村法律顾问；其余工作日 村干部"
    )
    equipment: Mapped[LongText | None] = _duty.field("设备", quick=True)
    note: Mapped[LongText | None] = _duty.field("备注")

    def rules(self) -> Iterator[Problem]:
        """Days in their order."""
        since: date | None = self.set_up_on  # not yet typed, in a new room
        if since and self.closed_on and self.closed_on < since:
            yield Problem("closed_on", "撤销日期早于挂牌日期，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A village has one room, as a rule."""
        if self.village_id is None or self.closed_on is not None:
            return
        same = select(LegalRoom.caption).where(
            LegalRoom.village_id == self.village_id,
            LegalRoom.closed_on.is_(None),
            LegalRoom.id != (self.id or 0),
            LegalRoom.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("village_id", f"这个村居已有“{caption}”，请核对", Level.WARN)
