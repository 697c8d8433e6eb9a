"""Warning rules as the office switches them."""

from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Section
from db.store.record import Record

_rule = Section("预警规则")


class WarningRule(Record):
    """One kind of risk, looked for or not 预警规则; the newest entry of a kind holds."""

    __tablename__ = "warning_rule"
    title: ClassVar = "预警规则"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "settings"
    name_field: ClassVar = "kind"

    kind: Mapped[str] = _rule.choice(
        "预警种类", "risk_kind", listed=True, searched=True, filtered=True
    )
    in_use: Mapped[bool] = _rule.field(
        "使用", listed=True, filtered=True, default=True, help="不勾选：程序不再查这一种风险"
    )
    look_back: Mapped[int | None] = _rule.field(
        "只看最近多少天", unit="天", listed=True, help="只对检查、审核和培训有用；不填按程序自带的"
    )
    basis: Mapped[str | None] = _rule.field("依据或理由", listed=True)
