"""Tables that other offices handed in, each with its newest numbers and what was put right here."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Section, field, never
from db.store.problems import Problem
from db.store.record import Child, Record

_table = Section("报表")
_course = Section("收取")
_own = Section("本单位更正")


class ReceivedCorrection(Child):
    """One number that this office put right; what was handed in stays beside it."""

    __tablename__ = "received_correction"
    owner: ClassVar = "received_table"
    name_field: ClassVar = "place"

    place: Mapped[str] = field("所在格", listed=True, help="行 · 栏")
    row_key: Mapped[str] = field("行代码")
    column_key: Mapped[str] = field("栏代码")
    theirs: Mapped[str | None] = field("报来的数", listed=True)
    ours: Mapped[str] = field("采用的数", listed=True)
    why: Mapped[LongText] = field("原因", listed=True)
    corrected_by: Mapped[str] = field("更正人")
    corrected_on: Mapped[date] = field("更正日期")


class ReceivedTable(Record):
    """One table of one office and period 收到的报表; the program writes it out of parcels.

    ``content`` is the newest that was handed in, as the parcel has it (JSON, canonical);
    ``digest`` is its SHA-256. What came before is in the history.
    """

    __tablename__ = "received_table"
    title: ClassVar = "收到的报表"
    unit: ClassVar = "份"
    group: ClassVar = "统计"
    icon: ClassVar = "inward"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "last_on"
    written_by_program: ClassVar = True

    name: Mapped[str] = _table.field("报表名称", searched=True, fixed=True)
    office: Mapped[str] = _table.field("报送单位", listed=True, searched=True, fixed=True)
    office_uid: Mapped[str] = _table.field("报送单位标识", index=True, fixed=True)
    table_title: Mapped[str] = _table.field("表名", listed=True, searched=True, fixed=True)
    table_code: Mapped[str] = _table.field("表号", index=True, fixed=True)
    period: Mapped[str] = _table.field("统计期间", listed=True, fixed=True)
    first_on: Mapped[date] = _table.field("期间起", fixed=True, ahead=Ahead.MAY)
    last_on: Mapped[date] = _table.field(
        "期间止", dated=True, index=True, fixed=True, ahead=Ahead.MAY
    )
    revision: Mapped[int] = _course.field(
        "版次", default=1, listed=True, help="该单位每次报来不同的数，版次加一"
    )
    received_on: Mapped[date] = _course.field("收取日期", listed=True, dated=True)
    parcel_id: Mapped[int | None] = _course.link("报送包", "parcel")
    content: Mapped[LongText | None] = _course.field("数字", shown_when=never)
    digest: Mapped[str] = _course.field("数据摘要", help="报来的数字（JSON）的 SHA-256")
    corrections: Mapped[list[ReceivedCorrection]] = _own.children("更正", ReceivedCorrection)

    def rules(self) -> Iterator[Problem]:
        """A cell is put right once."""
        seen = set()
        for place, one in enumerate(self.corrections):
            key = (one.row_key, one.column_key)
            if key in seen:
                yield Problem(f"corrections[{place}].place", f"“{one.place}”更正了两次")
            seen.add(key)
