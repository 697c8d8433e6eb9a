"""Periods as the office sets them; a record takes the place of the rule the program ships."""

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Section, choice
from db.store.periods import Rule, shipped
from db.store.problems import Level, Problem
from db.store.record import Record

_MOST = 3660
"""Ten years in days: more is a slip of the pen."""
_rule = Section("期限")


class DeadlineRule(Record):
    """One period set by the office 期限规则, for what begins on its first day or later."""

    __tablename__ = "deadline_rule"
    title: ClassVar = "期限规则"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "clock"
    name_field: ClassVar = "rule"

    rule: Mapped[str] = choice(
        "事项", "deadline_rule", section="期限", listed=True, searched=True, filtered=True
    )
    shipped_rule: Mapped[LongText | None] = _rule.field(
        "程序自带的规定",
        computed=lambda record: record.own().sentence if record.own() else None,
        help="没有另行设定时按此计算",
    )
    n: Mapped[int | None] = _rule.field(
        "期限长短",
        listed=True,
        shown_when=lambda record: not record.printed(),
        help="起算的当日不计入；末日是休息日的顺延",
    )
    unit_of_count: Mapped[str] = choice(
        "计算单位",
        "period_unit",
        section="期限",
        listed=True,
        default="days",
        shown_when=lambda record: not record.printed(),
    )
    ahead: Mapped[str | None] = _rule.field(
        "提前提醒",
        unit="日",
        listed=True,
        shown_when=lambda record: bool(record.own() and record.own().ahead),
        help="到期前第几日列出、再提醒，如 90、60、30；不填按自带的",
    )
    valid_from: Mapped[date] = _rule.field(
        "适用起",
        listed=True,
        default=date.today,
        help="自这一天起开始计算的期限适用",
        ahead=Ahead.MAY,
    )
    basis: Mapped[str] = _rule.field(
        "依据或理由", listed=True, help="如：本县法律援助中心2026年办事指南"
    )

    def called(self) -> str:
        """法律援助审查决定 2026-01-01 起."""
        fields = type(self).fields
        since = fields["valid_from"].kind.format(self.valid_from)
        return f"{fields['rule'].kind.format(self.rule)} {since} 起"

    def own(self) -> Rule | None:
        """The rule that the program ships."""
        return shipped().get(self.rule or "")

    def printed(self) -> bool:
        """Whether the end is a day agreed or printed, so that no length can be set."""
        own = self.own()
        return own is not None and not own.n

    def days_ahead(self) -> tuple[int, ...]:
        """The days of ``ahead``, the longest first; empty when it says none or no days."""
        days = re.split(r"[、，,\s/]+", self.ahead or "")
        numbers = [int(day) for day in days if re.fullmatch(r"\d{1,4}", day)]
        return tuple(sorted(set(numbers), reverse=True)) if len(numbers) == len(days) else ()

    def rules(self) -> Iterator[Problem]:
        """A length where one is counted; days that can be read; a doubt where the law is longer."""
        own = self.own()
        if own is None:
            return
        if own.n and self.n is None:
            yield Problem("n", "请填写期限长短")
        elif own.n and not 0 < (self.n or 0) <= _MOST:
            yield Problem("n", f"期限应在 1 至 {_MOST} 之间")
        elif own.n and not own.local and self._longer(own):
            sentence = f"比{own.basis}的 {own.length}长；法定期限不能由本所延长，请核对"
            yield Problem("n", sentence, Level.WARN)
        if self.ahead and not self.days_ahead():
            yield Problem("ahead", "请写成 90、60、30 这样的天数")

    def _longer(self, own: Rule) -> bool:
        usual = {"days": 1.0, "working_days": 1.4, "months": 30.4}  # calendar days, on average
        lengths = ((self.n or 0) * usual[self.unit_of_count], own.n * usual[own.unit])
        return lengths[0] > lengths[1]
