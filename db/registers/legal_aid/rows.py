"""What an application is made of: household, papers, notices, other recipients."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, IdNumber, LongText, Money, Phone, choice, choices, field, link
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Problem
from db.store.record import Child

AGENCY = "2"
"""A supplement that the county's agency asked for; the station's own is 1."""


class Fellow(Child):
    """Another recipient of the same case 同案其他受援人: one 件, several 人次."""

    __tablename__ = "legal_aid_fellow"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "name"

    person_id: Mapped[int | None] = link(
        "人员", "person", carries=("name", "id_number", "sex", "phone", "address", "categories")
    )
    name: Mapped[str] = field("姓名", listed=True, searched=True)
    id_number: Mapped[IdNumber | None] = field("身份证号", searched=True, sensitive=True)
    sex: Mapped[str | None] = choice("性别", "sex", listed=True)
    phone: Mapped[Phone | None] = field("联系电话", listed=True, sensitive=True)
    address: Mapped[str | None] = field("住址", sensitive=True)
    categories: Mapped[str | None] = choices(
        "人员类别", "people_category", listed=True, sensitive=True
    )
    amount: Mapped[Money | None] = field("涉及金额", unit="元", listed=True)

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells the sex."""
        told = implied_by_id_number(self.id_number) if name == "id_number" else {}
        return {"sex": told["sex"]} if "sex" in told else {}


class Member(Child):
    """One of the applicant's household 家庭成员, the applicant included; income of one month."""

    __tablename__ = "legal_aid_member"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "name"

    relation: Mapped[str] = field(
        "与申请人关系", listed=True, default="本人", help="申请人本人也占一行，写“本人”"
    )
    name: Mapped[str] = field("姓名", listed=True)
    born_on: Mapped[date | None] = field("出生日期", sensitive=True, ahead=Ahead.REFUSED)
    income_kind: Mapped[str | None] = choice("收入种类", "aid_income_kind", listed=True)
    monthly_income: Mapped[Money | None] = field(
        "月收入",
        unit="元",
        listed=True,
        sensitive=True,
        needed_when=lambda _member: True,
    )
    note: Mapped[str | None] = field("说明", help="如 残疾、在校、外出务工")


class Material(Child):
    """A paper the applicant handed in 申请材料 (接收凭证 lists them)."""

    __tablename__ = "legal_aid_material"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "name"

    name: Mapped[str] = field("材料名称", listed=True, help="如 身份证、残疾人证、工资欠条")
    form: Mapped[str] = choice("形式", "aid_material_form", listed=True, default="2")
    copies: Mapped[int] = field("份数", unit="份", listed=True, default=1)
    pages: Mapped[int | None] = field("页数", unit="页", listed=True)
    received_on: Mapped[date | None] = field("收到日期", listed=True)
    returned_on: Mapped[date | None] = field("退还日期", help="原件核对后退还的填写")

    def rules(self) -> Iterator[Problem]:
        """At least one copy; what is returned was received."""
        copies: int | None = self.copies  # not yet typed, in a new row
        if copies is not None and copies < 1:
            yield Problem("copies", "份数至少是 1")
        if self.received_on and self.returned_on and self.returned_on < self.received_on:
            sentence = f"退还日期（{self.returned_on}）早于收到日期（{self.received_on}），请核对"
            yield Problem("returned_on", sentence)


class Supplement(Child):
    """A notice to supplement or explain 补充材料/说明通知 (法律援助法 art. 43: once, in full)."""

    __tablename__ = "legal_aid_supplement"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "items"

    asked_by: Mapped[str] = choice("由谁通知", "aid_asked_by", listed=True, default="1")
    asked_on: Mapped[date] = field("通知日期", listed=True)
    items: Mapped[LongText] = field("需要补充或说明的事项", listed=True, help="一次写全，一行一项")
    due_on: Mapped[date | None] = field(
        "补充期限", listed=True, needed_when=lambda _row: True, ahead=Ahead.MAY
    )
    supplied_on: Mapped[date | None] = field("补齐日期", listed=True)
    supplied: Mapped[str | None] = field(
        "补充情况", shown_when=lambda row: row.supplied_on is not None
    )

    def rules(self) -> Iterator[Problem]:
        """What is supplied, and the term for it, come after the notice."""
        asked: date | None = self.asked_on  # not yet typed, in a new row
        for name in ("due_on", "supplied_on"):
            day = getattr(self, name)
            if asked and day and day < asked:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}（{day}）早于通知日期（{asked}），请核对")
