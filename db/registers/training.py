"""Enforcement training: sessions, who took part, and for how many hours."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, object_session

from db.store.fields import Ahead, LongText, Section, field, link
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

_about = Section("培训")
_who = Section("参训人员")


def _outsider(row: "Attendee") -> bool:
    return row.staff_id is None


class Attendee(Child):
    """One who took part 参训人员: of the township's staff, or from elsewhere by name."""

    __tablename__ = "training_attendee"
    owner: ClassVar = "training"
    name_field: ClassVar = "name"

    staff_id: Mapped[int | None] = link("工作人员", "staff", listed=True)
    name: Mapped[str | None] = field("外单位人员姓名", listed=True, shown_when=_outsider)
    unit: Mapped[str | None] = field("外单位名称", listed=True, shown_when=_outsider)
    hours: Mapped[int | None] = field("学时", unit="学时", listed=True, help="不填按全程计")
    score: Mapped[int | None] = field("考试成绩", unit="分", listed=True)
    signed: Mapped[bool] = field("已签到", default=True)

    def rules(self) -> Iterator[Problem]:
        """Somebody is named, and hours are not negative."""
        if self.staff_id is None and not self.name:
            yield Problem("staff_id", "请选工作人员，外单位人员填写姓名")
        if self.hours is not None and self.hours < 0:
            yield Problem("hours", "学时不能是负数")


class Training(Record):
    """A training session for enforcement officers 执法培训."""

    __tablename__ = "training"
    title: ClassVar = "执法培训"
    unit: ClassVar = "期"
    group: ClassVar = "执法"
    icon: ClassVar = "training"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "starts_on"

    name: Mapped[str] = _about.field("培训名称", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _about.field("期次", listed=True, searched=True)
    category: Mapped[str | None] = _about.choice(
        "类别", "training_category", listed=True, filtered=True, counted=True, quick=True
    )
    starts_on: Mapped[date] = _about.day("开始日期", ahead=Ahead.MAY)
    ends_on: Mapped[date | None] = _about.field(
        "结束日期", help="只有一天的不用填", ahead=Ahead.MAY
    )
    hours: Mapped[int] = _about.field("学时", unit="学时", listed=True, summed=True, quick=True)
    way: Mapped[str | None] = _about.choice(
        "形式", "training_way", filtered=True, counted=True, default="1", quick=True
    )
    host: Mapped[str | None] = _about.field("主办单位", quick=True)
    lecturer: Mapped[str | None] = _about.field("讲师", searched=True)
    place: Mapped[str | None] = _about.field("地点")
    scope: Mapped[str | None] = _who.choice(
        "参训范围",
        "training_scope",
        default="1",
        help="选全体的，保存时列出开始那天在执法岗位的人，再逐人增减",
    )
    attendees: Mapped[list[Attendee]] = _who.children("参训人员", Attendee)
    attendances: Mapped[int | None] = _who.field(
        "参训人次",
        unit="人次",
        listed=True,
        summed=True,
        quick=True,
        locked_when=lambda training: bool(training.attendees),
        help="列了参训人员的，按名单计；没有名单的，照签到表填人数",
    )
    note: Mapped[LongText | None] = _who.field("备注")

    def called(self) -> str:
        """Name and first day."""
        day: date | None = self.starts_on  # not yet typed, in a new session
        return " ".join(filter(None, (self.name, day.isoformat() if day else "")))

    def settle(self) -> None:
        """Also lists everybody on an enforcement post, where that was chosen and nobody stands.

        Whoever is listed is counted; a number typed from a sheet of signatures stands without.
        """
        session = object_session(self)
        day: date | None = self.starts_on
        if self.scope == "2" and not self.attendees and session is not None and day is not None:
            with session.no_autoflush:
                cls: Any = register("staff")
                everybody = select(cls).where(cls.deleted_at.is_(None)).order_by(cls.id)
                on_post = [s for s in session.scalars(everybody) if s.on_enforcement_post(day)]
                self.attendees = [Attendee.fresh(staff_id=staff.id) for staff in on_post]
        if self.attendees:
            self.attendances = len(self.attendees)
        super().settle()

    def hours_of(self, row: Attendee) -> int:
        """What counts for one who took part: the session's hours unless others are given."""
        whole: int | None = self.hours  # not yet typed, in a new session
        return row.hours if row.hours is not None else whole or 0

    def rules(self) -> Iterator[Problem]:
        """Days in their order, nobody twice, nobody longer than the session."""
        first: date | None = self.starts_on
        if first and self.ends_on and self.ends_on < first:
            yield Problem("ends_on", "结束日期早于开始日期，请核对")
        whole: int | None = self.hours
        if whole is not None and whole <= 0:
            yield Problem("hours", "学时应大于 0")
        times = Counter(row.staff_id for row in self.attendees if row.staff_id is not None)
        for place, row in enumerate(self.attendees):
            if row.staff_id is not None and times[row.staff_id] > 1:
                yield Problem(f"attendees[{place}].staff_id", "同一人列了两次，人次会多计")
            if row.hours is not None and whole is not None and row.hours > whole:
                word = f"学时多于本期的 {whole} 学时，请核对"
                yield Problem(f"attendees[{place}].hours", word, Level.WARN)
        if (self.attendances or 0) < 0:
            yield Problem("attendances", "参训人次不能是负数")
        if not self.attendees and not self.attendances:
            yield Problem("attendees", "参训人员待补", Level.MISSING)
