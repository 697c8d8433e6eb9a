"""突发事件: what happened, what was done by which law, what the public was told."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section, choice, field
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_event = Section("事件")
_response = Section("处置")
_told = Section("信息公布")
_data = Section("个人信息")


def _holds_data(incident: "Incident") -> bool:
    return bool(incident.personal_data)


class IncidentNotice(Child):
    """One time that the public was told 信息公布."""

    __tablename__ = "incident_notice"
    owner: ClassVar = "incident"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("公布日期", listed=True)
    channel: Mapped[str] = choice("公布渠道", "notice_channel", listed=True, default="4")
    what: Mapped[str | None] = field("公布内容", listed=True, searched=True)
    link: Mapped[str | None] = field("链接")


class Incident(Record):
    """An emergency that the township responded to."""

    __tablename__ = "incident"
    title: ClassVar = "突发事件"
    unit: ClassVar = "起"
    group: ClassVar = "应急"
    icon: ClassVar = "warning"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "happened_on"

    name: Mapped[str] = _event.field("事件名称", listed=True, searched=True, quick=True)
    happened_on: Mapped[date] = _event.day("发生日期")
    hours: Mapped[str | None] = _event.field("具体时间", help="如 14:20")
    kind: Mapped[str] = _event.choice(
        "突发事件类别",
        "emergency_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    hazard: Mapped[str | None] = _event.choice("灾种", "hazard", counted=True, quick=True)
    level: Mapped[str | None] = _event.choice(
        "事件级别", "incident_level", listed=True, filtered=True, counted=True, quick=True
    )
    place: Mapped[str | None] = _event.field("发生地点", searched=True, quick=True)
    village_id: Mapped[int | None] = _event.link(
        "所在村居", "place", listed=True, filtered=True, counted=True
    )
    response: Mapped[str | None] = _response.choice(
        "响应级别", "response_level", counted=True, help="启动了几级响应"
    )
    reported_on: Mapped[date | None] = _response.field("向上级报告日期")
    measures: Mapped[LongText | None] = _response.field(
        "应急措施", quick=True, needed_when=lambda _incident: True
    )
    legal_basis: Mapped[str | None] = _response.field(
        "措施的法律依据",
        quick=True,
        needed_when=lambda incident: bool(incident.measures),
        help="法律法规的名称和条款；措施应当合法、适度",
    )
    ended_on: Mapped[date | None] = _response.field("处置结束日期", listed=True, dated=True)
    summary: Mapped[LongText | None] = _response.field(
        "总结评估", needed_when=lambda incident: incident.ended_on is not None
    )
    notices: Mapped[list[IncidentNotice]] = _told.children("信息公布", IncidentNotice)
    personal_data: Mapped[bool] = _data.field(
        "收集了个人信息",
        default=False,
        filtered=True,
        index=True,
        help="只能用于应对这次事件，用完销毁",
    )
    data_kept: Mapped[str | None] = _data.field(
        "收集了哪些、存在哪里",
        shown_when=_holds_data,
        needed_when=_holds_data,
        help="如 转移群众名册 1 份，镇应急办",
    )
    data_destroyed_on: Mapped[date | None] = _data.field("个人信息销毁日期", shown_when=_holds_data)
    data_destroyed_how: Mapped[str | None] = _data.field(
        "怎样销毁、谁监督",
        shown_when=_holds_data,
        needed_when=lambda incident: incident.data_destroyed_on is not None,
    )
    note: Mapped[LongText | None] = _data.field("备注")

    def called(self) -> str:
        """Day and name."""
        day: date | None = self.happened_on  # not yet typed, in a new record
        return " ".join(filter(None, (day.isoformat() if day else "", self.name)))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; the public is told."""
        first: date | None = self.happened_on
        for name in ("reported_on", "ended_on", "data_destroyed_on"):
            day = getattr(self, name)
            if first and day and day < first:
                yield Problem(name, f"{type(self).fields[name].label}早于发生日期，请核对")
        for place, row in enumerate(self.notices):
            told: date | None = row.day
            if first and told and told < first:
                word = "公布日期早于发生日期，请核对"
                yield Problem(f"notices[{place}].day", word)
        if not self.notices:
            yield Problem("notices", "向社会公布的情况待补", Level.MISSING)
