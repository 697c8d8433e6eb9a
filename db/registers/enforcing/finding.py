"""Problems that are to be put right, whoever found them: one register, one list of what is late."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.enforcing.finding_moves import DRILL, INTERNAL, MOVES, OUTWARD, STATES
from db.registers.numbering import NumberedByOffice
from db.store.fields import Ahead, CreditCode, LongText, Phone, Section, never, state
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record, register

_what = Section("问题")
_whose = Section("由谁整改")
_order = Section("整改要求")
_recheck = Section("复查")


def outward(finding: "Finding") -> bool:
    """Whether somebody outside the office is to act, and can be ordered to."""
    return finding.source in OUTWARD


class Finding(NumberedByOffice, Record):
    """A problem that was found and is to be put right 问题整改.

    Other registers say where it was found by a link of their own here, shown for their source.
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("number_year", "number_no"),)
    series: ClassVar = "finding"
    letters: ClassVar = "责改"
    title: ClassVar = "问题整改"
    unit: ClassVar = "个"
    group: ClassVar = "执法"
    icon: ClassVar = "correction"
    name_field: ClassVar = "description"
    newest_first: ClassVar = "found_on"
    moves: ClassVar = MOVES
    strip: ClassVar = ("open", "corrected")
    onward: ClassVar = (
        Onward(
            "accountability",
            "登记通报约谈",
            (Along(("department_id", ("description", "reason"))),),
            back="finding_id",
            when=lambda finding: finding.state == "overdue",
        ),
    )

    source: Mapped[str] = _what.choice(
        "问题来源",
        "finding_source",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    inspection_id: Mapped[int | None] = _what.link(
        "在哪次检查中发现",
        "inspection",
        quick=True,
        shown_when=outward,
        help="选了检查的，整改单位由程序填上",
    )
    campaign_id: Mapped[int | None] = _what.link(
        "在哪次行动中发现",
        "campaign",
        filtered=True,
        shown_when=outward,
        help="检查已关联行动的，由程序填上",
    )
    found_on: Mapped[date] = _what.day("发现日期")
    state: Mapped[str] = state("整改情况", STATES, section="问题")
    description: Mapped[LongText] = _what.field("问题", listed=True, searched=True, quick=True)
    kind: Mapped[str | None] = _what.choice("问题类别", "finding_kind", filtered=True, counted=True)
    internal_check_id: Mapped[int | None] = _what.link(
        "内部监督检查",
        "internal_check",
        filtered=True,
        shown_when=lambda finding: finding.source == INTERNAL,
        help="在哪次检查中发现；责任部门由程序填上",
    )
    drill_id: Mapped[int | None] = _what.link(
        "应急演练",
        "drill",
        filtered=True,
        shown_when=lambda finding: finding.source == DRILL,
        help="在哪次演练中发现",
    )
    enterprise_id: Mapped[int | None] = _whose.link(
        "企业和单位",
        "enterprise",
        carries=("name", "credit_code", "representative", "phone", "address"),
        shown_when=outward,
    )
    name: Mapped[str | None] = _whose.field(
        "整改单位或个人", listed=True, searched=True, quick=True, shown_when=outward
    )
    credit_code: Mapped[CreditCode | None] = _whose.field("统一社会信用代码", shown_when=outward)
    representative: Mapped[str | None] = _whose.field("负责人", shown_when=outward)
    phone: Mapped[Phone | None] = _whose.field("联系方式", shown_when=outward)
    address: Mapped[str | None] = _whose.field("地址", shown_when=outward)
    department_id: Mapped[int | None] = _whose.link(
        "责任部门",
        "place",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        help="企业的问题填督促整改的部门，本镇的问题填负责整改的部门",
    )
    responsible: Mapped[str | None] = _whose.field("责任人", searched=True, quick=True)
    basis: Mapped[str | None] = _order.field("依据", help="法律法规的名称和条款，或者制度、文件")
    demand: Mapped[LongText | None] = _order.field("整改要求")
    due_on: Mapped[date | None] = _order.field(
        "整改期限", listed=True, dated=True, index=True, quick=True, ahead=Ahead.MAY
    )
    ordered_on: Mapped[date | None] = _order.field(
        "责令整改日期", dated=True, index=True, shown_when=outward, ahead=Ahead.REFUSED
    )
    number: Mapped[str | None] = _order.field(
        "责令整改通知书文号",
        listed=True,
        searched=True,
        computed=lambda finding: finding.written_number(),
    )
    number_text: Mapped[str | None] = _order.field(
        "文号机关代字", computed=lambda finding: finding.number_text, shown_when=never
    )
    number_year: Mapped[int | None] = _order.field(
        "文号年份", computed=lambda finding: finding.number_year, shown_when=never
    )
    number_no: Mapped[int | None] = _order.field(
        "文号序号", computed=lambda finding: finding.number_no, shown_when=never
    )
    delivered_on: Mapped[date | None] = _order.field("送达日期", shown_when=outward)
    extension_reason: Mapped[str | None] = _order.field(
        "再次限期的原因", shown_when=lambda finding: bool(finding.extension_reason)
    )
    rechecked_on: Mapped[date | None] = _recheck.field("复查日期", dated=True, ahead=Ahead.REFUSED)
    corrected_on: Mapped[date | None] = _recheck.field(
        "整改完成日期", dated=True, index=True, ahead=Ahead.REFUSED
    )
    evidence: Mapped[LongText | None] = _recheck.field(
        "复查情况和佐证", help="怎样改的、凭什么认定；照片、回执放在附件里"
    )
    verifier_id: Mapped[int | None] = _recheck.link("复查人", "staff")
    transferred_on: Mapped[date | None] = _recheck.field(
        "移送日期", dated=True, shown_when=lambda finding: finding.state == "transferred"
    )
    transferred_to: Mapped[str | None] = _recheck.field(
        "移送到哪个机关", shown_when=lambda finding: finding.state == "transferred"
    )
    reopening_reason: Mapped[str | None] = _recheck.field(
        "退回整改的原因", shown_when=lambda finding: bool(finding.reopening_reason)
    )

    def called(self) -> str:
        """Number or day, who is to act, and what is wrong."""
        day: date | None = self.found_on  # not yet typed, in a new record
        lead = self.written_number() or (day.isoformat() if day else "")
        what: str | None = self.description
        return " ".join(filter(None, (lead, self.name, (what or "").partition("\n")[0])))

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """Keep the ledger's number; what has a day of completion is put right."""
        del session
        yield from self.keep_number(given)
        if given.get("state") is None and self.corrected_on is not None:
            self.state = "corrected"

    def settle(self) -> None:
        """Also takes from its inspection the campaign, and who is to act."""
        session = object_session(self)
        if session is not None:
            with session.no_autoflush:
                self._take_from(session)
                self._take_department(session)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """Days in their order; somebody is to act, by some day."""
        first: date | None = self.found_on
        for name in ("due_on", "ordered_on", "rechecked_on", "corrected_on", "transferred_on"):
            day = getattr(self, name)
            if first and day and day < first:
                yield Problem(name, f"{type(self).fields[name].label}早于发现日期，请核对")
        if self.ordered_on and self.delivered_on and self.delivered_on < self.ordered_on:
            yield Problem("delivered_on", "送达日期早于责令整改日期，请核对")
        if not (self.name or self.department_id or self.responsible):
            path = "name" if outward(self) else "department_id"
            yield Problem(path, "由谁整改待补", Level.MISSING)
        if self.due_on is None and self.state == "open":
            yield Problem("due_on", "整改期限待补", Level.MISSING)

    def _take_from(self, session: Session) -> None:
        """Blanks are filled by what the inspection says."""
        chosen = self.inspection_id if outward(self) else None
        inspection: Any = session.get(register("inspection"), chosen) if chosen else None
        if inspection is None:
            return
        if self.campaign_id is None and inspection.campaign_id is not None:
            self.campaign_id = inspection.campaign_id
        if self.name not in (None, inspection.name):
            return
        for name in ("enterprise_id", *type(self).fields["enterprise_id"].carries):
            if getattr(self, name) is None and getattr(inspection, name) is not None:
                setattr(self, name, getattr(inspection, name))

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same problem of the same inspection is one finding."""
        if self.inspection_id is None:
            return
        same = select(Finding.caption).where(
            Finding.inspection_id == self.inspection_id,
            Finding.description == self.description,
            Finding.id != (self.id or 0),
            Finding.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("description", f"与“{caption}”是同一个问题，请核对", Level.WARN)

    def _take_department(self, session: Session) -> None:
        """A blank one is the department that the internal check looked at."""
        chosen = self.internal_check_id if self.source == INTERNAL else None
        if chosen and self.department_id is None and not self.responsible:
            check: Any = session.get(register("internal_check"), chosen)
            self.department_id = check.department_id if check is not None else None
