"""People's mediators and the committees they serve (人民调解法 art. 13-16)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, IdNumber, Phone, children, choice, field, link
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Child, Record


class Appointment(Child):
    """Service on one committee."""

    __tablename__ = "mediator_appointment"
    owner: ClassVar = "mediator"
    name_field: ClassVar = "post"

    committee_id: Mapped[int] = link("调解委员会", "committee", listed=True, sole=True)
    post: Mapped[str] = choice("职务", "committee_post", listed=True, default="4")
    way: Mapped[str | None] = choice("产生方式", "appointment", listed=True)
    since: Mapped[date | None] = field("任职起", listed=True, ahead=Ahead.MAY)
    until: Mapped[date | None] = field("任职止", listed=True, ahead=Ahead.MAY)

    def rules(self) -> Iterator[Problem]:
        """A term does not end before it begins."""
        if self.since and self.until and self.until < self.since:
            yield Problem("until", "任职止早于任职起，请核对")


class Mediator(Record):
    """A people's mediator 人民调解员."""

    __tablename__ = "mediator"
    title: ClassVar = "人民调解员"
    unit: ClassVar = "名"
    group: ClassVar = "基础资料"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"
    in_service: ClassVar = "active"
    told_apart: ClassVar = ("sex", "phone")

    person_id: Mapped[int | None] = link(
        "人员",
        "person",
        section="基本情况",
        carries=(
            "name",
            "id_number",
            "sex",
            "born_on",
            "ethnic_group",
            "political_status",
            "education",
            "occupation",
            "phone",
            "address",
        ),
    )
    name: Mapped[str] = field("姓名", section="基本情况", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = field(
        "身份证号", section="基本情况", searched=True, sensitive=True, index=True, quick=True
    )
    sex: Mapped[str | None] = choice(
        "性别", "sex", section="基本情况", listed=True, filtered=True, counted=True
    )
    born_on: Mapped[date | None] = field(
        "出生日期", section="基本情况", sensitive=True, ahead=Ahead.REFUSED
    )
    ethnic_group: Mapped[str | None] = choice(
        "民族", "ethnic_group", section="基本情况", counted=True
    )
    political_status: Mapped[str | None] = choice(
        "政治面貌", "political_status", section="基本情况", counted=True
    )
    education: Mapped[str | None] = choice("学历", "education", section="基本情况", counted=True)
    occupation: Mapped[str | None] = field(
        "单位或职业", section="基本情况", listed=True, quick=True
    )
    phone: Mapped[Phone | None] = field(
        "电话", section="基本情况", listed=True, sensitive=True, quick=True
    )
    address: Mapped[str | None] = field("住址", section="基本情况", sensitive=True)
    full_time: Mapped[bool] = field(
        "专职", section="聘任", listed=True, filtered=True, counted=True, default=False
    )
    on_public_payroll: Mapped[bool] = field(
        "公职人员", section="聘任", default=False, help="财政供养人员不领取以案定补"
    )
    card_number: Mapped[str | None] = field("调解员证号", section="聘任")
    appointments: Mapped[list[Appointment]] = children(
        "任职", Appointment, section="任职", quick=True
    )
    active: Mapped[bool] = field(
        "在任",
        section="任职",
        listed=True,
        filtered=True,
        computed=lambda mediator: mediator.serves_on(None),
        default=True,
    )

    def serves_on(self, day: date | None) -> bool:
        """Whether an appointment covers the day; None asks for one without an end."""
        return any(
            row.until is None if day is None else _covers(row, day) for row in self.appointments
        )

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells sex and birth date."""
        return implied_by_id_number(self.id_number) if name == "id_number" else {}

    def rules(self) -> Iterator[Problem]:
        """A mediator is an adult (人民调解法 art. 14) and serves somewhere."""
        if self.born_on and (date.today().year - self.born_on.year) < 18:
            yield Problem("born_on", "人民调解员应为成年公民（人民调解法第十四条）", Level.WARN)
        if not self.appointments:
            sentence = "任职待补：属于哪个调委会；没有任职的不计入统计表"
            yield Problem("appointments", sentence, Level.MISSING)


def _covers(row: Appointment, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)
