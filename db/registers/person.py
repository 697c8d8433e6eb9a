"""Persons: one record each, whatever roles they have; never entered twice."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, IdNumber, LongText, Phone, Section
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Record

_who = Section("基本情况")
_reach = Section("联系方式")
_flags = Section("特殊情况")
_right = Section("限制使用")


class Person(Record):
    """A natural person 人员: party, applicant, mediator, officer, 法律明白人, all by one record."""

    __tablename__ = "person"
    title: ClassVar = "人员"
    unit: ClassVar = "人"
    group: ClassVar = "基础资料"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"
    identified_by: ClassVar = (("id_number",), ("name", "phone"), ("name", "born_on"))
    told_apart: ClassVar = ("sex", "place_id", "phone")  # the name has the year of birth
    compared_by: ClassVar = ("id_number",)

    name: Mapped[str] = _who.field("姓名", listed=True, searched=True, index=True, quick=True)
    id_number: Mapped[IdNumber | None] = _who.field(
        "身份证号",
        searched=True,
        sensitive=True,
        index=True,
        quick=True,
        needed_when=lambda person: not person.no_id_reason,
    )
    no_id_reason: Mapped[str | None] = _who.field(
        "无法提供身份证号的原因",
        shown_when=lambda person: not person.id_number,
        help="确实提供不了的写明原因，如 无户籍、证件遗失待补办",
    )
    sex: Mapped[str | None] = _who.choice(
        "性别", "sex", listed=True, filtered=True, counted=True, quick=True
    )
    born_on: Mapped[date | None] = _who.field(
        "出生日期", sensitive=True, quick=True, ahead=Ahead.REFUSED
    )
    ethnic_group: Mapped[str | None] = _who.choice("民族", "ethnic_group", counted=True)
    political_status: Mapped[str | None] = _who.choice("政治面貌", "political_status", counted=True)
    education: Mapped[str | None] = _who.choice("学历", "education", counted=True)
    occupation: Mapped[str | None] = _who.field("单位或职业", listed=True)
    place_id: Mapped[int | None] = _reach.link("所在村居", "place", listed=True, filtered=True)
    phone: Mapped[Phone | None] = _reach.field(
        "电话", listed=True, searched=True, sensitive=True, index=True, quick=True
    )
    address: Mapped[str | None] = _reach.field("住址", sensitive=True, quick=True)
    household_address: Mapped[str | None] = _reach.field("户籍所在地", sensitive=True)
    categories: Mapped[str | None] = _flags.choices("人员类别", "people_category", sensitive=True)
    categories_basis: Mapped[str | None] = _flags.field(
        "类别依据和日期",
        sensitive=True,
        shown_when=lambda person: bool(person.categories),
        help="如 残疾人证（2023-05 发）、低保证",
    )
    note: Mapped[LongText | None] = _flags.field("备注", sensitive=True)
    restricted_on: Mapped[date | None] = _right.field(
        "限制使用日期",
        index=True,
        filtered=True,
        restricts=True,
        help="本人要求删除而卷宗保管期未满的：只保存，不再出现在名单、查找和导出里；"
        "再要找到他们，在列表的“条件”里选这一栏",
    )
    restricted_reason: Mapped[LongText | None] = _right.field(
        "限制使用的原因",
        shown_when=lambda person: person.restricted_on is not None,
        help="谁在哪天提出、为什么还要保存",
    )

    def called(self) -> str:
        """The name, with the year of birth that tells namesakes apart."""
        return f"{self.name or ''}（{self.born_on.year}年生）" if self.born_on else self.name or ""

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells sex and birth date."""
        return implied_by_id_number(self.id_number) if name == "id_number" else {}

    def rules(self) -> Iterator[Problem]:
        """A birth date is past, and is the one in the ID number."""
        if self.restricted_on and not self.restricted_reason:
            yield Problem("restricted_reason", "限制使用的请写明原因")
        told = implied_by_id_number(self.id_number)
        if self.born_on and told.get("born_on", self.born_on) != self.born_on:
            yield Problem("born_on", "出生日期与身份证号里的不同，请核对证件", Level.WARN)
        if self.sex and told.get("sex", self.sex) != self.sex:
            yield Problem("sex", "性别与身份证号里的不同，请核对证件", Level.WARN)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same ID number twice is one person entered twice."""
        if self.id_number:
            others = select(Person.caption).where(
                Person.id_number == self.id_number,
                Person.id != (self.id or 0),
                Person.deleted_at.is_(None),
            )
            for caption in session.scalars(others.limit(1)):
                yield Problem("id_number", f"这个身份证号已登记为“{caption}”，不必再登记")
