"""Records that other offices sent along, for looking and adding up, apart from our registers."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section, never
from db.store.record import Record

_what = Section("记录")
_course = Section("收取")


class ReceivedRecord(Record):
    """One record of another office 收到的记录, as its newest parcel has it.

    It stands apart from the registers, so that no figure of this office counts it.
    """

    __tablename__ = "received_record"
    title: ClassVar = "收到的记录"
    unit: ClassVar = "条"
    group: ClassVar = "统计"
    icon: ClassVar = "inward"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "received_on"
    written_by_program: ClassVar = True

    name: Mapped[str] = _what.field("名称", listed=True, searched=True)
    office: Mapped[str] = _what.field("报送单位", listed=True, searched=True, fixed=True)
    office_uid: Mapped[str] = _what.field("报送单位标识", fixed=True)
    register_code: Mapped[str] = _what.field("登记簿代码", fixed=True)
    register_title: Mapped[str] = _what.field("登记簿", listed=True, searched=True, fixed=True)
    mark: Mapped[str] = _what.field("原记录标识", index=True, fixed=True)
    said: Mapped[LongText | None] = _what.field("内容")
    revision: Mapped[int] = _course.field("版次", default=1, listed=True)
    received_on: Mapped[date] = _course.field("收取日期", listed=True, dated=True)
    parcel_id: Mapped[int | None] = _course.link("报送包", "parcel")
    content: Mapped[LongText | None] = _course.field("数据", shown_when=never)
    digest: Mapped[str] = _course.field("数据摘要", help="报来的数据（JSON）的 SHA-256")
