"""法律顾问: who advises villages or the township under which contract, and each time they came."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, IdNumber, LongText, Phone, Section, choice, field, link
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Child, Record

LECTURE = "2"
"""法治讲座 in codes/adviser_work.toml."""
GOVERNMENT, BOTH = "2", "3"
"""镇政府, 镇政府和村（社区） in codes/adviser_engaged_by.toml; blank is 村（社区）."""
_who = Section("基本情况")
_contract = Section("合同")
_duty = Section("服务记录")


def _of_villages(adviser: "LegalAdviser") -> bool:
    return adviser.engaged_by != GOVERNMENT


class AdviserVillage(Child):
    """A village that the adviser serves."""

    __tablename__ = "legal_adviser_village"
    owner: ClassVar = "legal_adviser"
    name_field: ClassVar = "village_id"

    village_id: Mapped[int] = link("村居", "place", listed=True, quick=True)


class AdviserDuty(Child):
    """One time that the adviser came."""

    __tablename__ = "legal_adviser_duty"
    owner: ClassVar = "legal_adviser"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("服务日期", listed=True)
    village_id: Mapped[int] = link("村居", "place", listed=True, help="为镇政府服务的选镇政府")
    work: Mapped[str] = choice("服务内容", "adviser_work", listed=True, default="1")
    hours: Mapped[int | None] = field("时长", unit="小时", listed=True)
    what: Mapped[str | None] = field("办理事项", listed=True, searched=True)

    def rules(self) -> Iterator[Problem]:
        """Hours of one day."""
        if self.hours is not None and self.hours < 0:
            yield Problem("hours", "时长不能是负数")
        if self.hours is not None and self.hours > 24:
            yield Problem("hours", "一天的时长超过 24 小时，请核对", Level.WARN)


class LegalAdviser(Record):
    """A lawyer or legal worker who advises villages, the township's government, or both."""

    __tablename__ = "legal_adviser"
    title: ClassVar = "法律顾问"
    unit: ClassVar = "名"
    group: ClassVar = "普法"
    icon: ClassVar = "lawyer"
    name_field: ClassVar = "name"

    person_id: Mapped[int | None] = _who.link(
        "人员", "person", carries=("name", "id_number", "sex", "phone")
    )
    name: Mapped[str] = _who.field("姓名", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = _who.field("身份证号", searched=True, sensitive=True)
    sex: Mapped[str | None] = _who.choice("性别", "sex", counted=True)
    phone: Mapped[Phone | None] = _who.field("电话", listed=True, sensitive=True, quick=True)
    kind: Mapped[str] = _who.choice(
        "身份", "adviser_kind", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    unit_name: Mapped[str | None] = _who.field(
        "执业机构", listed=True, searched=True, quick=True, help="律师事务所或法律服务所"
    )
    licence_number: Mapped[str | None] = _who.field("执业证号", searched=True, quick=True)
    engaged_by: Mapped[str | None] = _contract.choice(
        "聘请单位", "adviser_engaged_by", filtered=True, counted=True, default="1"
    )
    villages: Mapped[list[AdviserVillage]] = _contract.children(
        "服务的村居", AdviserVillage, quick=True, shown_when=_of_villages
    )
    contract_from: Mapped[date] = _contract.field(
        "合同起", listed=True, dated=True, quick=True, ahead=Ahead.MAY
    )
    contract_to: Mapped[date] = _contract.field(
        "合同止", listed=True, dated=True, quick=True, help="续签的改为新的终止日", ahead=Ahead.MAY
    )
    left_on: Mapped[date | None] = _contract.field(
        "停止服务日期", dated=True, help="不再续签或提前解除的填写"
    )
    duties: Mapped[list[AdviserDuty]] = _duty.children("服务记录", AdviserDuty)
    note: Mapped[LongText | None] = _duty.field("备注")

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells the sex."""
        told = implied_by_id_number(self.id_number) if name == "id_number" else {}
        return {key: value for key, value in told.items() if key in type(self).fields}

    def serves_on(self, day: date) -> bool:
        """Whether the contract covers the day; both ends count."""
        since: date | None = self.contract_from  # not yet typed, in a new record
        until: date | None = self.contract_to
        if since is None or until is None:
            return False
        return since <= day <= min(until, self.left_on or until)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; who serves whom."""
        since: date | None = self.contract_from
        until: date | None = self.contract_to
        if since and until and until < since:
            yield Problem("contract_to", "合同止早于合同起，请核对")
        if since and self.left_on and self.left_on < since:
            yield Problem("left_on", "停止服务日期早于合同起，请核对")
        served = {row.village_id for row in self.villages}
        if self.engaged_by in (GOVERNMENT, BOTH):
            return  # whom its duties serve is then the township, or one of these villages
        if not served:
            yield Problem("villages", "服务的村居待补", Level.MISSING)
        elif any(row.village_id and row.village_id not in served for row in self.duties):
            yield Problem("duties", "有服务记录的村居不在所服务的村居之中，请核对", Level.WARN)
