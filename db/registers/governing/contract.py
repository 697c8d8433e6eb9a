"""Government contracts 政府合同: with whom, for how much, and reviewed before it was signed."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, Session

from db.registers.governing.gate import review_of, why_not
from db.store.fields import Ahead, CreditCode, LongText, Money, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_contract = Section("合同")
_term = Section("签订和履行")


class Contract(Record):
    """A contract that the township's government signs."""

    __tablename__ = "contract"
    title: ClassVar = "政府合同"
    unit: ClassVar = "份"
    group: ClassVar = "文件与决策"
    icon: ClassVar = "edit"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "signed_on"

    name: Mapped[str] = _contract.field("合同名称", listed=True, searched=True, quick=True)
    number: Mapped[str | None] = _contract.field("合同编号", listed=True, searched=True)
    department_id: Mapped[int | None] = _contract.link(
        "承办部门", "place", listed=True, filtered=True, counted=True, quick=True
    )
    other_party: Mapped[str | None] = _contract.field(
        "对方当事人", listed=True, searched=True, quick=True
    )
    credit_code: Mapped[CreditCode | None] = _contract.field("对方统一社会信用代码", searched=True)
    amount: Mapped[Money | None] = _contract.field(
        "金额", unit="元", listed=True, summed=True, quick=True
    )
    review_id: Mapped[int | None] = _contract.link(
        "合法性审核", "legality_review", listed=True, quick=True
    )
    signed_on: Mapped[date | None] = _term.field(
        "签订日期", listed=True, dated=True, filtered=True, index=True, quick=True
    )
    signed_by: Mapped[str | None] = _term.field("签订人")
    starts_on: Mapped[date | None] = _term.field("履行期限起", ahead=Ahead.MAY)
    ends_on: Mapped[date | None] = _term.field("履行期限止", dated=True, ahead=Ahead.MAY)
    content: Mapped[LongText | None] = _term.field("主要内容")

    def rules(self) -> Iterator[Problem]:
        """Days in their order."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Problem("ends_on", "履行期限止早于起，请核对")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A contract is reviewed before it is signed."""
        if self.signed_on is None:
            return
        why = why_not(review_of(session, self.review_id), self.signed_on, same_day=True)
        if why:
            yield Problem("review_id", f"{why}，合同应先审核再签订，请核对", Level.WARN)
