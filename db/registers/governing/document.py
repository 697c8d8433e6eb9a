"""Normative documents 规范性文件: how made, published and filed, and how long it holds."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, Session

from db.registers.governing.document_moves import ENDED, MOVES, STATES
from db.registers.governing.gate import review_of, why_not
from db.store.calendar import years_on
from db.store.fields import Ahead, LongText, Section, never, state
from db.store.problems import Level, Problem
from db.store.record import Record

_YEARS, _TRIAL_YEARS = 5, 2
"""How long a document holds, and one on trial: the usual provincial rule, typed over at will."""
_document = Section("文件")
_making = Section("起草和征求意见")
_twice = Section("双筛查双审核")
_deciding = Section("审核和决定")
_published = Section("公布和备案")
_holds = Section("有效期")
_STEPS = ("screened_first", "screened_second", "reviewed_first", "reviewed_second", "appraised_on")


def _over(document: "NormativeDocument") -> bool:
    return document.state in ENDED


class NormativeDocument(Record):
    """An administrative normative document of the township."""

    __tablename__ = "normative_document"
    title: ClassVar = "规范性文件"
    unit: ClassVar = "件"
    group: ClassVar = "文件与决策"
    icon: ClassVar = "paper"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "published_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("draft", "in_force")

    state: Mapped[str] = state("状态", STATES, section="文件")
    name: Mapped[str] = _document.field("标题", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _document.field("文号", listed=True, searched=True, quick=True)
    unified_number: Mapped[str | None] = _document.field("统一编号", searched=True)
    department_id: Mapped[int | None] = _document.link(
        "起草部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    trial: Mapped[bool] = _document.field("暂行或试行", default=False, filtered=True)
    opinions_from: Mapped[date | None] = _making.field("征求意见起", ahead=Ahead.MAY)
    opinions_to: Mapped[date | None] = _making.field("征求意见止", ahead=Ahead.MAY)
    opinions: Mapped[int | None] = _making.field("收到意见", unit="条", summed=True)
    fair_competition_on: Mapped[date | None] = _making.field(
        "公平竞争审查日期", help="不涉及经营者的不填"
    )
    screened_first: Mapped[date | None] = _twice.field("第一次筛查", help="如 起草部门筛查")
    screened_second: Mapped[date | None] = _twice.field("第二次筛查", help="如 司法所筛查")
    reviewed_first: Mapped[date | None] = _twice.field("第一次审核", help="如 司法所审核")
    reviewed_second: Mapped[date | None] = _twice.field("第二次审核", help="如 区级审核")
    appraised_on: Mapped[date | None] = _twice.field("审核评查日期")
    review_id: Mapped[int | None] = _deciding.link("合法性审核", "legality_review", quick=True)
    meeting_id: Mapped[int | None] = _deciding.link("集体讨论的会议", "meeting", quick=True)
    signed_by: Mapped[str | None] = _deciding.field("签发人")
    signed_on: Mapped[date | None] = _deciding.field("签发日期")
    published_on: Mapped[date | None] = _published.field(
        "公布日期", listed=True, dated=True, index=True, quick=True
    )
    channel: Mapped[str | None] = _published.choices("公布渠道", "document_channel", quick=True)
    filed_on: Mapped[date | None] = _published.field(
        "报备日期", listed=True, dated=True, help="公布之后一般 15 日内报县级政府备案（按本地规定）"
    )
    receipt: Mapped[str | None] = _published.field("备案回执", searched=True)
    explained_on: Mapped[date | None] = _published.field("解读公布日期")
    valid_until: Mapped[date | None] = _holds.field(
        "有效期至", listed=True, help="一般 5 年，暂行、试行 2 年，可以改", ahead=Ahead.MAY
    )
    ended_on: Mapped[date | None] = _holds.field(
        "修订、废止日期", shown_when=_over, ahead=Ahead.MAY
    )
    ended_by: Mapped[str | None] = _holds.field(
        "修订、废止的依据", shown_when=_over, help="如 新文件的文号、清理结果的文号"
    )
    over_on: Mapped[date | None] = _holds.field(
        "失去效力之日",
        dated=True,
        index=True,
        computed=lambda document: document.first_day_without(),
        shown_when=never,
    )
    note: Mapped[LongText | None] = _holds.field("备注")

    def called(self) -> str:
        """Title and number."""
        return " ".join(filter(None, (self.name, self.number)))

    def implied(self, name: str) -> dict[str, Any]:
        """How long it holds from the day it was published."""
        if name != "published_on" or self.published_on is None:
            return {}
        years = _TRIAL_YEARS if self.trial else _YEARS
        return {"valid_until": years_on(self.published_on, years) - timedelta(days=1)}

    def first_day_without(self) -> date | None:
        """The first day on which it is not in force, where one is known."""
        ended = self.ended_on if self.state in ENDED else None
        last = self.valid_until
        past = last + timedelta(days=1) if last is not None and last < date.max else None
        return min(filter(None, (ended, past)), default=None)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; no step of the double screening and review is left out."""
        yield from self._days()
        years = _TRIAL_YEARS if self.trial else _YEARS
        first, last = self.published_on, self.valid_until
        if first and last and last > years_on(first, years):
            word = f"有效期长于通常的 {years} 年，请核对本地规定"
            yield Problem("valid_until", word, Level.WARN)
        for name in _STEPS:
            if getattr(self, name) is None:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}待补", Level.MISSING)

    def _days(self) -> Iterator[Problem]:
        pairs = (
            ("opinions_from", "opinions_to"),
            ("signed_on", "published_on"),
            ("published_on", "filed_on"),
            ("published_on", "valid_until"),
            ("published_on", "ended_on"),
        )
        for before, after in pairs:
            first, last = getattr(self, before), getattr(self, after)
            if first and last and last < first:
                labels = [type(self).fields[name].label for name in (after, before)]
                yield Problem(after, f"{labels[0]}早于{labels[1]}，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What is published was reviewed before."""
        day = self.signed_on or self.published_on
        if day is not None:
            why = why_not(review_of(session, self.review_id), day, same_day=True)
            if why:
                yield Problem("review_id", f"{why}，规范性文件应先审核再公布，请核对", Level.WARN)
