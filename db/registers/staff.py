"""The township's staff: where they serve, in which post, and when on an enforcement post."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, IdNumber, LongText, Phone, Section, field
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_who = Section("基本情况")
_serving = Section("任职")
_enforcing = Section("执法岗位")

_HOLDERS = ("1", "2", "3")
"""行政、参公、事业: who may hold an enforcement certificate; staff on contract may not."""


class EnforcementPost(Child):
    """Service on an enforcement post 执法岗位, from one day to another."""

    __tablename__ = "staff_enforcement_post"
    owner: ClassVar = "staff"
    name_field: ClassVar = "post"

    post: Mapped[str] = field("岗位", listed=True)
    domain: Mapped[str | None] = field("执法领域", listed=True, help="如 综合执法、应急、自然资源")
    since: Mapped[date] = field("上岗日期", listed=True, ahead=Ahead.MAY)
    until: Mapped[date | None] = field("离岗日期", listed=True, ahead=Ahead.MAY)
    reason: Mapped[str | None] = field(
        "离岗原因", listed=True, shown_when=lambda row: row.until is not None
    )

    def rules(self) -> Iterator[Problem]:
        """Service does not end before it begins."""
        since: date | None = self.since  # not yet typed, in a new row
        if since and self.until and self.until < since:
            yield Problem("until", "离岗日期早于上岗日期，请核对")

    def covers(self, day: date) -> bool:
        """Whether the day lies within the service; both ends count."""
        since: date | None = self.since
        return since is not None and since <= day and (self.until is None or day <= self.until)


class Staff(Record):
    """One of the township's staff 工作人员; an enforcement officer while on such a post."""

    __tablename__ = "staff"
    title: ClassVar = "工作人员"
    unit: ClassVar = "人"
    group: ClassVar = "基础资料"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"
    in_service: ClassVar = "left_on"
    told_apart: ClassVar = ("department_id", "post")

    person_id: Mapped[int | None] = _who.link(
        "人员",
        "person",
        carries=(
            "name",
            "id_number",
            "sex",
            "born_on",
            "ethnic_group",
            "political_status",
            "education",
            "phone",
        ),
    )
    name: Mapped[str] = _who.field("姓名", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = _who.field(
        "身份证号", searched=True, sensitive=True, quick=True
    )
    sex: Mapped[str | None] = _who.choice("性别", "sex", listed=True, filtered=True, counted=True)
    born_on: Mapped[date | None] = _who.field("出生日期", sensitive=True, ahead=Ahead.REFUSED)
    ethnic_group: Mapped[str | None] = _who.choice("民族", "ethnic_group", counted=True)
    political_status: Mapped[str | None] = _who.choice("政治面貌", "political_status", counted=True)
    education: Mapped[str | None] = _who.choice("学历", "education", counted=True)
    major: Mapped[str | None] = _who.field("专业")
    legal_qualification: Mapped[str | None] = _who.field("法律职业资格证号")
    phone: Mapped[Phone | None] = _who.field("电话", listed=True, sensitive=True, quick=True)
    department_id: Mapped[int | None] = _serving.link(
        "部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    post: Mapped[str | None] = _serving.field("职务", listed=True, quick=True)
    establishment: Mapped[str] = _serving.choice(
        "编制性质",
        "establishment",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
        help="辅助人员、临聘和工勤人员不得持执法证",
    )
    since: Mapped[date | None] = _serving.field("到岗日期")
    left_on: Mapped[date | None] = _serving.field("离职日期", dated=True, ahead=Ahead.MAY)
    left_reason: Mapped[str | None] = _serving.field(
        "离职原因", shown_when=lambda staff: staff.left_on is not None
    )
    enforcement_posts: Mapped[list[EnforcementPost]] = _enforcing.children(
        "执法岗位", EnforcementPost
    )
    note: Mapped[LongText | None] = _enforcing.field("备注")

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells sex and birth date."""
        return implied_by_id_number(self.id_number) if name == "id_number" else {}

    def may_hold_certificate(self) -> bool:
        """Whether the establishment allows an enforcement certificate."""
        return self.establishment in _HOLDERS

    def on_enforcement_post(self, day: date) -> bool:
        """Whether an enforcement post covers the day, before the day of leaving."""
        left = self.left_on is not None and self.left_on < day
        return not left and any(row.covers(day) for row in self.enforcement_posts)

    def rules(self) -> Iterator[Problem]:
        """Dates in their order; posts end when people leave."""
        if self.since and self.left_on and self.left_on < self.since:
            yield Problem("left_on", "离职日期早于到岗日期，请核对")
        if self.left_on and any(row.until is None for row in self.enforcement_posts):
            yield Problem("enforcement_posts", "已离职，请补填执法岗位的离岗日期", Level.WARN)
