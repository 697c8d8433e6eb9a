"""People's mediation committees (人民调解法 art. 7-12)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Phone, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Record


class Committee(Record):
    """A people's mediation committee 人民调解委员会."""

    __tablename__ = "committee"
    title: ClassVar = "人民调解委员会"
    unit: ClassVar = "个"
    group: ClassVar = "基础资料"
    icon: ClassVar = "committee"
    name_field: ClassVar = "name"
    in_service: ClassVar = "ended_on"

    name: Mapped[str] = field(
        "名称",
        section="基本情况",
        listed=True,
        searched=True,
        unique=True,
        help="与印章一致的全称，如 天龙镇人民调解委员会",
    )
    short_name: Mapped[str] = field(
        "编号简称",
        section="基本情况",
        listed=True,
        unique=True,
        help="案号“（2024）天人调字第1号”里的“天”；各调委会不得相同",
    )
    kind: Mapped[str] = choice(
        "类型", "committee_kind", section="基本情况", listed=True, filtered=True, counted=True
    )
    place_id: Mapped[int | None] = link("所属村居", "place", section="基本情况", listed=True)
    head: Mapped[str | None] = field("主任", section="基本情况", listed=True)
    set_up_on: Mapped[date | None] = field("成立日期", section="任期与备案", dated=True)
    term_from: Mapped[date | None] = field("本届起", section="任期与备案", ahead=Ahead.MAY)
    term_to: Mapped[date | None] = field(
        "本届止",
        section="任期与备案",
        help="每届任期三年，从“本届起”算；换届以后改这里",
        ahead=Ahead.MAY,
    )
    filed_on: Mapped[date | None] = field("备案日期", section="任期与备案")
    ended_on: Mapped[date | None] = field("撤销日期", section="任期与备案", dated=True)
    address: Mapped[str | None] = field("地址", section="联系方式")
    phone: Mapped[Phone | None] = field("电话", section="联系方式")
    note: Mapped[LongText | None] = field("备注", section="联系方式")

    def rules(self) -> Iterator[Problem]:
        """Dates in their order; the term is three years (人民调解法 art. 9)."""
        if self.set_up_on and self.ended_on and self.ended_on < self.set_up_on:
            yield Problem("ended_on", "撤销日期早于成立日期，请核对")
        if self.term_from and self.term_to:
            if self.term_to <= self.term_from:
                yield Problem("term_to", "本届止早于本届起，请核对")
            elif (self.term_to - self.term_from).days > 3 * 366:
                yield Problem("term_to", "任期超过三年（人民调解法第九条），请核对", Level.WARN)
