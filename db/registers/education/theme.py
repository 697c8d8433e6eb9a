"""普法主题: what a year's law education is about, when, and who leads; made from the calendar."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session

from db.registers.education.calendar import occasions
from db.store.fields import Ahead, LongText, Section, never
from db.store.problems import Problem
from db.store.record import Record

_theme = Section("主题")
_plan = Section("安排")


class LawTheme(Record):
    """A theme of one year 普法主题: a day or month, a special topic, a new law."""

    __tablename__ = "law_theme"
    title: ClassVar = "普法主题"
    unit: ClassVar = "个"
    group: ClassVar = "普法"
    icon: ClassVar = "folder"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "starts_on"

    year: Mapped[int | None] = _theme.field(
        "年度",
        listed=True,
        filtered=True,
        counted=True,
        index=True,
        computed=lambda theme: theme.starts_on.year if theme.starts_on else None,
    )
    kind: Mapped[str] = _theme.choice(
        "类别",
        "theme_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="node",
        quick=True,
    )
    name: Mapped[str] = _theme.field("主题", listed=True, searched=True, quick=True)
    starts_on: Mapped[date] = _theme.field(
        "开始日期", listed=True, dated=True, quick=True, ahead=Ahead.MAY
    )
    ends_on: Mapped[date | None] = _theme.field(
        "结束日期", listed=True, quick=True, help="只有一天的不填", ahead=Ahead.MAY
    )
    laws: Mapped[str | None] = _theme.field("宣传的法律法规", searched=True, quick=True)
    lead_id: Mapped[int | None] = _plan.link(
        "牵头单位", "place", listed=True, filtered=True, quick=True
    )
    planned: Mapped[LongText | None] = _plan.field(
        "计划开展的活动", quick=True, help="印在年度普法计划上；已登记的活动由程序列出"
    )
    note: Mapped[LongText | None] = _plan.field("备注")
    code: Mapped[str | None] = _plan.field(
        "日历代码", fixed=True, shown_when=never, help="由主题日历生成的，记着是哪一项"
    )

    def called(self) -> str:
        """2024年 国家宪法日."""
        first: date | None = self.starts_on  # not yet typed, in a new theme
        return f"{first.year}年 {self.name or ''}".strip() if first else self.name or ""

    def last_day(self) -> date | None:
        """The day on which it ends; None for a new theme without days."""
        return self.ends_on or self.starts_on

    def rules(self) -> Iterator[Problem]:
        """Days in their order."""
        first: date | None = self.starts_on
        if first and self.ends_on and self.ends_on < first:
            yield Problem("ends_on", "结束日期早于开始日期，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same theme twice in a year would be planned and counted twice."""
        first: date | None = self.starts_on
        known = [LawTheme.code == self.code] if self.code else []  # typed by hand: it has none
        same = select(LawTheme.caption).where(
            LawTheme.year == (first.year if first else None),
            or_(LawTheme.name == self.name, *known),
            LawTheme.id != (self.id or 0),
            LawTheme.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("name", f"已登记主题“{caption}”，不必再登记")


def propose(session: Session, year: int) -> list[LawTheme]:
    """The themes that the calendar has for the year and the office has not; not yet saved.

    What the office renamed is known by its code; what it put into the recycle bin was not wanted
    and is not proposed again. Ordered by their days.
    """
    query = select(LawTheme.code, LawTheme.name).where(LawTheme.year == year)
    known = {word for row in session.execute(query) for word in row if word}
    made = []
    for occasion in occasions():
        if occasion.held_in(year) and known.isdisjoint((occasion.code, occasion.name)):
            first, last = occasion.days(year)
            made.append(
                LawTheme.fresh(
                    kind=occasion.kind,
                    name=occasion.name,
                    starts_on=first,
                    ends_on=last if last != first else None,
                    laws=occasion.laws,
                    note=occasion.remark(year),
                    code=occasion.code,
                )
            )
    return sorted(made, key=lambda theme: (theme.starts_on, theme.name))
