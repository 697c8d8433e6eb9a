"""Administrative reconsideration and litigation against the township, with what was corrected."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

RECONSIDERATION = "1"
"""行政复议 in codes/legal_case_kind.toml; all others are litigation."""
LOST = ("2", "3", "4", "5")
"""Results against the township in codes/legal_case_result.toml."""
_case = Section("案件")
_sides = Section("当事人和机关")
_course = Section("审理和结果")


def _litigation(case: "LegalCase") -> bool:
    return case.kind != RECONSIDERATION


def _lost(case: "LegalCase") -> bool:
    return case.result in LOST


class LegalCase(Record):
    """A reconsideration or a lawsuit about what the township did 行政复议和行政诉讼."""

    __tablename__ = "legal_case"
    title: ClassVar = "行政复议和诉讼"
    unit: ClassVar = "件"
    group: ClassVar = "监督"
    icon: ClassVar = "lawyer"
    name_field: ClassVar = "matter"
    newest_first: ClassVar = "accepted_on"

    kind: Mapped[str] = _case.choice(
        "种类",
        "legal_case_kind",
        listed=True,
        filtered=True,
        counted=True,
        default=RECONSIDERATION,
        quick=True,
    )
    number: Mapped[str | None] = _case.field("案号", listed=True, searched=True, quick=True)
    matter: Mapped[str] = _case.field(
        "案由", listed=True, searched=True, quick=True, help="如 不服责令拆除决定"
    )
    accepted_on: Mapped[date] = _case.field(
        "受理日期", listed=True, filtered=True, dated=True, index=True, quick=True
    )
    applicant: Mapped[str | None] = _sides.field(
        "申请人或原告", searched=True, sensitive=True, quick=True
    )
    respondent: Mapped[str | None] = _sides.field(
        "被申请人或被告", searched=True, quick=True, help="如 天龙镇人民政府"
    )
    organ: Mapped[str | None] = _sides.field("复议机关或法院", listed=True, quick=True)
    agent: Mapped[str | None] = _sides.field("代理人")
    unit_id: Mapped[int | None] = _sides.link("承办单位", "place", filtered=True, counted=True)
    heard_on: Mapped[date | None] = _course.field(
        "开庭日期", dated=True, filtered=True, shown_when=_litigation, ahead=Ahead.MAY
    )
    head_present: Mapped[bool | None] = _course.field(
        "负责人出庭", filtered=True, counted=True, shown_when=_litigation
    )
    head: Mapped[str | None] = _course.field(
        "出庭的负责人", shown_when=lambda case: bool(case.head_present)
    )
    decided_on: Mapped[date | None] = _course.field(
        "结案日期", listed=True, filtered=True, dated=True, index=True
    )
    result: Mapped[str | None] = _course.choice(
        "处理结果", "legal_case_result", listed=True, filtered=True, counted=True
    )
    corrected_on: Mapped[date | None] = _course.field(
        "纠正日期", dated=True, shown_when=_lost, help="按决定或判决改正的日期"
    )
    correction: Mapped[LongText | None] = _course.field("纠正情况和原因分析", shown_when=_lost)
    note: Mapped[LongText | None] = _course.field("备注", sensitive=True)

    def called(self) -> str:
        """Number and matter."""
        return " ".join(filter(None, (self.number, self.matter)))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; what was lost is corrected."""
        first: date | None = self.accepted_on  # not yet typed, in a new case
        for name in ("heard_on", "decided_on"):
            day: date | None = getattr(self, name)
            if first and day and day < first:
                yield Problem(name, f"{type(self).fields[name].label}早于受理日期，请核对")
        if self.decided_on and self.corrected_on and self.corrected_on < self.decided_on:
            yield Problem("corrected_on", "纠正日期早于结案日期，请核对", Level.WARN)
        if (self.decided_on is None) != (self.result is None):
            name = "result" if self.result is None else "decided_on"
            label = type(self).fields[name].label
            yield Problem(name, f"{label}待补", Level.MISSING)
        if _litigation(self) and self.heard_on and self.head_present is None:
            yield Problem("head_present", "负责人是否出庭待补", Level.MISSING)
        if self.head_present and self.heard_on is None and _litigation(self):
            yield Problem("heard_on", "负责人出庭的，开庭日期待补", Level.MISSING)
        if _lost(self) and self.corrected_on is None:
            yield Problem("corrected_on", "纠正情况待补", Level.MISSING)
