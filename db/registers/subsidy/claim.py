"""One claim: a case, its grade, the amount, who gets what of it, and how far it has come."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.subsidy.claim_moves import MOVES, STATES
from db.registers.subsidy.contested import conflicts_of
from db.registers.subsidy.criteria import yuan
from db.registers.subsidy.suggesting import (
    case_of,
    committee_of,
    divided,
    mediators,
    suggest,
)
from db.store.fields import LongText, Money, Section, field, link, state
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_case = Section("案件")
_grade = Section("等级和金额")
_review = Section("初审")
_decision = Section("核定和发放")


class SubsidyShare(Child):
    """One mediator's part 分配; public officials get none."""

    __tablename__ = "subsidy_share"
    owner: ClassVar = "subsidy_claim"
    name_field: ClassVar = "mediator_id"

    mediator_id: Mapped[int] = link("调解员", "mediator", listed=True)
    amount: Mapped[Money] = field("分配金额", unit="元", listed=True)
    payable: Mapped[Money | None] = field(
        "应发金额",
        unit="元",
        listed=True,
        computed=lambda row: row.payable,
        help="核减的，按分配的比例折算到分",
    )

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Those on the public payroll are not paid per case."""
        number: int | None = self.mediator_id
        for name in mediators(session, [number])[1] if number else ():
            yield Problem("mediator_id", f"{name}是公职人员，不领取以案定补，请把份额分给别人")


class SubsidyClaim(Record):
    """A subsidy claimed for one case 补贴申报: one case, one payment."""

    __tablename__ = "subsidy_claim"
    __table_args__ = (
        Index(
            "uq_subsidy_claim_live_case",
            "case_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),  # one in the recycle bin stands in no way
        ),
    )
    title: ClassVar = "补贴申报"
    group: ClassVar = "补贴"
    icon: ClassVar = "ledger"
    name_field: ClassVar = "case_name"
    newest_first: ClassVar = "declared_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("waiting", "reviewed", "approved", "paid")
    sections: ClassVar = ("案件", "等级和金额", "初审", "核定和发放")

    case_id: Mapped[int] = _case.link("案件", "mediation", fixed=True)
    case_name: Mapped[str | None] = _case.field(
        "申报案件", listed=True, searched=True, computed=lambda claim: claim.case_name
    )
    committee: Mapped[str | None] = _case.field(
        "调委会", listed=True, searched=True, computed=lambda claim: claim.committee
    )
    closed_on: Mapped[date | None] = _case.field(
        "案件结案日期", listed=True, dated=True, index=True, computed=lambda claim: claim.closed_on
    )
    state: Mapped[str] = state("状态", STATES, section="案件")
    declared_on: Mapped[date] = _case.field("申报日期", dated=True, index=True, default=date.today)
    list_id: Mapped[int | None] = _case.link("申报批次", "subsidy_list", filtered=True)
    scheme_id: Mapped[int | None] = _grade.link(
        "补贴方案", "subsidy_scheme", help="不填的，保存时按结案日期找到适用的方案"
    )
    result: Mapped[str | None] = _grade.choice(
        "案件结果", "subsidy_result", counted=True, computed=lambda claim: claim.result
    )
    grade_suggested: Mapped[str | None] = _grade.field(
        "建议等级", computed=lambda claim: claim.grade_suggested
    )
    grade_reason: Mapped[LongText | None] = _grade.field(
        "建议的理由", computed=lambda claim: claim.grade_reason
    )
    grade: Mapped[str | None] = _grade.field(
        "等级", listed=True, help="不填的，保存时按建议填写；与建议不同的要写明理由"
    )
    difference_reason: Mapped[str | None] = _grade.field(
        "与建议不同的理由",
        shown_when=lambda claim: claim.differs(),
        needed_when=lambda claim: claim.differs(),
    )
    amount: Mapped[Money | None] = _grade.field(
        "申报金额", unit="元", listed=True, summed=True, needed_when=lambda _claim: True
    )
    shares: Mapped[list[SubsidyShare]] = _grade.children(
        "分配", SubsidyShare, help="各人之和等于申报金额；公职人员不参与分配"
    )
    reviewer: Mapped[str | None] = _review.field("初审人", usual=True)
    reviewed_on: Mapped[date | None] = _review.field("初审日期")
    review_note: Mapped[LongText | None] = _review.field("初审意见")
    approved_on: Mapped[date | None] = _decision.field(
        "核定日期", dated=True, shown_when=lambda claim: claim.decided()
    )
    granted: Mapped[Money | None] = _decision.field(
        "核定金额", unit="元", summed=True, shown_when=lambda claim: claim.decided()
    )
    reduction_reason: Mapped[str | None] = _decision.field(
        "核减原因",
        shown_when=lambda claim: claim.reduced(),
        needed_when=lambda claim: claim.reduced(),
    )
    paid_on: Mapped[date | None] = _decision.field(
        "发放日期", dated=True, shown_when=lambda claim: claim.state in ("approved", "paid")
    )
    paid_number: Mapped[str | None] = _decision.field(
        "发放凭证号", shown_when=lambda claim: claim.state in ("approved", "paid")
    )
    refused_on: Mapped[date | None] = _decision.field(
        "不予补贴日期", shown_when=lambda claim: claim.state == "refused"
    )
    refused_by: Mapped[str | None] = _decision.field(
        "不予补贴的决定人", shown_when=lambda claim: claim.state == "refused"
    )
    refusal_reason: Mapped[str | None] = _decision.field(
        "不予补贴的原因", shown_when=lambda claim: claim.state == "refused"
    )

    def called(self) -> str:
        """The case's number and name."""
        return self.case_name or ""

    def differs(self) -> bool:
        """Whether people chose another grade than was suggested."""
        return bool(self.grade and self.grade_suggested and self.grade != self.grade_suggested)

    def decided(self) -> bool:
        """Whether the county may have decided."""
        return self.state in ("reviewed", "approved", "paid")

    def reduced(self) -> bool:
        """Whether the county granted less than was claimed."""
        return self.granted is not None and self.granted < (self.amount or 0)

    def due(self) -> int:
        """What is to be paid as things stand, in fen."""
        if self.state == "refused":
            return 0
        return self.granted if self.granted is not None else self.amount or 0

    def shared(self) -> int:
        """What the shares are together, in fen."""
        return sum(row.amount or 0 for row in self.shares)

    def settle(self) -> None:
        """Take over what the case says, fill blanks by the scheme, divide what is payable."""
        session = object_session(self)
        if session is not None:
            with session.no_autoflush:
                self.take_from(session)
        for row, part in zip(
            self.shares, divided(self.due(), [row.amount or 0 for row in self.shares]), strict=True
        ):
            row.payable = part
        super().settle()

    def take_from(self, session: Session) -> None:
        """Name and day of the case; while 待审, suggestion, grade, amount and shares left blank."""
        case = case_of(session, self.case_id)
        if case is None:
            return
        committee = committee_of(session, case)
        self._set("case_name", case.caption or case.called())
        self._set("closed_on", case.closed_on)
        self._set("committee", committee.name if committee is not None else None)
        if self.state != "waiting" or self.grade_suggested:
            return
        found = suggest(session, case)
        self._set("result", found.result)
        if not found.grade or found.scheme is None:
            return
        self.scheme_id = self.scheme_id or found.scheme.id
        self.grade_suggested, self.grade_reason = found.grade, found.reason
        self.grade = self.grade or found.grade
        if self.amount is None:
            self.amount = found.amount
        if not self.shares and self.amount:
            who = [number for number, _ in found.shares]
            parts = divided(self.amount, [1] * len(who))
            self.shares = [
                SubsidyShare.fresh(mediator_id=number, amount=part)
                for number, part in zip(who, parts, strict=True)
            ]

    def rules(self) -> Iterator[Problem]:
        """The shares make up the amount; nobody stands among them twice."""
        amount = self.amount
        if amount is not None and amount <= 0:
            yield Problem("amount", "申报金额应大于 0")
        whole = self.shared()
        if amount is not None and self.shares and whole != amount:
            sentence = f"分配合计 {yuan(whole)}，与申报金额 {yuan(amount)}不符"
            yield Problem("shares", sentence)
        chosen: list[int | None] = [row.mediator_id for row in self.shares]  # None: a new row
        times = Counter(chosen)
        for place, (row, number) in enumerate(zip(self.shares, chosen, strict=True)):
            part: int | None = row.amount
            if number is not None and times[number] > 1:
                yield Problem(f"shares[{place}].mediator_id", "同一名调解员列了两次")
            if part is not None and part <= 0:
                yield Problem(f"shares[{place}].amount", "分配金额应大于 0")
        saved: int | None = self.id  # a new one gets its shares when it is saved
        if saved is not None and not self.shares:
            yield Problem("shares", "分配待补：每名调解员多少", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What the case, the scheme and the other claims say against this one."""
        yield from conflicts_of(session, self)

    def _set(self, name: str, value: Any) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
