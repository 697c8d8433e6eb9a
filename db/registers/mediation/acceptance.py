"""The first blocks of a case: its number, how it came in, what is in dispute."""

from datetime import date

from sqlalchemy.orm import Mapped

from db.registers.mediation.states import STATES, WORDS
from db.store.fields import LongText, Section, never, state

accepting = Section("受理")
numbers = Section("编号")
dispute = Section("纠纷情况")


class Head:
    """The case as it comes in; its number is the committee's, given at acceptance."""

    number: Mapped[str | None] = accepting.field(
        "案号",
        index=True,
        listed=True,
        searched=True,
        computed=lambda case: case.written_number(),
    )
    number_year: Mapped[int | None] = numbers.field(
        "案号年份", computed=lambda c: c.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = numbers.field(
        "案号序号", computed=lambda c: c.number_no, shown_when=never
    )
    number_text: Mapped[str | None] = numbers.field(
        "案号字样", computed=lambda c: c.number_text, shown_when=never
    )
    state: Mapped[str] = state("状态", STATES, WORDS, section="受理")
    dossier_name: Mapped[str | None] = accepting.field(
        "纠纷名称",
        index=True,
        listed=True,
        searched=True,
        computed=lambda case: case.named(),
    )
    registered_on: Mapped[date] = accepting.field(
        "登记日期", index=True, dated=True, default=date.today, quick=True
    )
    committee_id: Mapped[int | None] = accepting.link(
        "调解委员会",
        "committee",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        sole=True,
        locked_when=lambda case: case.number_no is not None,  # the number is the committee's
    )
    source: Mapped[str | None] = accepting.choice(
        "案件来源", "dispute_source", filtered=True, counted=True, quick=True
    )
    applied_on: Mapped[date | None] = accepting.field(
        "申请调解日期",
        shown_when=lambda case: case.source == "2",
    )
    referred_by: Mapped[str | None] = accepting.field(
        "委托移送单位", shown_when=lambda case: (case.source or "").startswith("3")
    )
    referral_number: Mapped[str | None] = accepting.field(
        "委托移送文号", shown_when=lambda case: (case.source or "").startswith("3")
    )
    dispute_type: Mapped[str | None] = accepting.choice(
        "纠纷类型", "dispute_type", listed=True, filtered=True, counted=True, quick=True
    )
    accepted_on: Mapped[date | None] = accepting.field(
        "受理日期", listed=True, dated=True, filtered=True, index=True
    )
    place_id: Mapped[int | None] = accepting.link("纠纷发生地", "place", counted=True, quick=True)
    occurred_on: Mapped[date | None] = accepting.field("纠纷发生日期")


class Dispute:
    """What the parties dispute, and how grave it is."""

    summary: Mapped[LongText | None] = dispute.field("纠纷简要情况", searched=True, quick=True)
    claims: Mapped[LongText | None] = dispute.field("申请事项")
    facts: Mapped[LongText | None] = dispute.field("主要事实和争议事项")
    difficulty: Mapped[str | None] = dispute.choice(
        "难度", "difficulty", filtered=True, counted=True
    )
    difficulty_reason: Mapped[str | None] = dispute.field(
        "认定疑难复杂的理由",
        shown_when=lambda case: case.difficulty == "3",
        needed_when=lambda case: case.difficulty == "3",
    )
    migrant_workers: Mapped[bool] = dispute.field("涉农民工", default=False, counted=True)
    death: Mapped[bool] = dispute.field("有人员死亡", default=False, counted=True)
