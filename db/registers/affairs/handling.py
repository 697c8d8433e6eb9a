"""Single items handled at the window, for an office that keeps them one by one.

A month and item that a monthly sheet reports counts from the sheet: the figures see to it.
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import Date, Integer, String, literal, select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.affairs.handling_month import reported
from db.registers.affairs.items import first_of, unlisted, write_item
from db.store.fields import Ahead, CreditCode, IdNumber, LongText, Phone, Section, never, state
from db.store.moves import Move
from db.store.problems import Level, Problem
from db.store.record import Record

STATES = (("accepted", "已受理"), ("done", "已办结"), ("withdrawn", "已退件"))
ENTERPRISE = "2"
"""An enterprise in codes/applicant_kind.toml."""
_item = Section("办件")
_who = Section("申请人")
_how = Section("办理方式")
_end = Section("办结和评价")


def _of_enterprise(entry: "Handling") -> bool:
    return entry.applicant_kind == ENTERPRISE


def _of_person(entry: "Handling") -> bool:
    return entry.applicant_kind != ENTERPRISE


def _tolerant(entry: "Handling") -> bool:
    return bool(entry.tolerant)


def _agency(entry: "Handling") -> bool:
    return bool(entry.agency)


def _finished(entry: "Handling") -> Iterator[Problem]:
    """It ends after it began, and with all the papers that were promised."""
    first: date | None = entry.received_on
    if first and entry.finished_on and entry.finished_on < first:
        yield Problem("finished_on", "办结日期早于受理日期，请核对")
    if entry.tolerant and entry.made_up_on is None:
        yield Problem("made_up_on", "容缺的材料还没有补齐，不能办结")


_MOVES = (
    Move(
        "finish",
        "办结",
        ("accepted",),
        "done",
        needs=("finished_on",),
        asks=("finished_on", "made_up_on", "result"),
        opened=("made_up_on",),
        check=_finished,
    ),
    Move(
        "withdraw",
        "退件",
        ("accepted",),
        "withdrawn",
        needs=("withdrawn_reason",),
        asks=("withdrawn_reason",),
        forward=False,
    ),
    Move("reopen", "恢复办理", ("done", "withdrawn"), "accepted", forward=False),
)


class Handling(Record):
    """One item handled 办件, with 容缺, 延时 and 代办; other platforms keep most of them."""

    __tablename__ = "service_entry"
    title: ClassVar = "办件登记"
    unit: ClassVar = "件"
    group: ClassVar = "政务服务"
    icon: ClassVar = "stamp"
    name_field: ClassVar = "item"
    newest_first: ClassVar = "received_on"
    moves: ClassVar = _MOVES
    strip: ClassVar = ("accepted", "done")

    number: Mapped[str | None] = _item.field(
        "办件编号", listed=True, searched=True, help="其他平台已有编号的照填，没有的不填"
    )
    state: Mapped[str] = state("状态", STATES, section="办件")
    received_on: Mapped[date] = _item.day("受理日期")
    item_id: Mapped[int | None] = _item.link("清单事项", "power_item", filtered=True, quick=True)
    other_item: Mapped[str | None] = _item.field(
        "其他事项", shown_when=unlisted, quick=True, help="清单里没有的，写事项名称"
    )
    item: Mapped[str | None] = _item.field(
        "事项", listed=True, searched=True, index=True, computed=lambda entry: entry.item
    )
    department_id: Mapped[int | None] = _item.link(
        "窗口或部门", "place", filtered=True, counted=True
    )
    handler: Mapped[str | None] = _item.field("受理人", listed=True)
    promised_on: Mapped[date | None] = _item.field("承诺办结日期", ahead=Ahead.MAY)
    applicant_kind: Mapped[str] = _who.choice(
        "申请人类型", "applicant_kind", filtered=True, counted=True, default="1"
    )
    person_id: Mapped[int | None] = _who.link(
        "人员", "person", shown_when=_of_person, carries=("name", "id_number", "phone")
    )
    enterprise_id: Mapped[int | None] = _who.link(
        "企业和单位",
        "enterprise",
        shown_when=_of_enterprise,
        carries=("name", "credit_code", "phone"),
    )
    name: Mapped[str | None] = _who.field("申请人", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = _who.field(
        "身份证号", sensitive=True, searched=True, shown_when=_of_person, help="办件需要才填"
    )
    credit_code: Mapped[CreditCode | None] = _who.field(
        "统一社会信用代码", searched=True, shown_when=_of_enterprise
    )
    phone: Mapped[Phone | None] = _who.field("联系电话", sensitive=True, quick=True)
    way: Mapped[str | None] = _how.choice(
        "受理方式", "handling_way", filtered=True, counted=True, default="1"
    )
    agency: Mapped[bool] = _how.field(
        "代办", listed=True, filtered=True, counted=True, default=False, quick=True
    )
    agent: Mapped[str | None] = _how.field(
        "代办员", searched=True, shown_when=_agency, needed_when=_agency
    )
    village_id: Mapped[int | None] = _how.link("所在村居", "place", filtered=True, counted=True)
    tolerant: Mapped[bool] = _how.field(
        "容缺受理", filtered=True, counted=True, default=False, quick=True
    )
    lacking: Mapped[LongText | None] = _how.field(
        "所缺材料", shown_when=_tolerant, needed_when=_tolerant
    )
    make_up_by: Mapped[date | None] = _how.field(
        "承诺补齐日期", shown_when=_tolerant, needed_when=_tolerant, ahead=Ahead.MAY
    )
    made_up_on: Mapped[date | None] = _how.field("补齐日期", shown_when=_tolerant)
    extended: Mapped[bool] = _how.field(
        "延时服务", filtered=True, counted=True, default=False, help="工作时间以外办理的"
    )
    finished_on: Mapped[date | None] = _end.field(
        "办结日期", listed=True, filtered=True, dated=True, index=True, ahead=Ahead.REFUSED
    )
    month: Mapped[date | None] = _end.field(
        "计入月份",
        index=True,
        computed=lambda entry: first_of(entry.finished_on),
        shown_when=never,
    )
    result: Mapped[str | None] = _end.field("办理结果")
    withdrawn_reason: Mapped[str | None] = _end.field(
        "退件原因", shown_when=lambda entry: entry.state == "withdrawn"
    )
    rating: Mapped[str | None] = _end.choice(
        "好差评", "handling_rating", listed=True, filtered=True, counted=True
    )
    revisit: Mapped[LongText | None] = _end.field("回访情况")
    note: Mapped[LongText | None] = _end.field("备注")

    def called(self) -> str:
        """Number or day, item, applicant."""
        day: date | None = self.received_on  # not yet typed, in a new entry
        first = self.number or (day.isoformat() if day else "")
        return " ".join(filter(None, (first, self.item, self.name)))

    def settle(self) -> None:
        """Also writes down the item's name."""
        session = object_session(self)
        if session is not None:
            with session.no_autoflush:
                write_item(session, self)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """It is about something; days in their order."""
        if self.item_id is None and not self.other_item:
            yield Problem("item_id", "请选清单事项，或者填写其他事项")
        first: date | None = self.received_on
        for name in ("promised_on", "make_up_by", "made_up_on"):
            day: date | None = getattr(self, name)
            if first and day and day < first:
                yield Problem(name, f"{type(self).fields[name].label}早于受理日期，请核对")
        if self.finished_on and self.promised_on and self.finished_on > self.promised_on:
            yield Problem("finished_on", "办结晚于承诺的日期，请核对", Level.WARN)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A number stands once; a month that was reported does not count single items again."""
        if self.number:
            same = select(Handling.caption).where(
                Handling.number == self.number,
                Handling.id != (self.id or 0),
                Handling.deleted_at.is_(None),
            )
            for caption in session.scalars(same.limit(1)):
                yield Problem("number", f"这个编号已登记为“{caption}”，请核对")
        month = first_of(self.finished_on)
        asked = (
            literal(month, Date),
            literal(self.item_id, Integer),
            literal(self.item, String),
            literal(self.department_id, Integer),
        )
        if month and session.scalar(select(reported(*asked))):
            sentence = "这个月、这一事项已有月报，统计以月报为准，本件不另计"
            yield Problem("finished_on", sentence, Level.WARN)
