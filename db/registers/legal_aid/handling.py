"""What happens after the grant: lawyers, reports, deliveries, objections, subsidies, visits."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Money, Phone, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Child

_LUMP = ("1", "2")
"""Lawyers and grassroots legal workers are paid a lump sum (e.g. 黔司通〔2024〕36号)."""
_UPHELD = "1"


class Lawyer(Child):
    """Somebody who handles the case 法律援助人员, from one day to another."""

    __tablename__ = "legal_aid_lawyer"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "name"

    name: Mapped[str] = field(
        "姓名",
        listed=True,
        searched=True,
        recalls=("identity", "firm", "license_number", "phone"),
        help="办过案的，身份、单位、执业证号由程序照最近一次填上",
    )
    identity: Mapped[str] = choice("身份", "aid_provider", listed=True, default="1")
    firm: Mapped[str | None] = field("所在单位", listed=True)
    license_number: Mapped[str | None] = field("执业证号")
    phone: Mapped[Phone | None] = field("联系电话", sensitive=True)
    since: Mapped[date | None] = field("承办起", listed=True)
    until: Mapped[date | None] = field("承办止", listed=True, help="更换的填写；一直承办的不填")
    reason: Mapped[str | None] = field(
        "更换原因",
        shown_when=lambda row: row.until is not None,
        needed_when=lambda row: row.until is not None,
    )
    asked_on: Mapped[date | None] = field(
        "申请更换日期", shown_when=lambda row: row.until is not None
    )
    change_number: Mapped[str | None] = field(
        "更换通知书文号", shown_when=lambda row: row.until is not None
    )

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """The first one handles the case from its assignment on, for the firm it went to."""
        if record.lawyers:
            return {}
        return {"firm": record.firm, "since": record.assigned_on}

    def rules(self) -> Iterator[Problem]:
        """Nobody leaves before beginning."""
        if self.since and self.until and self.until < self.since:
            sentence = f"承办止（{self.until}）早于承办起（{self.since}），请核对"
            yield Problem("until", sentence)


class Progress(Child):
    """A report on the case 案件承办情况通报/报告."""

    __tablename__ = "legal_aid_progress"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("日期", listed=True)
    reporter: Mapped[str | None] = field("报告人", listed=True)
    told: Mapped[str | None] = field("向谁通报", listed=True)
    text: Mapped[LongText] = field("承办情况", listed=True)


class Delivery(Child):
    """A paper delivered 送达 (送达回证)."""

    __tablename__ = "legal_aid_delivery"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "document"

    document: Mapped[str] = field("送达文书", listed=True)
    document_number: Mapped[str | None] = field("文号", listed=True)
    recipient: Mapped[str] = field("受送达人", listed=True)
    address: Mapped[str | None] = field("送达地点", sensitive=True)
    way: Mapped[str] = choice("送达方式", "aid_delivery_way", listed=True, default="1")
    delivered_on: Mapped[date | None] = field("送达日期", listed=True)
    received_by: Mapped[str | None] = field("签收人", help="代收的写明与受送达人的关系")
    refused: Mapped[bool] = field("拒绝签收", listed=True, default=False)
    refusal_note: Mapped[str | None] = field(
        "拒收事由和见证人",
        shown_when=lambda row: row.refused,
        needed_when=lambda row: row.refused,
    )
    deliverer: Mapped[str | None] = field("送达人")

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """To whoever was served last; first the applicant."""
        if not record.deliveries:
            return {"recipient": record.name, "address": record.address}
        last = record.deliveries[-1]
        return {name: getattr(last, name) for name in ("recipient", "address", "deliverer")}


class Objection(Child):
    """An objection to a refusal or termination 异议, heard by the justice bureau (art. 49)."""

    __tablename__ = "legal_aid_objection"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "filed_on"

    filed_on: Mapped[date] = field("提出日期", listed=True)
    against: Mapped[str | None] = field("针对的决定", listed=True, help="如 不予法律援助决定、文号")
    reasons: Mapped[LongText | None] = field("异议理由")
    bureau: Mapped[str | None] = field("受理的司法行政部门", listed=True)
    decided_on: Mapped[date | None] = field("审查决定日期", listed=True)
    outcome: Mapped[str | None] = choice("审查结果", "aid_objection_outcome", listed=True)
    decision_number: Mapped[str | None] = field("审查决定文号")
    note: Mapped[LongText | None] = field("说明")

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """Against the newest decision that can be objected to."""
        ended = record.terminated_on is not None
        name = "终止法律援助决定" if ended else "不予法律援助决定"
        number = record.termination_number if ended else record.refusal_number
        refused = ended or record.refused_on is not None
        return {"against": " ".join(filter(None, (name, number)))} if refused else {}

    def rules(self) -> Iterator[Problem]:
        """The bureau decides after it was asked."""
        filed: date | None = self.filed_on  # not yet typed, in a new row
        if filed and self.decided_on and self.decided_on < filed:
            sentence = f"审查决定日期（{self.decided_on}）早于提出日期（{filed}），请核对"
            yield Problem("decided_on", sentence)

    def upheld(self) -> bool | None:
        """Whether the decision stands; None while nothing is decided."""
        return None if self.decided_on is None or not self.outcome else self.outcome == _UPHELD


class Subsidy(Child):
    """What the agency pays to who handled the case 补贴 (art. 52); the township only follows it.

    Public officials and volunteers are repaid their direct costs alone.
    """

    __tablename__ = "legal_aid_subsidy"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "payee"

    payee: Mapped[str] = field("承办人", listed=True)
    identity: Mapped[str] = choice("承办人身份", "aid_provider", listed=True, default="1")
    lump: Mapped[bool] = field(
        "发放定额补贴",
        listed=True,
        computed=lambda row: row.identity in _LUMP,
        default=True,
        help="律师、基层法律服务工作者发补贴；公职人员、志愿者只报销直接费用",
    )
    standard: Mapped[Money | None] = field(
        "补贴标准", unit="元", listed=True, shown_when=lambda row: row.identity in _LUMP
    )
    factor: Mapped[int] = field(
        "质量系数", unit="%", default=100, shown_when=lambda row: row.identity in _LUMP
    )
    costs: Mapped[Money | None] = field(
        "直接费用", unit="元", shown_when=lambda row: row.identity not in _LUMP
    )
    payable: Mapped[Money | None] = field(
        "应发金额", unit="元", listed=True, computed=lambda row: row.due()
    )
    account: Mapped[str | None] = field("收款账户", sensitive=True)
    approved_on: Mapped[date | None] = field("审批日期")
    paid_on: Mapped[date | None] = field("发放日期", listed=True)
    voucher: Mapped[str | None] = field("凭证号")

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """The first who handled the case and stands in no row yet."""
        paid = {row.payee for row in record.subsidies}
        lawyer = next((row for row in record.lawyers if row.name not in paid), None)
        return {"payee": lawyer.name, "identity": lawyer.identity} if lawyer else {}

    def due(self) -> int | None:
        """Standard times quality factor, or the direct costs; fen, halves rounded up."""
        if self.identity not in _LUMP:
            return self.costs
        factor: int | None = self.factor
        if self.standard is None or factor is None:
            return None
        return (self.standard * factor + 50) // 100

    def rules(self) -> Iterator[Problem]:
        """A factor that can be meant; paid after approval."""
        factor: int | None = self.factor
        if factor is not None and not 0 <= factor <= 200:
            yield Problem("factor", "质量系数一般在 0 至 200% 之间，请核对", Level.WARN)
        if self.approved_on and self.paid_on and self.paid_on < self.approved_on:
            sentence = f"发放日期（{self.paid_on}）早于审批日期（{self.approved_on}），请核对"
            yield Problem("paid_on", sentence)


class AidVisit(Child):
    """One return visit to the recipient 受援人回访."""

    __tablename__ = "legal_aid_visit"
    owner: ClassVar = "legal_aid"
    name_field: ClassVar = "visited_on"

    visited_on: Mapped[date] = field("回访日期", listed=True)
    visited: Mapped[str | None] = field("回访对象", listed=True)
    way: Mapped[str | None] = choice("回访方式", "visit_way", listed=True)
    satisfaction: Mapped[str | None] = choice("满意程度", "satisfaction", listed=True)
    fee_taken: Mapped[bool] = field(
        "反映收费", listed=True, default=False, help="承办人员向受援人收取财物的，立即报县机构"
    )
    service: Mapped[LongText | None] = field("服务评价")
    advice: Mapped[LongText | None] = field("意见建议")
    visitor_id: Mapped[int | None] = link("回访人", "staff", listed=True, sole=True)

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """The recipient of the aid."""
        return {"visited": record.name}
