"""Check rules of the statistics tables as the office switches them."""

from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Section
from db.store.record import Record

_rule = Section("核对规则")


class CheckRule(Record):
    """One shipped rule, made milder or stricter, or switched off 核对规则.

    The official 校验公式 are not public, so that the office decides (mediation.md 3.5).
    """

    __tablename__ = "check_rule"
    title: ClassVar = "核对规则"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "settings"
    name_field: ClassVar = "rule"

    rule: Mapped[str] = _rule.choice(
        "规则", "check_rule", listed=True, searched=True, filtered=True
    )
    in_use: Mapped[bool] = _rule.field(
        "使用", listed=True, filtered=True, default=True, help="不勾选：统计表不按这一条核对"
    )
    level: Mapped[str | None] = _rule.choice(
        "不符时", "check_level", listed=True, help="不选时按程序自带的"
    )
    basis: Mapped[str | None] = _rule.field("依据或理由", listed=True, help="如 县里的填报说明")
