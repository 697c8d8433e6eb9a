"""The county's schemes 以案定补: who is paid how much for which case, and from when to when."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session

from db.registers.subsidy.criteria import Criteria, found_in, in_words, is_open
from db.store.codes import codes
from db.store.fields import Ahead, LongText, Money, Section, choices, field
from db.store.kinds import codes_in
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_scheme = Section("方案")
_paid = Section("补贴范围")
_grading = Section("等级和金额")


class SubsidyGrade(Criteria, Child):
    """One grade 等级: the cases it fits, and what each result of them is paid.

    The grades are tried in their order; the first that fits counts.
    """

    __tablename__ = "subsidy_grade"
    owner: ClassVar = "subsidy_scheme"
    name_field: ClassVar = "name"

    name: Mapped[str] = field(
        "等级", listed=True, help="照文件写，如 一般、疑难、重大；同名的可以有几行"
    )
    difficulties: Mapped[str | None] = choices("难度", "difficulty", help="不选就不看难度")
    said: Mapped[LongText | None] = field("条件", listed=True, computed=in_words)
    amount_written: Mapped[Money | None] = field("书面协议每件", unit="元", listed=True)
    amount_oral: Mapped[Money | None] = field("口头协议每件", unit="元", listed=True)
    amount_failed: Mapped[Money | None] = field("调解不成每件", unit="元", listed=True)

    def amount(self, result: str) -> int | None:
        """What a case of that result is paid, in fen; None or 0 for nothing."""
        paid: int | None = getattr(self, f"amount_{result}")
        return paid


class SubsidyScheme(Record):
    """A scheme 补贴方案, set by the county's justice and finance bureaus (财行〔2007〕179号).

    Shipped empty: amounts differ from county to county and none is known for this one.
    """

    __tablename__ = "subsidy_scheme"
    title: ClassVar = "补贴方案"
    unit: ClassVar = "份"
    group: ClassVar = "设置"
    icon: ClassVar = "settings"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "valid_from"

    name: Mapped[str] = _scheme.field("方案名称", listed=True, searched=True)
    document_number: Mapped[str | None] = _scheme.field("文号", listed=True, searched=True)
    valid_from: Mapped[date] = _scheme.field(
        "适用起",
        listed=True,
        index=True,
        help="这一天起结案的案件适用；后来的方案接替先前的",
        ahead=Ahead.MAY,
    )
    valid_to: Mapped[date | None] = _scheme.field("适用止", listed=True, ahead=Ahead.MAY)
    results: Mapped[str | None] = _paid.choices(
        "给予补贴的案件结果", "subsidy_result", default="written,oral"
    )
    needs_performed: Mapped[bool] = _paid.field("达成协议的须履行完毕", default=True)
    needs_archived: Mapped[bool] = _paid.field("须已归档", default=True)
    monthly_cap: Mapped[Money | None] = _paid.field(
        "每名调解员每月上限", unit="元", help="没有上限的不填；按案件结案的月份计"
    )
    grades: Mapped[list[SubsidyGrade]] = _grading.children(
        "等级", SubsidyGrade, help="从上往下，第一个符合的等级为准"
    )
    note: Mapped[LongText | None] = _grading.field("备注")

    def grade_for(
        self, case: Any, committee_kind: str | None, result: str
    ) -> tuple[SubsidyGrade, list[str]] | None:
        """The first grade that fits the case, and what of the case it was found by."""
        for grade in self.grades:
            found = found_in(grade, case, committee_kind, result)
            if found is not None:
                return grade, found
        return None

    def graded(self, name: str | None, result: str | None) -> SubsidyGrade | None:
        """The first grade of that name that can be of that result."""
        named = (grade for grade in self.grades if grade.name == name)
        return next((g for g in named if not g.results or result in codes_in(g.results)), None)

    def rules(self) -> Iterator[Problem]:
        """Dates in their order, something paid, every grade within reach."""
        first: date | None = self.valid_from  # not yet typed, in a new scheme
        if first and self.valid_to and self.valid_to < first:
            yield Problem("valid_to", "适用止早于适用起，请核对")
        if not self.results:
            yield Problem("results", "给予补贴的案件结果待补", Level.MISSING)
        if not self.grades:
            yield Problem("grades", "等级和金额待补：按县里的文件填写", Level.MISSING)
        for result in codes_in(self.results) if self.grades else ():
            if not any(grade.amount(result) for grade in self.grades):
                word = codes("subsidy_result").name(result)
                yield Problem("grades", f"没有一个等级规定了{word}的金额，请核对", Level.WARN)
        for place, grade in enumerate(self.grades[:-1]):
            if is_open(grade):
                sentence = "这一等级不限条件，后面的等级都用不上，请把它移到最后"
                yield Problem(f"grades[{place}].name", sentence, Level.WARN)
                break

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Two schemes that begin on one day."""
        first: date | None = self.valid_from
        others = select(SubsidyScheme.caption).where(
            SubsidyScheme.valid_from == first,
            SubsidyScheme.id != (self.id or 0),
            SubsidyScheme.deleted_at.is_(None),
        )
        for caption in session.scalars(others.limit(1)):
            sentence = f"“{caption}”也从这一天起适用，程序以后登记的为准，请核对"
            yield Problem("valid_from", sentence, Level.WARN)


def scheme_on(session: Session, day: date) -> SubsidyScheme | None:
    """The scheme for cases closed on a day: of those in force, the newest."""
    last: Any = SubsidyScheme.valid_to
    return session.scalar(
        select(SubsidyScheme)
        .where(
            SubsidyScheme.valid_from <= day,
            or_(last.is_(None), last >= day),
            SubsidyScheme.deleted_at.is_(None),
        )
        .order_by(SubsidyScheme.valid_from.desc(), SubsidyScheme.id.desc())
        .limit(1)
    )
