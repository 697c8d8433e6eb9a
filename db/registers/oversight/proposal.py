"""Proposals of deputies and of CPPCC members: handed over, talked about, answered, judged."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section, choice, field
from db.store.periods import shipped
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

DISSATISFIED = "3"
"""In codes/satisfaction.toml."""
FACE_TO_FACE = ("1", "3", "4")
"""In codes/contact_way.toml: not by telephone."""
_about = Section("建议提案")
_handed = Section("交办")
_talks = Section("沟通")
_reply = Section("答复")
_judged = Section("评价和公开")


def _second(proposal: "Proposal") -> bool:
    return proposal.opinion == DISSATISFIED


def _returned(proposal: "Proposal") -> bool:
    return proposal.returned_on is not None


class DeputyTalk(Child):
    """A talk with the deputy before the answer 面商等沟通."""

    __tablename__ = "proposal_talk"
    owner: ClassVar = "proposal"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("日期", listed=True, default=date.today, quick=True)
    way: Mapped[str] = choice("方式", "contact_way", listed=True, default="1", quick=True)
    people: Mapped[str | None] = field("参加人", listed=True)
    said: Mapped[LongText | None] = field("主要意见", listed=True)


class Proposal(Record):
    """A deputy's proposal or a CPPCC member's motion 建议提案 (代表法第五十一条)."""

    __tablename__ = "proposal"
    title: ClassVar = "建议提案"
    unit: ClassVar = "件"
    group: ClassVar = "监督"
    icon: ClassVar = "meeting"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "handed_on"

    kind: Mapped[str] = _about.choice(
        "类型", "proposal_kind", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    session: Mapped[str | None] = _about.field(
        "届次", searched=True, quick=True, help="如 镇第十三届人大第四次会议"
    )
    number: Mapped[str | None] = _about.field(
        "编号", listed=True, searched=True, quick=True, help="如 第12号"
    )
    name: Mapped[str] = _about.field("标题", listed=True, searched=True, quick=True)
    category: Mapped[str | None] = _about.field(
        "内容类别", filtered=True, help="如 道路交通、农业农村"
    )
    lead: Mapped[str] = _about.field("领衔人", listed=True, searched=True, quick=True)
    signers: Mapped[str | None] = _about.field("联名人", searched=True)
    content: Mapped[LongText | None] = _about.field("主要内容", searched=True)
    handed_by: Mapped[str | None] = _handed.field("交办机关", help="如 镇人大主席团、区政府办")
    handed_on: Mapped[date] = _handed.day("交办日期")
    main_id: Mapped[int | None] = _handed.link(
        "主办单位", "place", listed=True, filtered=True, counted=True, quick=True
    )
    others: Mapped[str | None] = _handed.field("协办单位")
    complicated: Mapped[bool] = _handed.field(
        "涉及面广、处理难度大",
        filtered=True,
        default=False,
        help="自交办之日起 3 个月内答复，复杂的 6 个月内",
    )
    returned_on: Mapped[date | None] = _handed.field(
        "退回日期", dated=True, filtered=True, help="不属本单位职责的，7 个工作日内退回交办机关"
    )
    returned_reason: Mapped[str | None] = _handed.field("退回理由", shown_when=_returned)
    talks: Mapped[list[DeputyTalk]] = _talks.children("与代表、委员的沟通", DeputyTalk)
    replied_on: Mapped[date | None] = _reply.field(
        "答复日期", listed=True, filtered=True, dated=True
    )
    reply_number: Mapped[str | None] = _reply.field("答复文号", searched=True)
    result: Mapped[str | None] = _reply.choice(
        "办理结果类别", "proposal_class", listed=True, filtered=True, counted=True
    )
    reply: Mapped[LongText | None] = _reply.field(
        "答复内容", help="办理答复函的正文：办理情况、结果和下一步打算"
    )
    contact: Mapped[str | None] = _reply.field("联系人和电话")
    opinion: Mapped[str | None] = _judged.choice(
        "征询意见", "satisfaction", listed=True, filtered=True, counted=True
    )
    opinion_on: Mapped[date | None] = _judged.field(
        "征询日期", shown_when=lambda proposal: proposal.opinion is not None
    )
    second_on: Mapped[date | None] = _judged.field("二次办理答复日期", shown_when=_second)
    second_opinion: Mapped[str | None] = _judged.choice(
        "二次征询意见", "satisfaction", shown_when=_second, counted=True
    )
    published_on: Mapped[date | None] = _judged.field("公开日期", dated=True)
    published_where: Mapped[str | None] = _judged.field("公开渠道")
    note: Mapped[LongText | None] = _judged.field("备注")

    def called(self) -> str:
        """Number and title."""
        return " ".join(filter(None, (self.number, self.name)))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; no answer without a talk; dissatisfaction is worked on again."""
        handed: date | None = self.handed_on  # not yet typed, in a new proposal
        for name in ("returned_on", "replied_on", "published_on"):
            day: date | None = getattr(self, name)
            if handed and day and day < handed:
                yield Problem(name, f"{type(self).fields[name].label}早于交办日期，请核对")
        if self.returned_on and self.replied_on:
            yield Problem("returned_on", "已经退回的不计入答复，请核对", Level.WARN)
        if self.returned_on and not self.returned_reason:
            yield Problem("returned_reason", "退回理由待补", Level.MISSING)
        if self.opinion_on and self.replied_on and self.opinion_on < self.replied_on:
            yield Problem("opinion_on", "征询日期早于答复日期，请核对")
        if self.second_on and self.replied_on and self.second_on < self.replied_on:
            yield Problem("second_on", "二次办理答复日期早于答复日期，请核对")
        yield from self._answered()

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What was sent to the wrong unit goes back within 7 working days; a number stands once."""
        if self.returned_on is not None:
            rule = shipped()["proposal_return"]
            calendar = register("day_off").calendar(session)  # type: ignore[attr-defined]
            last = calendar.after_working_days(self.handed_on, rule.n).day
            if self.returned_on > last:
                sentence = f"退回晚于交办后 {rule.length}（{last}），请核对（{rule.basis}）"
                yield Problem("returned_on", sentence, Level.WARN)
        if self.number:
            same = select(Proposal.caption).where(
                Proposal.number == self.number,
                Proposal.kind == self.kind,
                Proposal.session.is_not_distinct_from(self.session),
                Proposal.id != (self.id or 0),
                Proposal.deleted_at.is_(None),
            )
            for caption in session.scalars(same.limit(1)):
                yield Problem("number", f"本届次已有同号的“{caption}”，请核对", Level.WARN)

    def _answered(self) -> Iterator[Problem]:
        if self.replied_on is None:
            return
        days: list[date] = [*filter(None, (row.day for row in self.talks))]
        if not any(day <= self.replied_on for day in days):
            sentence = "答复之前没有与代表、委员的沟通记录（代表法第五十一条），待补"
            yield Problem("talks", sentence, Level.MISSING)
        for name in ("result", "opinion"):
            if not getattr(self, name):
                label = type(self).fields[name].label
                yield Problem(name, f"{label}待补", Level.MISSING)
        if _second(self) and self.second_on is None:
            yield Problem("second_on", "征询意见为不满意，二次办理待补", Level.MISSING)
