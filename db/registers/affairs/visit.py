"""Visits to enterprises: who went where, what was asked, what followed."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import CreditCode, LongText, Phone, Section
from db.store.kinds import codes_in
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record

_visit = Section("走访")
_whom = Section("企业")


def _one_kind(visit: "EnterpriseVisit") -> dict[str, Any]:
    """What was asked, where it was one thing."""
    kinds = codes_in(visit.matters)
    return {"kind": kinds[0]} if len(kinds) == 1 else {}


class EnterpriseVisit(Record):
    """A visit to an enterprise 企业走访; it is no inspection, which has a register of its own."""

    __tablename__ = "enterprise_visit"
    title: ClassVar = "企业走访"
    unit: ClassVar = "次"
    group: ClassVar = "政务服务"
    icon: ClassVar = "visit"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "day"
    onward: ClassVar = (
        Onward(
            "enterprise_appeal",
            "转为企业诉求",
            (
                Along(
                    (
                        *("enterprise_id", "name", "credit_code", "representative", "phone"),
                        *("content", ("day", "received_on")),
                    ),
                    _one_kind,
                ),
            ),
            link="appeal_id",
        ),
    )

    day: Mapped[date] = _visit.day("走访日期")
    visitors: Mapped[str | None] = _visit.field(
        "走访人员", listed=True, searched=True, quick=True, help="如 王某副镇长、司法所 2 人"
    )
    matters: Mapped[str | None] = _visit.choices(
        "了解的诉求", "appeal_kind", quick=True, help="可选几项；没有诉求的不填"
    )
    content: Mapped[LongText | None] = _visit.field("走访情况", searched=True, quick=True)
    answer: Mapped[LongText | None] = _visit.field("当场答复或后续安排", quick=True)
    appeal_id: Mapped[int | None] = _visit.link(
        "转为企业诉求", "enterprise_appeal", help="登记成诉求办理的，指向那一件"
    )
    enterprise_id: Mapped[int | None] = _whom.link(
        "企业和单位",
        "enterprise",
        carries=("name", "credit_code", "representative", "phone", "address"),
    )
    name: Mapped[str] = _whom.field("企业名称", listed=True, searched=True, quick=True)
    credit_code: Mapped[CreditCode | None] = _whom.field("统一社会信用代码", searched=True)
    representative: Mapped[str | None] = _whom.field("法定代表人")
    phone: Mapped[Phone | None] = _whom.field("联系电话", sensitive=True)
    address: Mapped[str | None] = _whom.field("地址")
    note: Mapped[LongText | None] = _whom.field("备注")

    def called(self) -> str:
        """Day and enterprise."""
        day: date | None = self.day  # not yet typed, in a new visit
        return " ".join(filter(None, (day.isoformat() if day else "", self.name)))

    def rules(self) -> Iterator[Problem]:
        """Matters raised want an answer."""
        if self.matters and not self.answer and self.appeal_id is None:
            sentence = "了解到的诉求怎样答复或安排，待补"
            yield Problem("answer", sentence, Level.MISSING)
