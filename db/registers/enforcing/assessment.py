"""Performance assessment 绩效考核 of departments and posts: items, their points, the total."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, object_session

from db.store.codes import codes
from db.store.fields import LongText, Section, field, never
from db.store.places import RESOURCES
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

_whom = Section("考核对象")
_points = Section("考核内容")
_outcome = Section("考核结果")
_FULL = 100
_POST = "2"


class AssessmentItem(Child):
    """One item 考核项目: what it is worth, and what was reached of it."""

    __tablename__ = "assessment_item"
    owner: ClassVar = "assessment"
    name_field: ClassVar = "name"

    name: Mapped[str] = field("考核项目", listed=True, searched=True)
    weight: Mapped[int] = field("分值", unit="分", listed=True)
    score: Mapped[int | None] = field("得分", unit="分", listed=True)
    note: Mapped[str | None] = field("扣分或加分的理由", listed=True)

    def rules(self) -> Iterator[Problem]:
        """Nobody reaches more than an item is worth."""
        weight: int | None = self.weight  # not yet typed, in a new row
        if weight is not None and weight <= 0:
            yield Problem("weight", "分值应大于 0")
        if self.score is not None and self.score < 0:
            yield Problem("score", "得分不能是负数")
        if weight is not None and self.score is not None and self.score > weight:
            yield Problem("score", f"得分高于分值 {weight} 分，请核对")


@cache
def least_totals() -> dict[str, int]:
    """The least total for each grade, the best first, from resources/assessment.toml."""
    return tomllib.loads((RESOURCES / "assessment.toml").read_text(encoding="utf-8"))


def _of_post(assessment: "Assessment") -> bool:
    return assessment.kind == _POST


class Assessment(Record):
    """The assessment of a department or a post for a year."""

    __tablename__ = "assessment"
    title: ClassVar = "绩效考核"
    unit: ClassVar = "份"
    group: ClassVar = "监督"
    icon: ClassVar = "check"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "year_end"

    name: Mapped[str | None] = _whom.field(
        "名称",
        listed=True,
        searched=True,
        computed=lambda assessment: assessment.name,
        shown_when=never,
    )
    year: Mapped[int] = _whom.field(
        "考核年度", listed=True, filtered=True, default=lambda: date.today().year, quick=True
    )
    year_end: Mapped[date | None] = _whom.field(
        "年度末日",
        dated=True,
        index=True,
        computed=lambda assessment: assessment.last_day(),
        shown_when=never,
    )
    kind: Mapped[str] = _whom.choice(
        "考核对象类别",
        "assessment_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    department_id: Mapped[int | None] = _whom.link(
        "部门",
        "place",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda _assessment: True,
    )
    staff_id: Mapped[int | None] = _whom.link("人员", "staff", shown_when=_of_post)
    post: Mapped[str | None] = _whom.field(
        "岗位", listed=True, searched=True, shown_when=_of_post, needed_when=_of_post
    )
    items: Mapped[list[AssessmentItem]] = _points.children(
        "考核项目", AssessmentItem, quick=True, help="分值合计为 100 分"
    )
    total: Mapped[int | None] = _outcome.field(
        "总分", unit="分", listed=True, computed=lambda assessment: assessment.sum_of_scores()
    )
    grade: Mapped[str | None] = _outcome.choice(
        "等次",
        "assessment_grade",
        listed=True,
        filtered=True,
        counted=True,
        help="不选的，得分填齐后由程序按总分填上",
    )
    assessed_on: Mapped[date | None] = _outcome.field("考核日期", dated=True, quick=True)
    assessed_by: Mapped[str | None] = _outcome.field("考核组织单位")
    published_on: Mapped[date | None] = _outcome.field("结果通报日期")
    note: Mapped[LongText | None] = _outcome.field("评语和改进要求")

    def called(self) -> str:
        """Year, and whom."""
        return self.name or ""

    def settle(self) -> None:
        """Also names it and grades what is scored throughout."""
        named = self._named()
        if self.name != named:
            self.name = named
        if self.grade is None:
            self.grade = self.grade_by_total()
        super().settle()

    def last_day(self) -> date | None:
        """The last day of the year that is assessed, by which it counts."""
        year: int | None = self.year
        return date(year, 12, 31) if year and 1 <= year <= 9999 else None

    def sum_of_scores(self) -> int | None:
        """What was reached altogether; None before any item was scored."""
        scores = [row.score for row in self.items if row.score is not None]
        return sum(scores) if scores else None

    def grade_by_total(self) -> str | None:
        """The grade that the total gives, once every item is scored."""
        total = self.sum_of_scores()
        if total is None or any(row.score is None for row in self.items):
            return None
        return next((code for code, least in least_totals().items() if total >= least), None)

    def rules(self) -> Iterator[Problem]:
        """The items are worth 100 points together, and none stands twice."""
        year: int | None = self.year
        if year is not None and not 1990 <= year <= date.today().year + 1:
            yield Problem("year", f"{year} 不像考核年度，请核对")
        weights = [row.weight or 0 for row in self.items]
        if self.items and sum(weights) != _FULL:
            yield Problem("items", f"分值合计 {sum(weights)} 分，应为 {_FULL} 分")
        names = [row.name for row in self.items if row.name]
        if len(names) != len(set(names)):
            yield Problem("items", "同一个考核项目列了两次，请核对", Level.WARN)
        if not self.items:
            yield Problem("items", "考核项目待补", Level.MISSING)
        elif any(row.score is None for row in self.items):
            yield Problem("items", "还有考核项目没有打分", Level.MISSING)
        asked = self.grade_by_total()
        if self.grade and asked and self.grade != asked:
            word = codes("assessment_grade").name(asked)
            yield Problem("grade", f"按总分应为“{word}”，请核对", Level.WARN)

    def _named(self) -> str | None:
        """``2024年天龙镇应急管理站考核``; links are told while it is in a session."""
        session = object_session(self)
        if session is None:
            return self.name
        chosen: int | None = self.department_id
        with session.no_autoflush:
            place: Any = session.get(register("place"), chosen) if chosen else None
        whom = f"{place.name if place is not None else ''}{self.post or ''}"
        return f"{self.year or ''}年{whom}考核"

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Each department and post is assessed once a year."""
        same = select(Assessment.caption).where(
            Assessment.year == self.year,
            Assessment.kind == self.kind,
            Assessment.department_id == self.department_id,
            Assessment.post.is_not_distinct_from(self.post),
            Assessment.staff_id.is_not_distinct_from(self.staff_id),
            Assessment.id != (self.id or 0),
            Assessment.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            yield Problem("department_id", f"“{caption}”已登记，请核对", Level.WARN)
