"""One mediation case: what is asked, what happened, what was agreed, how it ended."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.mediation.acceptance import Dispute, Head
from db.registers.mediation.agreement import (
    IN_PART,
    Agreement,
    Confirmation,
    Performance,
    performance_advice,
    performance_doubts,
    performed_in_part,
)
from db.registers.mediation.closing import Closing, Filing, Prevention
from db.registers.mediation.confirming import CONFIRMING, advice, confirmation_rules
from db.registers.mediation.dossier_rows import Evidence, Inquiry, Receipt, SelfCheck
from db.registers.mediation.duplicates import alike
from db.registers.mediation.moves import MOVES
from db.registers.mediation.old_ledger import taken_over
from db.registers.mediation.rows import CaseMediator, Meeting, Party, Term, Visit
from db.store.codes import codes
from db.store.counters import next_number
from db.store.fields import Ahead, Section
from db.store.numbers import Counted
from db.store.problems import Level, Problem
from db.store.record import Record, register

_sides = Section("当事人")
_inquiring = Section("调查和证据")
_mediating = Section("调解")
_agreeing = Section("协议")
_performing = Section("履行")
_visiting = Section("回访")
_filing = Section("立卷归档")


class Case(
    Head, Dispute, Agreement, Performance, Confirmation, Prevention, Closing, Filing, Record
):
    """A people's mediation case 人民调解案件; its number is given at acceptance."""

    __tablename__ = "mediation"
    __table_args__ = (
        UniqueConstraint("committee_id", "number_year", "number_no"),
        UniqueConstraint("committee_id", "number_year", "oral_no"),
    )
    title: ClassVar = "人民调解"
    group: ClassVar = "办理"
    daily: ClassVar = True
    icon: ClassVar = "mediation"
    name_field: ClassVar = "number"
    newest_first: ClassVar = "registered_on"
    moves: ClassVar = (*MOVES, *CONFIRMING)
    compared_by: ClassVar = ("parties.name", "parties.id_number")
    strip: ClassVar = ("registered", "accepted", "agreed", "performed", "closed", "filed")
    sections: ClassVar = (
        "受理", "编号", "当事人", "纠纷情况", "调查和证据", "调解", "协议", "履行",
        "回访", "司法确认", "防激化", "结案", "立卷归档",
    )  # fmt: skip

    parties: Mapped[list[Party]] = _sides.children("当事人", Party, quick=True)
    persons_involved: Mapped[int | None] = _sides.field("涉及人数", unit="人", summed=True)
    inquiries: Mapped[list[Inquiry]] = _inquiring.children("调查记录", Inquiry)
    evidence: Mapped[list[Evidence]] = _inquiring.children("证据材料", Evidence)
    mediators: Mapped[list[CaseMediator]] = _mediating.children("调解员", CaseMediator)
    meetings: Mapped[list[Meeting]] = _mediating.children("调解记录", Meeting)
    extended_to: Mapped[date | None] = _mediating.field("调解延至", ahead=Ahead.MAY)
    terms: Mapped[list[Term]] = _agreeing.children("协议条款", Term)
    receipts: Mapped[list[Receipt]] = _performing.children(
        "履行凭证", Receipt, shown_when=lambda case: case.agreed_on is not None
    )
    visits: Mapped[list[Visit]] = _visiting.children("回访记录", Visit)
    checks: Mapped[list[SelfCheck]] = _filing.children(
        "归档自查", SelfCheck, shown_when=lambda case: case.state in ("closed", "filed")
    )

    def called(self) -> str:
        """Number and name of the dispute; before acceptance the name alone."""
        return " ".join(filter(None, (self.written_number(), self.named())))

    def written_number(self) -> str | None:
        """``（2024）天人调字第37号``; None before acceptance."""
        if self.number_no is None:
            return None
        return f"（{self.number_year}）{self.number_text}字第{self.number_no}号"

    def allocate(self, kind: str, year: int, short_name: str, session: Session) -> None:
        """Take the next number of the committee's series; a number once given is kept."""
        if self.number_no is None:
            series = f"committee:{self.committee_id}"
            self.number_no = next_number(session, series, year, kind)
            self.number_year, self.number_text = year, f"{short_name}{kind}"

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """See ``taken_over``."""
        yield from taken_over(self, given, session)

    def counted(self) -> Iterator[Counted]:
        """Its number, and that of an oral agreement."""
        series = f"committee:{self.committee_id}"
        if self.committee_id and self.number_no and self.number_year:
            yield Counted(series, self.number_year, "人调", self.number_no)
        if self.committee_id and self.oral_no and self.agreed_on:
            yield Counted(series, self.agreed_on.year, "口头", self.oral_no)

    def named(self) -> str:
        """张某与李某邻里纠纷: first applicant, first respondent, type."""
        sides = [next((p.name for p in self.parties if p.role == r), None) for r in ("1", "2")]
        named = [name for name in sides if name] or [party.name or "" for party in self.parties[:2]]
        kind = codes("dispute_type").name(self.dispute_type) if self.dispute_type else "纠纷"
        return "与".join(named) + kind

    def people(self) -> int:
        """涉及当事人数: the parties, or the larger number given."""
        return max(len(self.parties), self.persons_involved or 0)

    def sum_of_terms(self) -> int | None:
        """The amounts of all terms together, in fen."""
        amounts = [term.amount for term in self.terms if term.amount is not None]
        return sum(amounts) if amounts else None

    def effective(self) -> date | None:
        """The day it takes effect (人民调解法 art. 29, 30): the latest of its three acts."""
        if self.agreement_form == "oral":
            return self.agreed_on
        acts = (self.parties_signed_on, self.mediator_signed_on, self.sealed_on)
        days = [day for day in acts if day is not None]
        return max(days) if len(days) == 3 else None

    def prevented_anything(self) -> bool:
        """Whether a prevention figure is claimed."""
        figures = ("suicide", "crime", "petition", "fight")
        return any(getattr(self, f"prevented_{figure}") for figure in figures)

    def settle(self) -> None:
        """Also writes down why it is 疑难复杂, where people took that up and gave no reason.

        The first term performed makes an agreement that was not due one performed in part.
        """
        if performed_in_part(self):
            self.performance_state = IN_PART
        session = object_session(self)
        if self.difficulty == "3" and not self.difficulty_reason and session is not None:
            rule: Any = register("difficulty_rule")
            with session.no_autoflush:
                self.difficulty_reason = rule.reasons(session, self) or None
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """Dates in their order, and a doubt where one person stands on both sides."""
        registered: date | None = self.registered_on  # not yet typed, in a new case
        if self.accepted_on and registered and self.accepted_on < registered:
            yield Problem("accepted_on", "受理日期早于登记日期；补录的案件请把登记日期改早")
        for place, meeting in enumerate(self.meetings):
            held: date | None = meeting.held_on
            if self.accepted_on and held and held < self.accepted_on:
                word = f"调解时间早于受理日期（{self.accepted_on}），请核对"
                yield Problem(f"meetings[{place}].held_on", word, Level.WARN)
        numbers = [party.id_number for party in self.parties if party.id_number]
        if len(numbers) != len(set(numbers)):
            yield Problem("parties", "两名当事人的身份证号相同，请核对", Level.WARN)
        if self.state == "accepted" and not self.mediators:
            yield Problem("mediators", "调解员待补", Level.MISSING)
        yield from performance_doubts(self)
        yield from confirmation_rules(self)

    def advice(self) -> Iterator[str]:
        """What follows from the court's ruling, and from terms that are not performed."""
        yield from advice(self)
        yield from performance_advice(self)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Perhaps entered twice; while it runs, perhaps 疑难复杂 by the office's criteria."""
        for other in alike(session, self, Case):
            sentence = f"可能重复：{other.caption}（{other.registered_on} 登记），请核对"
            yield Problem("parties", sentence, Level.WARN)
        if self.state in ("registered", "accepted", "agreed", "performed"):
            rule: Any = register("difficulty_rule")
            yield from rule.doubts(session, self)
