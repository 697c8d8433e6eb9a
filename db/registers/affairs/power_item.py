"""Items of the township's lists of powers and duties, each with its basis and its time in force."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, LongText, Phone, Section
from db.store.problems import Level, Problem
from db.store.record import Record

POWER = "1"
"""权责清单 in codes/power_list_kind.toml."""
DUTY = ("21", "22")
"""What the township performs by the 履职事项清单; 23 is what higher offices took back."""
_what = Section("事项")
_who = Section("承办")
_life = Section("生效和调整")


def _power(item: "PowerItem") -> bool:
    return item.list_kind == POWER


class PowerItem(Record):
    """One item of the 权责清单 or of the 履职事项清单 of 2025 权责和履职事项."""

    __tablename__ = "power_item"
    title: ClassVar = "权责和履职事项"
    unit: ClassVar = "项"
    group: ClassVar = "政务服务"
    icon: ClassVar = "ledger"
    name_field: ClassVar = "name"
    told_apart: ClassVar = ("list_kind", "department_id")

    list_kind: Mapped[str] = _what.choice(
        "所属清单",
        "power_list_kind",
        listed=True,
        filtered=True,
        counted=True,
        default=POWER,
        quick=True,
    )
    power_type: Mapped[str | None] = _what.choice(
        "权力类型",
        "power_type",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        shown_when=_power,
        needed_when=_power,
    )
    code: Mapped[str | None] = _what.field(
        "项目编码", listed=True, searched=True, index=True, quick=True, help="公布的清单所载的编码"
    )
    name: Mapped[str] = _what.field("事项名称", listed=True, searched=True, index=True, quick=True)
    sub_item: Mapped[str | None] = _what.field("子项", searched=True)
    basis: Mapped[LongText | None] = _what.field(
        "实施依据", searched=True, quick=True, needed_when=_power
    )
    duties: Mapped[LongText | None] = _what.field(
        "责任事项", help="按 受理、审查、决定、送达、事后监管 等环节写"
    )
    liability: Mapped[LongText | None] = _what.field("追责情形")
    department_id: Mapped[int | None] = _who.link(
        "承办机构", "place", listed=True, filtered=True, counted=True, quick=True
    )
    phone: Mapped[Phone | None] = _who.field("监督电话")
    source: Mapped[str | None] = _who.choice(
        "来源", "power_source", filtered=True, counted=True, default="1"
    )
    valid_from: Mapped[date | None] = _life.field(
        "生效日期", listed=True, dated=True, quick=True, help="不填按一直有效计", ahead=Ahead.MAY
    )
    valid_to: Mapped[date | None] = _life.field(
        "废止日期", listed=True, dated=True, filtered=True, help="当日起不再计入", ahead=Ahead.MAY
    )
    change: Mapped[str | None] = _life.choice(
        "最近调整", "power_change", filtered=True, counted=True
    )
    change_basis: Mapped[str | None] = _life.field("调整依据")
    note: Mapped[LongText | None] = _life.field("备注")

    def called(self) -> str:
        """The name with the sub-item, then the code."""
        own = "：".join(filter(None, (self.name, self.sub_item)))
        return " ".join(filter(None, (own, self.code)))

    def rules(self) -> Iterator[Problem]:
        """An end after the beginning; an adjustment rests on something."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            yield Problem("valid_to", "废止日期早于生效日期，请核对")
        if self.change and not self.change_basis:
            yield Problem("change_basis", "调整依据待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A code stands once in a list."""
        if not self.code:
            return
        same = select(PowerItem.caption).where(
            PowerItem.list_kind == self.list_kind,
            PowerItem.code == self.code,
            PowerItem.id != (self.id or 0),
            PowerItem.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("code", f"这份清单里已有同一编码的“{caption}”，请核对")
