"""向上级报告: what the township told the district of its work by law, and when."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.record import Record

_report = Section("报告")


class SuperiorReport(Record):
    """A report to the party committee and government of the next level."""

    __tablename__ = "superior_report"
    title: ClassVar = "向上级报告"
    unit: ClassVar = "次"
    group: ClassVar = "监督"
    icon: ClassVar = "outward"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "reported_on"

    reported_on: Mapped[date] = _report.day("报告日期")
    to_whom: Mapped[str] = _report.field(
        "报告对象", listed=True, searched=True, quick=True, help="如 区委、区政府"
    )
    subject: Mapped[str] = _report.field(
        "报告题目", listed=True, searched=True, quick=True, help="如 2023年法治政府建设情况"
    )
    way: Mapped[str] = _report.choice(
        "报告方式", "report_way", filtered=True, counted=True, default="1", quick=True
    )
    document_number: Mapped[str | None] = _report.field(
        "报告文号", listed=True, searched=True, quick=True
    )
    copied_to: Mapped[str | None] = _report.field("抄送", help="如 区委全面依法治区委员会办公室")
    reply: Mapped[LongText | None] = _report.field("批示和反馈")
    note: Mapped[LongText | None] = _report.field("备注")

    def called(self) -> str:
        """Day and subject."""
        day: date | None = self.reported_on  # not yet typed, in a new record
        return " ".join(filter(None, (day.isoformat() if day else "", self.subject)))
