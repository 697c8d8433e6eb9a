"""法律服务活动: legal service carried to people; what was part of a 普法 event counts there."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_activity = Section("活动")
_served = Section("服务情况")


class LegalActivity(Record):
    """An activity of legal service 法律服务活动."""

    __tablename__ = "service_activity"
    title: ClassVar = "法律服务活动"
    unit: ClassVar = "次"
    group: ClassVar = "普法"
    icon: ClassVar = "aid"
    name_field: ClassVar = "place"
    newest_first: ClassVar = "held_on"

    held_on: Mapped[date] = _activity.day("日期")
    kind: Mapped[str] = _activity.choice(
        "类型",
        "legal_activity_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="2",
        quick=True,
    )
    place: Mapped[str] = _activity.field("地点", listed=True, searched=True, quick=True)
    village_id: Mapped[int | None] = _activity.link(
        "所在村居", "place", listed=True, filtered=True, counted=True, quick=True
    )
    event_id: Mapped[int | None] = _activity.link(
        "所属普法活动",
        "law_event",
        filtered=True,
        help="属于一场普法活动的在此选定，人数和咨询只算在那场活动里，不计两次",
    )
    servers: Mapped[str | None] = _served.field(
        "服务人员", listed=True, searched=True, quick=True, help="如 周某某律师、司法所 2 人"
    )
    people_served: Mapped[int | None] = _served.field(
        "服务对象", unit="人", listed=True, summed=True, quick=True
    )
    consultations: Mapped[int | None] = _served.field(
        "咨询",
        unit="人次",
        listed=True,
        summed=True,
        quick=True,
        help="一人一次来问几件事算 1 人次；已逐人登记在咨询登记簿里的不填在这里，免得算两遍",
    )
    matters: Mapped[LongText | None] = _served.field("服务事项", searched=True, quick=True)
    note: Mapped[LongText | None] = _served.field("备注")

    def called(self) -> str:
        """2024-06-05 法律义诊 天龙村村委会."""
        fields = type(self).fields
        parts = (fields[name].kind.format(getattr(self, name)) for name in ("held_on", "kind"))
        return " ".join(filter(None, (*parts, self.place)))

    def rules(self) -> Iterator[Problem]:
        """Numbers that can be."""
        for name in ("people_served", "consultations"):
            if (getattr(self, name) or 0) < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        if self.event_id is not None and self.consultations:
            sentence = "咨询人次只算在所属普法活动里，请核对那里是否已填"
            yield Problem("consultations", sentence, Level.WARN)
