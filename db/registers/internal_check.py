"""内部监督检查: which department was looked at, by whom; what was found is 问题整改."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record, Row

_check = Section("检查")
_result = Section("结果")

_INTERNAL = "3"
"""内部监督 in codes/finding_source.toml."""


class InternalCheck(Record):
    """A check of a department's work by the township itself."""

    __tablename__ = "internal_check"
    title: ClassVar = "内部监督检查"
    unit: ClassVar = "次"
    group: ClassVar = "监督"
    icon: ClassVar = "check_store"
    name_field: ClassVar = "content"
    newest_first: ClassVar = "day"
    gathers: ClassVar = "检查发现的问题"
    onward: ClassVar = (
        Onward(
            "finding",
            "登记问题",
            (Along(("department_id", ("day", "found_on")), lambda _check: {"source": _INTERNAL}),),
            back="internal_check_id",
        ),
    )

    day: Mapped[date] = _check.day("检查日期")
    department_id: Mapped[int] = _check.link(
        "被查部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    content: Mapped[str] = _check.field(
        "检查内容",
        listed=True,
        searched=True,
        quick=True,
        help="查什么工作，如 执法案卷、政务公开；查企业的登记在“执法检查”里",
    )
    checked_by: Mapped[str] = _check.field("检查人", listed=True, searched=True, quick=True)
    way: Mapped[str | None] = _check.field("检查方式", help="如 查阅案卷、实地查看、个别询问")
    result: Mapped[LongText | None] = _result.field(
        "检查情况",
        quick=True,
        needed_when=lambda _check: True,
        help="发现的问题按“登记问题”逐个登记到问题整改里",
    )
    fed_back_on: Mapped[date | None] = _result.field("反馈日期", quick=True)
    note: Mapped[LongText | None] = _result.field("备注")

    def called(self) -> str:
        """Day and what was looked at."""
        day: date | None = self.day  # not yet typed, in a new record
        return " ".join(filter(None, (day.isoformat() if day else "", self.content)))

    def rules(self) -> Iterator[Problem]:
        """Days in their order."""
        day: date | None = self.day
        if day and self.fed_back_on and self.fed_back_on < day:
            yield Problem("fed_back_on", "反馈日期早于检查日期，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """How many of the problems it found are put right, until all are."""
        number: int | None = self.id  # None before the first save
        if number is None:
            return
        finding = Row.metadata.tables["finding"].c
        mine = (finding.internal_check_id == number, finding.deleted_at.is_(None))
        query = select(func.count(), func.count().filter(finding.state == "corrected"))
        found, corrected = session.execute(query.where(*mine)).one()
        if corrected < found:
            word = f"发现问题 {found} 个，已整改 {corrected} 个"
            yield Problem("result", word, Level.WARN)
