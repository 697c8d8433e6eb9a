"""Petitions: who came with what, by when it is to be handled, and how it ended."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, IdNumber, LongText, Phone, Section
from db.store.kinds.identity import implied_by_id_number
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Record

_matter = Section("信访事项")
_who = Section("信访人")
_done = Section("办理")


class Petition(Record):
    """A petition 信访事项 that the township handles."""

    __tablename__ = "petition"
    title: ClassVar = "信访事项"
    unit: ClassVar = "件"
    group: ClassVar = "监督"
    icon: ClassVar = "inward"
    name_field: ClassVar = "matter"
    newest_first: ClassVar = "received_on"
    onward: ClassVar = (
        Onward(
            "mediation",
            "转为调解案件",
            (
                Along(
                    (("village_id", "place_id"),),
                    lambda petition: {"summary": petition.content or petition.matter},
                ),
                Along(
                    ("person_id", "name", "id_number", "sex", "phone", "address"),
                    rows="parties",
                ),
            ),
            link="case_id",
        ),
    )

    received_on: Mapped[date] = _matter.day("收到日期")
    kind: Mapped[str] = _matter.choice(
        "信访形式",
        "petition_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="2",
        quick=True,
    )
    number: Mapped[str | None] = _matter.field("编号", searched=True, help="信访系统的编号")
    matter: Mapped[str] = _matter.field(
        "事由", listed=True, searched=True, quick=True, help="一句话，如 反映宅基地边界"
    )
    content: Mapped[LongText | None] = _matter.field("内容", searched=True, quick=True)
    village_id: Mapped[int | None] = _matter.link(
        "所在村居", "place", listed=True, filtered=True, counted=True
    )
    person_id: Mapped[int | None] = _who.link(
        "人员", "person", carries=("name", "id_number", "sex", "phone", "address")
    )
    name: Mapped[str | None] = _who.field(
        "信访人", listed=True, searched=True, quick=True, help="匿名的不填"
    )
    id_number: Mapped[IdNumber | None] = _who.field("身份证号", sensitive=True, searched=True)
    sex: Mapped[str | None] = _who.choice("性别", "sex", counted=True)
    phone: Mapped[Phone | None] = _who.field("联系电话", sensitive=True, searched=True, quick=True)
    address: Mapped[str | None] = _who.field("住址", sensitive=True)
    persons: Mapped[int] = _who.field(
        "人数", unit="人", listed=True, summed=True, default=1, help="联名或集体来访的写总人数"
    )
    unit_id: Mapped[int | None] = _done.link(
        "承办单位", "place", listed=True, filtered=True, counted=True, quick=True
    )
    due_on: Mapped[date | None] = _done.field(
        "办结期限", help="交办件载明或经批准延长的日期；不填按期限规则，默认 60 日", ahead=Ahead.MAY
    )
    handled_on: Mapped[date | None] = _done.field(
        "办结日期", listed=True, filtered=True, dated=True, index=True
    )
    result: Mapped[str | None] = _done.choice(
        "办理结果", "petition_result", listed=True, filtered=True, counted=True
    )
    opinion: Mapped[LongText | None] = _done.field("处理意见")
    case_id: Mapped[int | None] = _done.link(
        "转为调解案件", "mediation", help="转入人民调解的，指向那件案件"
    )
    note: Mapped[LongText | None] = _done.field("备注", sensitive=True)

    def called(self) -> str:
        """Day, who, what."""
        day: date | None = self.received_on  # not yet typed, in a new petition
        return " ".join(filter(None, (day.isoformat() if day else "", self.name, self.matter)))

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells the sex."""
        told = implied_by_id_number(self.id_number) if name == "id_number" else {}
        return {"sex": told["sex"]} if "sex" in told else {}

    def rules(self) -> Iterator[Problem]:
        """Handled after it came, with a result."""
        received: date | None = self.received_on
        persons: int | None = self.persons
        if persons is not None and persons < 1:
            yield Problem("persons", "人数至少是 1")
        for name in ("due_on", "handled_on"):
            day: date | None = getattr(self, name)
            if received and day and day < received:
                yield Problem(name, f"{type(self).fields[name].label}早于收到日期，请核对")
        if self.handled_on and not self.result:
            yield Problem("result", "办理结果待补", Level.MISSING)
        if self.result and self.handled_on is None:
            yield Problem("handled_on", "填了办理结果，办结日期待补", Level.MISSING)
