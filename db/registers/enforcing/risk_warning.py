"""Risk warnings that are tracked: what was found, to whom it was fed back, what became of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from db.registers.enforcing.risk_moves import MOVES, STATES
from db.registers.numbering import NumberedByOffice
from db.store.fields import Ahead, LongText, Section, never, state
from db.store.problems import Problem
from db.store.record import Record

_what = Section("预警")
_feedback = Section("反馈")
_answer = Section("回复和办结")


def _by_program(warning: "RiskWarning") -> bool:
    return warning.key is not None


class RiskWarning(NumberedByOffice, Record):
    """A warning about enforcement 执法风险预警, found by the program or noted by hand."""

    __tablename__ = "risk_warning"
    __table_args__ = (UniqueConstraint("number_year", "number_no"),)
    series: ClassVar = "risk_warning"
    letters: ClassVar = "执监"
    title: ClassVar = "风险预警反馈"
    unit: ClassVar = "条"
    group: ClassVar = "监督"
    icon: ClassVar = "exchange"
    name_field: ClassVar = "sentence"
    newest_first: ClassVar = "since"
    moves: ClassVar = MOVES
    strip: ClassVar = ("noted", "fed_back", "replied", "closed")

    kind: Mapped[str] = _what.choice(
        "预警种类",
        "risk_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="other",
        quick=True,
        locked_when=_by_program,
    )
    since: Mapped[date] = _what.day("出现日期", locked_when=_by_program)
    sentence: Mapped[LongText] = _what.field(
        "预警内容", listed=True, searched=True, quick=True, locked_when=_by_program
    )
    basis: Mapped[str | None] = _what.field("依据", quick=True)
    state: Mapped[str] = state("状态", STATES, section="预警")
    key: Mapped[str | None] = _what.field(
        "预警标识", index=True, computed=lambda warning: warning.key, shown_when=never
    )
    number: Mapped[str | None] = _feedback.field(
        "反馈单文号", listed=True, searched=True, computed=lambda warning: warning.written_number()
    )
    number_text: Mapped[str | None] = _feedback.field(
        "文号机关代字", computed=lambda warning: warning.number_text, shown_when=never
    )
    number_year: Mapped[int | None] = _feedback.field(
        "文号年份", computed=lambda warning: warning.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = _feedback.field(
        "文号序号", computed=lambda warning: warning.number_no, shown_when=never
    )
    department_id: Mapped[int | None] = _feedback.link(
        "反馈到部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    fed_back_on: Mapped[date | None] = _feedback.field(
        "反馈日期", dated=True, index=True, ahead=Ahead.REFUSED
    )
    due_on: Mapped[date | None] = _feedback.field(
        "回复期限", listed=True, dated=True, index=True, quick=True, ahead=Ahead.MAY
    )
    demand: Mapped[LongText | None] = _feedback.field("整改建议", quick=True)
    replied_on: Mapped[date | None] = _answer.field("回复日期", dated=True, ahead=Ahead.REFUSED)
    reply: Mapped[LongText | None] = _answer.field("部门回复")
    closed_on: Mapped[date | None] = _answer.field(
        "办结日期", dated=True, index=True, ahead=Ahead.REFUSED
    )
    outcome: Mapped[LongText | None] = _answer.field(
        "办结情况", help="原因是怎样消除的；没有消除而办结的，写明理由"
    )

    def called(self) -> str:
        """Number, else the day, and what it says."""
        day: date | None = self.since  # not yet typed, in a new record
        lead = self.written_number() or (day.isoformat() if day else "")
        said: str | None = self.sentence
        return " ".join(filter(None, (lead, (said or "").partition("\n")[0])))

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """Keep the ledger's number; what has a day of closing is closed."""
        del session
        yield from self.keep_number(given)
        if given.get("state") is None and self.closed_on is not None:
            self.state = "closed"

    def rules(self) -> Iterator[Problem]:
        """What is fed back goes to somebody, and is answered by some day."""
        if self.fed_back_on and self.due_on and self.due_on < self.fed_back_on:
            yield Problem("due_on", "回复期限早于反馈日期，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What the program found is tracked once at a time."""
        if self.key is None or self.state == "closed":
            return
        same = select(RiskWarning.caption).where(
            RiskWarning.key == self.key,
            RiskWarning.state != "closed",
            RiskWarning.id != (self.id or 0),
            RiskWarning.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("sentence", f"“{caption}”正在办理，不必再登记")
