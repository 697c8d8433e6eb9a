"""应急培训: sessions for those who respond to emergencies, and how many came."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Section
from db.store.problems import Problem
from db.store.record import Record

_training = Section("培训")
_who = Section("参训")


class EmergencyTraining(Record):
    """A training session; an event of law education is entered there, not here."""

    __tablename__ = "emergency_training"
    title: ClassVar = "应急培训"
    unit: ClassVar = "期"
    group: ClassVar = "应急"
    icon: ClassVar = "training"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "held_on"

    name: Mapped[str] = _training.field("培训名称", listed=True, searched=True, quick=True)
    held_on: Mapped[date] = _training.day("培训日期")
    ends_on: Mapped[date | None] = _training.field(
        "结束日期", help="只有一天的不用填", ahead=Ahead.MAY
    )
    subjects: Mapped[str | None] = _training.choices(
        "培训内容", "emergency_subject", listed=True, counted=True, quick=True
    )
    place: Mapped[str | None] = _training.field("地点", quick=True)
    host: Mapped[str | None] = _training.field("组织单位")
    lecturers: Mapped[str | None] = _training.field("授课人", searched=True, quick=True)
    hours: Mapped[int | None] = _training.field("学时", unit="学时", summed=True)
    attendances: Mapped[int | None] = _who.field(
        "参训人次",
        unit="人次",
        listed=True,
        summed=True,
        quick=True,
        needed_when=lambda _training: True,
        help="每期来了多少人；签到表放在附件里",
    )
    participants: Mapped[str | None] = _who.field("参训对象", help="如 应急队员、村干部、网格员")
    note: Mapped[LongText | None] = _who.field("备注")

    def called(self) -> str:
        """Name and day."""
        day: date | None = self.held_on  # not yet typed, in a new session
        return " ".join(filter(None, (self.name, day.isoformat() if day else "")))

    def rules(self) -> Iterator[Problem]:
        """Days in their order, numbers that can be."""
        first: date | None = self.held_on
        if first and self.ends_on and self.ends_on < first:
            yield Problem("ends_on", "结束日期早于培训日期，请核对")
        if self.attendances is not None and self.attendances < 1:
            yield Problem("attendances", "参训人次应大于零")
        if self.hours is not None and self.hours < 0:
            yield Problem("hours", "学时不能是负数")
