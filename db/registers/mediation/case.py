"""One mediation case: what is asked, what happened, what was agreed, how it ended."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, Session

from db.registers.mediation.duplicates import alike
from db.registers.mediation.moves import MOVES, STATES
from db.registers.mediation.rows import CaseMediator, Meeting, Party, Term, Visit
from db.store.codes import codes
from db.store.counters import next_number
from db.store.fields import LongText, Money, Section, state
from db.store.problems import Level, Problem
from db.store.record import Record

_accepting = Section("受理")
_numbers = Section("编号")
_sides = Section("当事人")
_dispute = Section("纠纷情况")
_mediating = Section("调解")
_agreeing = Section("协议")
_performing = Section("履行")
_visiting = Section("回访")
_confirming = Section("司法确认")
_preventing = Section("防激化")
_closing = Section("结案")


def _after_agreement(case: "Case") -> bool:
    return case.state in ("agreed", "performed", "closed") and case.agreed_on is not None


def _written(case: "Case") -> bool:
    return case.agreement_form == "written"


def _never(_case: "Case") -> bool:
    return False


def _confirmed(case: "Case") -> bool:
    return case.confirmation_state is not None


class Case(Record):
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
    moves: ClassVar = MOVES
    strip: ClassVar = ("registered", "accepted", "agreed", "performed", "closed")

    number: Mapped[str | None] = _accepting.field(
        "案号", listed=True, searched=True, computed=lambda case: case.written_number()
    )
    number_year: Mapped[int | None] = _numbers.field(
        "案号年份", computed=lambda c: c.number_year, shown_when=_never
    )
    number_no: Mapped[int | None] = _numbers.field(
        "案号序号", computed=lambda c: c.number_no, shown_when=_never
    )
    number_text: Mapped[str | None] = _numbers.field(
        "案号字样", computed=lambda c: c.number_text, shown_when=_never
    )
    state: Mapped[str] = state("状态", STATES, section="受理")
    dossier_name: Mapped[str | None] = _accepting.field(
        "纠纷名称", listed=True, searched=True, computed=lambda case: case.named()
    )
    registered_on: Mapped[date] = _accepting.field(
        "登记日期", index=True, dated=True, default=date.today, quick=True
    )
    committee_id: Mapped[int | None] = _accepting.link(
        "调解委员会",
        "committee",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        locked_when=lambda case: case.number_no is not None,  # the number is the committee's
    )
    source: Mapped[str | None] = _accepting.choice(
        "案件来源", "dispute_source", filtered=True, counted=True, quick=True
    )
    referral_number: Mapped[str | None] = _accepting.field(
        "委托移送文号", shown_when=lambda case: (case.source or "").startswith("3")
    )
    dispute_type: Mapped[str | None] = _accepting.choice(
        "纠纷类型", "dispute_type", listed=True, filtered=True, counted=True, quick=True
    )
    accepted_on: Mapped[date | None] = _accepting.field(
        "受理日期", listed=True, dated=True, filtered=True, index=True
    )
    place_id: Mapped[int | None] = _accepting.link("纠纷发生地", "place", counted=True, quick=True)
    occurred_on: Mapped[date | None] = _accepting.field("纠纷发生日期")
    parties: Mapped[list[Party]] = _sides.children("当事人", Party, quick=True)
    persons_involved: Mapped[int | None] = _sides.field(
        "涉及人数", unit="人", summed=True, help="人数多于所列当事人时填写"
    )
    summary: Mapped[LongText | None] = _dispute.field("纠纷简要情况", searched=True, quick=True)
    claims: Mapped[LongText | None] = _dispute.field("申请事项", help="逐项写，一行一项")
    facts: Mapped[LongText | None] = _dispute.field(
        "主要事实和争议事项", help="印在协议书上：事实、争议、各方责任（人民调解法第二十九条）"
    )
    difficulty: Mapped[str | None] = _dispute.choice(
        "难度", "difficulty", filtered=True, counted=True
    )
    difficulty_reason: Mapped[str | None] = _dispute.field(
        "认定疑难复杂的理由",
        shown_when=lambda case: case.difficulty == "3",
        needed_when=lambda case: case.difficulty == "3",
    )
    migrant_workers: Mapped[bool] = _dispute.field("涉农民工", default=False, counted=True)
    death: Mapped[bool] = _dispute.field("有人员死亡", default=False, counted=True)
    mediators: Mapped[list[CaseMediator]] = _mediating.children("调解员", CaseMediator)
    meetings: Mapped[list[Meeting]] = _mediating.children("调解记录", Meeting)
    extended_to: Mapped[date | None] = _mediating.field(
        "调解延至", help="期限届满、当事人同意继续调解的，填写新的期限"
    )
    agreement_form: Mapped[str | None] = _agreeing.choice(
        "协议形式", "agreement_form", filtered=True, counted=True
    )
    agreed_on: Mapped[date | None] = _agreeing.field("协议日期", dated=True, index=True)
    terms: Mapped[list[Term]] = _agreeing.children("协议条款", Term)
    performance_way: Mapped[str | None] = _agreeing.choice("履行方式", "performance_way")
    performance_due: Mapped[date | None] = _agreeing.field("履行期限")
    performance_place: Mapped[str | None] = _agreeing.field("履行地点和方法")
    amount: Mapped[Money | None] = _agreeing.field(
        "协议涉及金额", unit="元", summed=True, computed=lambda case: case.sum_of_terms()
    )
    oral_no: Mapped[int | None] = _numbers.field(
        "口头协议序号", computed=lambda c: c.oral_no, shown_when=_never
    )
    oral_number: Mapped[str | None] = _agreeing.field(
        "口头协议编号",
        searched=True,
        shown_when=lambda case: case.agreement_form == "oral",
        computed=lambda case: case.oral_number,
    )
    recorder: Mapped[str | None] = _agreeing.field("记录人")
    parties_signed_on: Mapped[date | None] = _agreeing.field("当事人签名日期", shown_when=_written)
    mediator_signed_on: Mapped[date | None] = _agreeing.field("调解员签名日期", shown_when=_written)
    sealed_on: Mapped[date | None] = _agreeing.field("调委会盖章日期", shown_when=_written)
    effective_on: Mapped[date | None] = _agreeing.field(
        "协议生效日期",
        dated=True,
        computed=lambda case: case.effective(),
        help="签名、盖章齐备之日（人民调解法第二十九条）；口头协议自达成之日（第三十条）",
    )
    performance_state: Mapped[str | None] = _performing.choice(
        "履行情况", "performance_state", filtered=True, counted=True
    )
    performed_on: Mapped[date | None] = _performing.field("履行完毕日期", dated=True)
    visits: Mapped[list[Visit]] = _visiting.children("回访记录", Visit)
    confirmation_state: Mapped[str | None] = _confirming.choice(
        "司法确认", "confirmation_state", shown_when=_after_agreement, filtered=True
    )
    confirmation_applied_on: Mapped[date | None] = _confirming.field(
        "申请日期", shown_when=_confirmed, needed_when=_confirmed
    )
    confirmation_court: Mapped[str | None] = _confirming.field(
        "受理法院", shown_when=_confirmed, needed_when=_confirmed
    )
    confirmation_number: Mapped[str | None] = _confirming.field("裁定书案号", shown_when=_confirmed)
    confirmation_decided_on: Mapped[date | None] = _confirming.field(
        "裁定日期", shown_when=_confirmed, dated=True
    )
    prevented_suicide: Mapped[int | None] = _preventing.field("防止自杀", unit="人", summed=True)
    prevented_crime: Mapped[int | None] = _preventing.field("防止民转刑", unit="人", summed=True)
    prevented_petition: Mapped[int | None] = _preventing.field(
        "防止群体性上访", unit="人", summed=True
    )
    prevented_fight: Mapped[int | None] = _preventing.field(
        "防止群体性械斗", unit="人", summed=True
    )
    prevention_reason: Mapped[LongText | None] = _preventing.field(
        "认定依据",
        shown_when=lambda case: case.prevented_anything(),
        needed_when=lambda case: case.prevented_anything(),
        help="写明险情和处置经过；此项会被核查",
    )
    turned_criminal: Mapped[bool] = _preventing.field(
        "已转化为刑事案件", default=False, counted=True
    )
    turned_criminal_on: Mapped[date | None] = _preventing.field(
        "转化日期",
        shown_when=lambda case: case.turned_criminal,
        needed_when=lambda case: case.turned_criminal,
    )
    refusal_reason: Mapped[str | None] = _closing.choice(
        "不予受理原因", "refusal_reason", shown_when=lambda c: c.state == "refused"
    )
    refused_on: Mapped[date | None] = _closing.field(
        "不予受理日期", shown_when=lambda case: case.state == "refused"
    )
    ending_reason: Mapped[str | None] = _closing.choice(
        "终止原因", "ending_reason", shown_when=lambda c: c.ending_reason is not None
    )
    ended_on: Mapped[date | None] = _closing.field(
        "调解不成或终止日期",
        dated=True,
        shown_when=lambda case: case.state in ("failed", "ended") or case.ended_on is not None,
    )
    other_routes: Mapped[str | None] = _closing.field(
        "已告知的其他途径",
        shown_when=lambda case: case.state in ("failed", "ended") or bool(case.other_routes),
        help="仲裁、行政、诉讼（人民调解法第二十六条）",
    )
    closed_on: Mapped[date | None] = _closing.field("结案日期", dated=True)
    closing_note: Mapped[LongText | None] = _closing.field("结案说明")
    void_reason: Mapped[str | None] = _closing.field(
        "作废原因", shown_when=lambda case: case.state == "void"
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

    def rules(self) -> Iterator[Problem]:
        """Dates in their order, and a warning where one person stands on both sides."""
        today = date.today()
        for name in ("accepted_on", "agreed_on", "performed_on", "closed_on"):
            day = getattr(self, name)
            if day is not None and day > today:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}在今天之后，请核对", Level.WARN)
        registered: date | None = self.registered_on  # not yet typed, in a new case
        if self.accepted_on and registered and self.accepted_on < registered:
            yield Problem("accepted_on", "受理日期早于登记日期；补录的案件请把登记日期改早")
        numbers = [party.id_number for party in self.parties if party.id_number]
        if len(numbers) != len(set(numbers)):
            yield Problem("parties", "两名当事人的身份证号相同，请核对", Level.WARN)
        if self.state == "accepted" and not self.mediators:
            yield Problem("mediators", "调解员待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same people with the same dispute half a year apart: perhaps entered twice."""
        for other in alike(session, self, Case):
            sentence = f"可能重复：{other.caption}（{other.registered_on} 登记），请核对"
            yield Problem("parties", sentence, Level.WARN)
