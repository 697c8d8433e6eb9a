"""Major decisions 重大行政决策: whether each step of the procedure was gone, and when."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, Session

from db.registers.governing.gate import SOURCE, review_of, why_not
from db.store.fields import LongText, Section
from db.store.kinds import codes_in
from db.store.links import captions
from db.store.problems import Level, Problem
from db.store.record import Record, register

_decision = Section("决策事项")
_steps = Section("决策程序")
_made = Section("集体讨论和公布")
_STEPS = {"1": "participation_on", "2": "expert_on", "3": "risk_on", "6": "published_on"}
"""Steps that may not apply, by their codes in codes/decision_step.toml."""
_ALWAYS = ("review_id", "decided_on")
"""Review and collective discussion, which every decision goes through (条例第二十五、三十条)."""


class MajorDecision(Record):
    """A major administrative decision; townships follow the rules by analogy (条例第四十二条)."""

    __tablename__ = "major_decision"
    title: ClassVar = "重大行政决策"
    unit: ClassVar = "件"
    group: ClassVar = "文件与决策"
    icon: ClassVar = "office"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "decided_on"

    name: Mapped[str] = _decision.field("决策事项", listed=True, searched=True, quick=True)
    department_id: Mapped[int | None] = _decision.link(
        "承办部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    started_on: Mapped[date | None] = _decision.field("启动日期", dated=True)
    not_needed: Mapped[str | None] = _decision.choices(
        "不适用的程序", "decision_step", help="如不涉及专业性、技术性问题的，不需要专家论证"
    )
    participation_on: Mapped[date | None] = _steps.field("公众参与日期", quick=True)
    participation: Mapped[str | None] = _steps.field(
        "公众参与方式", help="如 座谈会、听证会、公开征求意见"
    )
    expert_on: Mapped[date | None] = _steps.field("专家论证日期")
    risk_on: Mapped[date | None] = _steps.field("风险评估日期")
    risk: Mapped[str | None] = _steps.field("风险评估结论")
    fair_competition_on: Mapped[date | None] = _steps.field("公平竞争审查日期")
    review_id: Mapped[int | None] = _steps.link(
        "合法性审查", "legality_review", listed=True, quick=True
    )
    meeting_id: Mapped[int | None] = _made.link("集体讨论的会议", "meeting", quick=True)
    decided_on: Mapped[date | None] = _made.field(
        "决定日期", listed=True, dated=True, index=True, quick=True
    )
    dissent: Mapped[LongText | None] = _made.field("不同意见", help="谁有什么不同意见，如实记录")
    published_on: Mapped[date | None] = _made.field("公布日期", listed=True, dated=True, quick=True)
    filed: Mapped[bool] = _made.field("决策过程材料已归档", default=False, filtered=True)

    def rules(self) -> Iterator[Problem]:
        """Each step was gone, or does not apply; nothing is published before it was decided."""
        left_out = set(codes_in(self.not_needed))
        for name in (*(name for code, name in _STEPS.items() if code not in left_out), *_ALWAYS):
            if getattr(self, name) is None:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}待补", Level.MISSING)
        decided = self.decided_on
        for name in ("participation_on", "expert_on", "risk_on", "fair_competition_on"):
            day = getattr(self, name)
            if decided and day and day > decided:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}在决定日期之后，请核对", Level.WARN)
        if decided and self.published_on and self.published_on < decided:
            yield Problem("published_on", "公布日期早于决定日期，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """It was reviewed before it was decided, and decided at the meeting that it names."""
        if self.decided_on is None:
            return
        why = why_not(review_of(session, self.review_id), self.decided_on)
        if why:
            word = f"{why}；未经审查或审查不通过的不得上会（{SOURCE}），请核对"
            yield Problem("review_id", word, Level.WARN)
        meeting = session.get(register("meeting"), self.meeting_id) if self.meeting_id else None
        day: date | None = getattr(meeting, "day", None)
        if day is not None and day != self.decided_on:
            called = captions(session, "meeting", [self.meeting_id])[self.meeting_id or 0]
            word = f"决定日期与会议日期不同（{called}），请核对"
            yield Problem("decided_on", word, Level.WARN)
