"""普法活动: one event, whoever held it together, with what was told, to whom and how many."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session

from db.registers.education.event_moves import COUNTED, MOVES, STATES
from db.registers.education.event_rows import EventMaterial, EventTheme, EventUnit, EventVillage
from db.registers.numbering import Numbered
from db.store.attachments import photos_of
from db.store.fields import Ahead, LongText, Money, Section, never, state
from db.store.problems import Level, Problem
from db.store.record import Record

_event = Section("活动")
_units = Section("主办和参加")
_told = Section("内容和形式")
_reached = Section("受众")
_material = Section("资料和设施")
_proof = Section("经费和报道")
_signed = Section("登记和审核")
_PHOTOS = 2
"""The least that shows an event took place."""
_numbers = ("audience_number", "consultations", "banners", "boards", "broadcasts")


def _closed(event: "LawEvent") -> bool:
    return event.state == "reviewed"


def _held(event: "LawEvent") -> bool:
    return event.state in COUNTED


class LawEvent(Numbered, Record):
    """A 普法 event; units that hold it together stand in one record, so that it counts once."""

    __tablename__ = "law_event"
    __table_args__ = (UniqueConstraint("number_year", "number_no"),)
    series: ClassVar = "law_event"
    letters: ClassVar = "普法"
    title: ClassVar = "普法活动"
    unit: ClassVar = "场"
    group: ClassVar = "普法"
    daily: ClassVar = True
    icon: ClassVar = "education"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "starts_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("planned", "held", "reviewed")

    number: Mapped[str | None] = _event.field(
        "编号", listed=True, searched=True, computed=lambda event: event.written_number()
    )
    number_year: Mapped[int | None] = _event.field(
        "编号年份", computed=lambda event: event.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = _event.field(
        "编号序号", computed=lambda event: event.number_no, shown_when=never
    )
    state: Mapped[str] = state("状态", STATES, section="活动")
    name: Mapped[str] = _event.field("名称", listed=True, searched=True, quick=True)
    starts_on: Mapped[date] = _event.day("活动日期", locked_when=_closed, ahead=Ahead.MAY)
    ends_on: Mapped[date | None] = _event.field("结束日期", help="一天的活动不填", ahead=Ahead.MAY)
    hours: Mapped[str | None] = _event.field("具体时间", help="如 9:00至11:30")
    place: Mapped[str | None] = _event.field("地点", listed=True, searched=True, quick=True)
    village_id: Mapped[int | None] = _event.link(
        "所在村居", "place", listed=True, filtered=True, counted=True, quick=True
    )
    villages: Mapped[list[EventVillage]] = _event.children("其他村居", EventVillage)
    themes: Mapped[list[EventTheme]] = _event.children("主题", EventTheme, quick=True)
    units: Mapped[list[EventUnit]] = _units.children("主办、承办和协办单位", EventUnit)
    staff_number: Mapped[int | None] = _units.field("参加的工作人员", unit="人", summed=True)
    volunteers: Mapped[int | None] = _units.field("参加的志愿者", unit="人", summed=True)
    guides_number: Mapped[int | None] = _units.field("参加的法律明白人", unit="人", summed=True)
    speakers: Mapped[str | None] = _units.field("主讲或主要参加人", searched=True)
    forms: Mapped[str | None] = _told.choices("活动形式", "event_form", quick=True)
    settings: Mapped[str | None] = _told.choices("法律进何处", "event_setting")
    contents: Mapped[str | None] = _told.choices("普法内容", "law_topic", quick=True)
    contents_text: Mapped[LongText | None] = _told.field("活动简况", searched=True)
    accessible: Mapped[str | None] = _told.choices(
        "无障碍形式",
        "accessible_form",
        help="有条件的为老年人、残疾人提供",
    )
    audience: Mapped[str | None] = _reached.choices("受众类别", "audience_kind")
    audience_number: Mapped[int | None] = _reached.field(
        "受众人数",
        unit="人次",
        listed=True,
        summed=True,
        quick=True,
        needed_when=_held,
        locked_when=_closed,
    )
    estimated: Mapped[bool] = _reached.field(
        "人数是估算的", default=False, counted=True, locked_when=_closed
    )
    estimate_basis: Mapped[str | None] = _reached.field(
        "怎样估算",
        shown_when=lambda event: bool(event.estimated),
        needed_when=lambda event: bool(event.estimated),
    )
    consultations: Mapped[int | None] = _reached.field(
        "现场咨询",
        unit="人次",
        summed=True,
        locked_when=_closed,
        help="一人一次来问几件事算 1 人次；已逐人登记在咨询登记簿里的不填在这里，免得算两遍",
    )
    materials: Mapped[list[EventMaterial]] = _material.children("发放资料", EventMaterial)
    copies: Mapped[int | None] = _material.field(
        "发放资料合计", unit="份", summed=True, computed=lambda event: event.sum_of_copies()
    )
    banners: Mapped[int | None] = _material.field("悬挂横幅", unit="条", summed=True)
    boards: Mapped[int | None] = _material.field("展板", unit="块", summed=True)
    broadcasts: Mapped[int | None] = _material.field("播放广播", unit="次", summed=True)
    cost: Mapped[Money | None] = _proof.field("经费", unit="元", summed=True)
    news_link: Mapped[str | None] = _proof.field("报道链接")
    note: Mapped[LongText | None] = _proof.field("备注")
    registrar_id: Mapped[int | None] = _signed.link("登记人", "staff", sole=True, usual=True)
    reviewer_id: Mapped[int | None] = _signed.link("审核人", "staff", locked_when=_closed)
    reviewed_on: Mapped[date | None] = _signed.field("审核日期", dated=True, locked_when=_closed)
    return_reason: Mapped[str | None] = _signed.field(
        "退回原因", shown_when=lambda event: bool(event.return_reason)
    )
    cancel_reason: Mapped[str | None] = _signed.field(
        "取消原因", shown_when=lambda event: event.state == "cancelled"
    )

    def called(self) -> str:
        """Number and name; the name alone while it is planned."""
        return " ".join(filter(None, (self.written_number(), self.name)))

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """Keep the ledger's number; an event with an audience was held."""
        del session
        yield from self.keep_number(given)
        if given.get("state") is None and (self.number_no or self.audience_number):
            self.state = "held"

    def sum_of_copies(self) -> int | None:
        """All material handed out."""
        numbers = [*filter(None, (row.copies for row in self.materials))]
        return sum(numbers) if numbers else None

    def rules(self) -> Iterator[Problem]:
        """Days in their order, numbers that can be, each theme and village once."""
        first: date | None = self.starts_on  # not yet typed, in a new event
        if first and self.ends_on and self.ends_on < first:
            yield Problem("ends_on", "结束日期早于活动日期，请核对")
        for name in _numbers:
            number = getattr(self, name)
            if number is not None and number < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        if self.consultations and (self.audience_number or 0) < self.consultations:
            yield Problem("consultations", "现场咨询的人次多于受众人数，请核对", Level.WARN)
        themes = [row.theme_id for row in self.themes if row.theme_id]
        if len(themes) != len(set(themes)):
            yield Problem("themes", "同一个主题列了两次，请核对", Level.WARN)
        others = [row.village_id for row in self.villages]
        villages = [number for number in (self.village_id, *others) if number]
        if len(villages) != len(set(villages)):
            yield Problem("villages", "同一个村居列了两次，请核对", Level.WARN)
        if self.state in COUNTED and not self.units:
            yield Problem("units", "主办单位待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Units that hold an event together enter it once; an event held has two photos."""
        same = select(LawEvent.caption).where(
            LawEvent.starts_on == self.starts_on,
            or_(
                LawEvent.name == self.name,
                (LawEvent.place == self.place)
                & LawEvent.village_id.is_not_distinct_from(self.village_id),
            ),
            LawEvent.id != (self.id or 0),
            LawEvent.state != "cancelled",
            LawEvent.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            sentence = f"与“{caption}”同一天、同名或同一地点；联合举办的只登记一次，请核对"
            yield Problem("name", sentence, Level.WARN)
        number: int | None = self.id  # None before the first save
        if number is not None and self.state == "held":
            photos = len(photos_of(session, type(self).__tablename__, number))
            if photos < _PHOTOS:
                sentence = f"现场照片 {photos} 张，不足 {_PHOTOS} 张：请在附件里补上"
                yield Problem("contents_text", sentence, Level.MISSING)
