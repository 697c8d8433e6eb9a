"""Legality reviews 合法性审核: what was sent in, the opinion on it, and what became of that."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, Session

from db.registers.governing.gate import (
    ISSUED,
    ONCE_MENDED,
    SOURCE,
    relying,
    why_not,
)
from db.registers.governing.review_moves import MOVES, STATES
from db.registers.numbering import Numbered
from db.store.fields import Ahead, LongText, Section, never, state
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record

_sent = Section("送审")
_papers = Section("补正")
_opinion = Section("审核意见")
_after = Section("采纳情况")


def _issued(review: "LegalityReview") -> bool:
    return review.state == ISSUED


def _way(category: str, register: str, label: str) -> Onward:
    """What was reviewed goes into its register once there is an opinion."""
    return Onward(
        register,
        label,
        (Along((("subject", "name"), "department_id")),),
        back="review_id",
        when=lambda review: _issued(review) and review.category == category,
    )


def _sent_back(review: "LegalityReview") -> bool:
    return review.returned_on is not None or review.state == "returned"


class LegalityReview(Numbered, Record):
    """A review of the legality of a document, a decision, a contract."""

    __tablename__ = "legality_review"
    __table_args__ = (UniqueConstraint("number_year", "number_no"),)
    series: ClassVar = "legality_review"
    letters: ClassVar = "合审"
    title: ClassVar = "合法性审核"
    unit: ClassVar = "件"
    group: ClassVar = "文件与决策"
    icon: ClassVar = "verify"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "sent_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("sent", "reviewing", ISSUED)
    gathers: ClassVar = "凭这份审核办理的"
    onward: ClassVar = (
        _way("1", "normative_document", "登记规范性文件"),
        _way("2", "major_decision", "登记重大行政决策"),
        _way("4", "contract", "登记政府合同"),
    )

    number: Mapped[str | None] = _sent.field(
        "送审号", listed=True, searched=True, computed=lambda review: review.written_number()
    )
    number_year: Mapped[int | None] = _sent.field(
        "编号年份", computed=lambda review: review.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = _sent.field(
        "编号序号", computed=lambda review: review.number_no, shown_when=never
    )
    state: Mapped[str] = state("状态", STATES, section="送审")
    subject: Mapped[str] = _sent.field("送审事项", listed=True, searched=True, quick=True)
    category: Mapped[str] = _sent.choice(
        "送审类别", "review_category", listed=True, filtered=True, counted=True, default="1",
        quick=True,
    )  # fmt: skip
    department_id: Mapped[int | None] = _sent.link(
        "送审部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    sent_on: Mapped[date] = _sent.day("送审日期")
    materials: Mapped[LongText | None] = _sent.field(
        "送审材料", quick=True, help="如 送审稿、起草说明、依据、征求意见情况、公平竞争审查情况"
    )
    due_on: Mapped[date | None] = _sent.field(
        "约定的完成期限",
        help="不填按期限规则计算（决策草案一般不少于 7 个工作日）",
        ahead=Ahead.MAY,
    )
    returned_on: Mapped[date | None] = _papers.field("退回补正日期", shown_when=_sent_back)
    return_reason: Mapped[str | None] = _papers.field("需要补正的", shown_when=_sent_back)
    resubmitted_on: Mapped[date | None] = _papers.field("补正送回日期", shown_when=_sent_back)
    reviewer_id: Mapped[int | None] = _opinion.link("审核人", "staff", listed=True)
    adviser: Mapped[str | None] = _opinion.field("法律顾问", searched=True)
    adviser_opinion: Mapped[LongText | None] = _opinion.field("法律顾问意见")
    adviser_on: Mapped[date | None] = _opinion.field("法律顾问意见日期")
    opinion: Mapped[str | None] = _opinion.choice(
        "审核意见", "review_opinion", listed=True, filtered=True, counted=True
    )
    opinion_text: Mapped[LongText | None] = _opinion.field(
        "意见内容", searched=True, help="职权、程序、内容三个方面；需要修改的逐条写明"
    )
    opinion_number: Mapped[str | None] = _opinion.field(
        "意见书文号", searched=True, help="不填时出具意见后用送审号"
    )
    opinion_on: Mapped[date | None] = _opinion.field(
        "出具日期", listed=True, dated=True, index=True, ahead=Ahead.REFUSED
    )
    mended: Mapped[bool] = _opinion.field(
        "已按意见修改", default=False, shown_when=lambda review: review.opinion == ONCE_MENDED
    )
    adoption: Mapped[str | None] = _after.choice(
        "采纳情况", "review_adoption", filtered=True, counted=True, shown_when=_issued
    )
    adoption_note: Mapped[str | None] = _after.field("未采纳的说明", shown_when=_issued)

    def called(self) -> str:
        """Number and subject; the subject alone before it was taken in."""
        return " ".join(filter(None, (self.written_number(), self.subject)))

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """Keep the ledger's number; a review with an opinion and a day was issued."""
        del session
        yield from self.keep_number(given)
        if given.get("state") is None and self.opinion and self.opinion_on:
            self.state = ISSUED
            self.opinion_number = self.opinion_number or self.written_number()

    def rules(self) -> Iterator[Problem]:
        """Days in their order; a mended draft is said to be mended."""
        first: date | None = self.sent_on  # not yet typed, in a new review
        for name in ("returned_on", "opinion_on", "adviser_on"):
            day = getattr(self, name)
            if first and day and day < first:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}早于送审日期，请核对", Level.WARN)
        if _issued(self) and self.opinion == ONCE_MENDED and not self.mended:
            word = "修改后合法的，起草部门改好后请勾选，才能上会"
            yield Problem("mended", word, Level.MISSING)
        if _issued(self) and self.adoption is None:
            yield Problem("adoption", "采纳情况待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The gate from the other side: what went to a meeting by this review still may."""
        for item in relying(session, self.id):
            why = why_not(self, item.day)
            if why:
                said = f"{item.caption}的议题“{item.subject}”凭本审核上会，现在{why}（{SOURCE}）"
                yield Problem("opinion", said)

    def against_binning(self, session: Session) -> Iterator[str]:
        """A review by which something went to a meeting is kept."""
        if self.deleted_at is not None:
            for item in relying(session, self.id):
                yield f"{item.caption}的议题“{item.subject}”凭这份审核上会，不能删除"
                return
