"""谈心谈话: who spoke with whom, why, and what was promised."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

COLLECTIVE = "1"
"""集体谈心谈话 in codes/talk_kind.toml."""
_talk = Section("谈话")
_said = Section("内容")


class Talk(Record):
    """A talk with officials, together or with one of them."""

    __tablename__ = "talk"
    title: ClassVar = "谈心谈话"
    unit: ClassVar = "次"
    group: ClassVar = "监督"
    icon: ClassVar = "mediation"
    name_field: ClassVar = "with_whom"
    newest_first: ClassVar = "held_on"

    held_on: Mapped[date] = _talk.day("谈话日期")
    kind: Mapped[str] = _talk.choice(
        "谈话类型", "talk_kind", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    led_by: Mapped[str] = _talk.field("主谈人", listed=True, searched=True, quick=True)
    with_whom: Mapped[str] = _talk.field(
        "谈话对象", listed=True, searched=True, quick=True, help="集体谈话写范围，如 镇领导班子成员"
    )
    people: Mapped[int | None] = _talk.field(
        "谈话人数", unit="人", summed=True, quick=True, help="参加谈话的对象，不含主谈人"
    )
    place: Mapped[str | None] = _talk.field("地点")
    recorder: Mapped[str | None] = _talk.field("记录人")
    reason: Mapped[str | None] = _said.field("谈话事由", searched=True, quick=True)
    points: Mapped[LongText | None] = _said.field("谈话要点", sensitive=True, quick=True)
    promises: Mapped[LongText | None] = _said.field("表态和承诺", sensitive=True, quick=True)
    note: Mapped[LongText | None] = _said.field("备注")

    def called(self) -> str:
        """Day, kind and with whom."""
        day: date | None = self.held_on  # not yet typed, in a new record
        kind = type(self).fields["kind"].kind.format(self.kind)
        return " ".join(filter(None, (day.isoformat() if day else "", kind, self.with_whom)))

    def rules(self) -> Iterator[Problem]:
        """A talk took place; a collective one had several."""
        if self.people is not None and self.people < 1:
            yield Problem("people", "谈话人数应大于零")
        elif self.people == 1 and self.kind == COLLECTIVE:
            yield Problem("people", "集体谈话只有一人，请核对", Level.WARN)
        if not self.points:
            yield Problem("points", "谈话要点待补", Level.MISSING)
