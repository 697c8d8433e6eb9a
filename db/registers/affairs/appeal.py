"""What enterprises ask of the township, how soon they hear, and what became of it."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import CreditCode, LongText, Phone, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_appeal = Section("诉求")
_whom = Section("企业")
_done = Section("响应和办理")


def _closed(appeal: "Appeal") -> bool:
    return appeal.closed_on is not None


class Appeal(Record):
    """An appeal or complaint of an enterprise 企业诉求 (优化营商环境条例第四十八条、第四十九条)."""

    __tablename__ = "enterprise_appeal"
    title: ClassVar = "企业诉求"
    unit: ClassVar = "件"
    group: ClassVar = "政务服务"
    icon: ClassVar = "inward"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "received_on"

    received_on: Mapped[date] = _appeal.day("收到日期")
    way: Mapped[str | None] = _appeal.choice(
        "来源", "appeal_way", filtered=True, counted=True, default="1", quick=True
    )
    kind: Mapped[str] = _appeal.choice(
        "诉求类别", "appeal_kind", listed=True, filtered=True, counted=True, quick=True
    )
    content: Mapped[LongText] = _appeal.field("诉求内容", searched=True, quick=True)
    enterprise_id: Mapped[int | None] = _whom.link(
        "企业和单位",
        "enterprise",
        carries=("name", "credit_code", "representative", "phone"),
    )
    name: Mapped[str] = _whom.field("企业名称", listed=True, searched=True, quick=True)
    credit_code: Mapped[CreditCode | None] = _whom.field(
        "统一社会信用代码", searched=True, help="同一家企业据此认出，不重复登记"
    )
    representative: Mapped[str | None] = _whom.field("法定代表人")
    contact: Mapped[str | None] = _whom.field("联系人", quick=True)
    phone: Mapped[Phone | None] = _whom.field("联系电话", sensitive=True, quick=True)
    responded_on: Mapped[date | None] = _done.field(
        "首次响应日期",
        listed=True,
        filtered=True,
        dated=True,
        quick=True,
        help="第一次答复或者上门的日期；默认收到后 3 个工作日内，可在期限规则里调整",
    )
    unit_id: Mapped[int | None] = _done.link("责任单位", "place", listed=True, filtered=True)
    measures: Mapped[LongText | None] = _done.field("办理措施")
    needs_superior: Mapped[bool] = _done.field(
        "需上级协调", filtered=True, counted=True, default=False
    )
    closed_on: Mapped[date | None] = _done.field(
        "办结日期", listed=True, filtered=True, dated=True, help="办结以后填"
    )
    result: Mapped[LongText | None] = _done.field("办理结果", shown_when=_closed)
    satisfaction: Mapped[str | None] = _done.choice(
        "企业评价", "satisfaction", filtered=True, counted=True, shown_when=_closed
    )
    note: Mapped[LongText | None] = _done.field("备注")

    def called(self) -> str:
        """Day, enterprise, kind."""
        fields = type(self).fields
        day = fields["received_on"].kind.format(self.received_on)
        kind = fields["kind"].kind.format(self.kind)
        return " ".join(filter(None, (day, self.name, kind)))

    def rules(self) -> Iterator[Problem]:
        """Received, answered, closed, in this order."""
        received: date | None = self.received_on  # not yet typed, in a new appeal
        for name in ("responded_on", "closed_on"):
            day: date | None = getattr(self, name)
            if received and day and day < received:
                yield Problem(name, f"{type(self).fields[name].label}早于收到日期，请核对")
        if self.closed_on and self.responded_on is None:
            yield Problem("responded_on", "已经办结，首次响应日期待补", Level.MISSING)
        if self.closed_on and self.responded_on and self.closed_on < self.responded_on:
            yield Problem("closed_on", "办结日期早于首次响应日期，请核对")
        if self.closed_on and not self.result:
            yield Problem("result", "办理结果待补", Level.MISSING)
