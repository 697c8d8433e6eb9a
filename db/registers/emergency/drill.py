"""应急演练: what was rehearsed, who took part, and what the assessment says."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section, field, link
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Child, Record, Row

_drill = Section("演练")
_who = Section("参演")
_assessed = Section("评估")
BAD = "3"
"""需要改进 in codes/drill_rating.toml."""
_REHEARSED = "5"
"""应急演练 in codes/finding_source.toml."""
RATINGS = ("rated_plan", "rated_command", "rated_people", "rated_equipment")
"""What is assessed, besides how the drill went as a whole."""


class DrillBody(Child):
    """A body that took part 参演单位."""

    __tablename__ = "drill_body"
    owner: ClassVar = "drill"
    name_field: ClassVar = "name"

    unit_id: Mapped[int | None] = link("登记过的单位", "place", listed=True)
    name: Mapped[str | None] = field("单位名称", listed=True, searched=True)
    people: Mapped[int | None] = field("人数", unit="人", listed=True)

    def rules(self) -> Iterator[Problem]:
        """A body has a name, or is linked."""
        if self.unit_id is None and not self.name:
            yield Problem("name", "请选择登记过的单位，或写单位名称")
        if self.people is not None and self.people < 0:
            yield Problem("people", "人数不能是负数")


class Drill(Record):
    """An emergency drill, at the table or in the field."""

    __tablename__ = "drill"
    title: ClassVar = "应急演练"
    unit: ClassVar = "次"
    group: ClassVar = "应急"
    icon: ClassVar = "visit"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "held_on"
    gathers: ClassVar = "演练中发现的问题"
    onward: ClassVar = (
        Onward(
            "finding",
            "登记问题",
            (Along((("held_on", "found_on"),), lambda _drill: {"source": _REHEARSED}),),
            back="drill_id",
        ),
    )

    name: Mapped[str] = _drill.field("演练名称", listed=True, searched=True, quick=True)
    held_on: Mapped[date] = _drill.day("演练日期")
    kind: Mapped[str] = _drill.choice(
        "演练形式", "drill_kind", listed=True, filtered=True, counted=True, default="2", quick=True
    )
    hazard: Mapped[str | None] = _drill.choice(
        "灾种",
        "hazard",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda _drill: True,
    )
    plan_id: Mapped[int | None] = _drill.link(
        "应急预案",
        "emergency_plan",
        quick=True,
        needed_when=lambda _drill: True,
        help="按哪个预案演练；专项预案多久没有演练，由此算出",
    )
    place: Mapped[str | None] = _drill.field("演练地点", searched=True, quick=True)
    village_id: Mapped[int | None] = _drill.link("所在村居", "place", filtered=True, counted=True)
    lead: Mapped[str | None] = _drill.field("总指挥", searched=True)
    scene: Mapped[LongText | None] = _drill.field("演练内容", help="设定的情景、科目和经过")
    people: Mapped[int | None] = _who.field(
        "参演人数", unit="人", listed=True, summed=True, quick=True
    )
    bodies: Mapped[list[DrillBody]] = _who.children("参演单位", DrillBody)
    assessed_on: Mapped[date | None] = _assessed.field("评估日期", dated=True)
    rated_plan: Mapped[str | None] = _assessed.choice("预案是否管用", "drill_rating")
    rated_command: Mapped[str | None] = _assessed.choice("指挥协调", "drill_rating")
    rated_people: Mapped[str | None] = _assessed.choice("人员处置", "drill_rating")
    rated_equipment: Mapped[str | None] = _assessed.choice("装备物资", "drill_rating")
    conclusion: Mapped[LongText | None] = _assessed.field(
        "评估结论",
        needed_when=lambda _drill: True,
        help="执行得怎样、预案合不合用、有什么建议；要整改的问题登记在问题整改里",
    )
    note: Mapped[LongText | None] = _assessed.field("备注")

    def called(self) -> str:
        """Name and day."""
        day: date | None = self.held_on  # not yet typed, in a new drill
        return " ".join(filter(None, (self.name, day.isoformat() if day else "")))

    def rules(self) -> Iterator[Problem]:
        """Days in their order; bodies do not bring more people than there were."""
        first: date | None = self.held_on
        if first and self.assessed_on and self.assessed_on < first:
            yield Problem("assessed_on", "评估日期早于演练日期，请核对")
        if self.people is not None and self.people < 1:
            yield Problem("people", "参演人数应大于零")
        brought = sum(row.people or 0 for row in self.bodies)
        if self.people and brought > self.people:
            word = f"各单位合计 {brought} 人，多于参演人数，请核对"
            yield Problem("people", word, Level.WARN)
        for name in RATINGS:
            if getattr(self, name) is None:
                word = f"{type(self).fields[name].label}待评估"
                yield Problem(name, word, Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What the assessment calls bad is put right as a problem of its own."""
        number: int | None = self.id  # None before the first save
        bad = next((name for name in RATINGS if getattr(self, name) == BAD), None)
        if number is None or bad is None:
            return
        finding = Row.metadata.tables["finding"].c
        mine = (finding.drill_id == number, finding.deleted_at.is_(None))
        if session.scalar(select(finding.id).where(*mine).limit(1)) is None:
            word = "评为需要改进的，请按“登记问题”登记到问题整改里"
            yield Problem(bad, word, Level.WARN)
