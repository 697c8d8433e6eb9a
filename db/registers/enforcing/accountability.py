"""Calls to account 通报约谈问责: whom, for what, and what came of it."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_what = Section("事项")
_why = Section("事由和依据")
_outcome = Section("结果")


class Accountability(Record):
    """A circular 通报, a talk 约谈 or a call to account 问责 about a department or a person."""

    __tablename__ = "accountability"
    title: ClassVar = "通报约谈问责"
    unit: ClassVar = "次"
    group: ClassVar = "监督"
    icon: ClassVar = "info"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "day"

    kind: Mapped[str] = _what.choice(
        "方式",
        "accountability_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    day: Mapped[date] = _what.day("日期")
    subject: Mapped[str] = _what.field("事项", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _what.field("文号", searched=True)
    department_id: Mapped[int | None] = _what.link(
        "涉及部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    staff_id: Mapped[int | None] = _what.link("涉及人员", "staff", listed=True, quick=True)
    issued_by: Mapped[str | None] = _what.field("作出单位", help="如 镇党委、镇政府、区司法局")
    reason: Mapped[LongText] = _why.field("事由", searched=True, quick=True)
    basis: Mapped[str | None] = _why.field("依据")
    assessment_id: Mapped[int | None] = _why.link("依据的考核", "assessment")
    finding_id: Mapped[int | None] = _why.link("依据的问题", "finding")
    result: Mapped[LongText | None] = _outcome.field("处理结果", quick=True)
    answered_on: Mapped[date | None] = _outcome.field("整改或说明日期", dated=True)

    def called(self) -> str:
        """Kind, day and subject."""
        kind = type(self).fields["kind"].kind.format(self.kind)
        day: date | None = self.day  # not yet typed, in a new record
        return " ".join(filter(None, (kind, day.isoformat() if day else "", self.subject)))

    def rules(self) -> Iterator[Problem]:
        """Somebody is meant; what comes of it comes afterwards."""
        if self.department_id is None and self.staff_id is None:
            yield Problem("department_id", "涉及的部门或人员待补", Level.MISSING)
        day: date | None = self.day
        if day and self.answered_on and self.answered_on < day:
            yield Problem("answered_on", "整改或说明日期早于作出日期，请核对")
