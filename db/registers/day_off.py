"""Holidays and make-up workdays that the office enters before the program's list knows them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.calendar import Calendar
from db.store.fields import Ahead, Section, choice
from db.store.problems import Level, Problem
from db.store.record import Record

_LONGEST = 31
"""Days in a row; the longest holiday so far had eight."""
_day = Section("安排")


class DayOff(Record):
    """A day, or days in a row, off or worked 节假日调整; goes before the program's own list."""

    __tablename__ = "day_off"
    title: ClassVar = "节假日调整"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "calendar"
    name_field: ClassVar = "day"
    newest_first: ClassVar = "day"

    day: Mapped[date] = _day.field("日期", listed=True, filtered=True, unique=True, ahead=Ahead.MAY)
    until: Mapped[date | None] = _day.field(
        "连续到", listed=True, help="连放几天的，填最后一天；只有一天的不填", ahead=Ahead.MAY
    )
    kind: Mapped[str] = choice(
        "休或班",
        "day_kind",
        section="安排",
        listed=True,
        filtered=True,
        default="rest",
        help="按国务院办公厅的通知录入。元旦、劳动节、国庆节的假日都录入了，"
        "这一年的放假安排就算齐全，期限不再提示“按周末推算”",
    )
    note: Mapped[str | None] = _day.field(
        "说明", listed=True, searched=True, help="如：春节；国办发明电的文号；本县临时放假"
    )

    def called(self) -> str:
        """2027-02-05 至 2027-02-11 休（放假）."""
        fields = type(self).fields
        ends = (fields["day"].kind.format(self.day), fields["until"].kind.format(self.until))
        return f"{' 至 '.join(filter(None, ends))} {fields['kind'].kind.format(self.kind)}"

    def rules(self) -> Iterator[Problem]:
        """The last day is not before the first, nor a year away by a slip of the pen."""
        first: date | None = self.day  # not yet typed, in a new record
        if first and self.until:
            if self.until < first:
                yield Problem("until", "最后一天早于第一天，请核对")
            elif (self.until - first).days >= _LONGEST:
                yield Problem("until", f"连续 {_LONGEST} 天以上，请核对年份", Level.WARN)

    @staticmethod
    def calendar(session: Session) -> Calendar:
        """The calendar with what the office entered; a single day goes before days in a row."""
        rows = session.execute(
            select(DayOff.day, DayOff.until, DayOff.kind).where(DayOff.deleted_at.is_(None))
        ).all()
        changed: dict[date, bool] = {}
        for first, until, kind in sorted(rows, key=lambda row: row.until is None):
            length = (until - first).days + 1 if until else 1
            days = (first + timedelta(days=n) for n in range(length))
            changed |= dict.fromkeys(days, kind == "work")
        return Calendar(changed)
