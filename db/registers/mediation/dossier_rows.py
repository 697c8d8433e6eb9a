"""What the dossier holds beside the agreement: inquiries, evidence, receipts, the self-check."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Money, choice, field
from db.store.record import Child


class Inquiry(Child):
    """One record of inquiry 人民调解调查记录."""

    __tablename__ = "mediation_inquiry"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "asked"

    held_on: Mapped[date] = field("调查时间", listed=True)
    place: Mapped[str | None] = field("地点", listed=True)
    asked: Mapped[str] = field("被调查人", listed=True, searched=True)
    present: Mapped[str | None] = field("参加人")
    text: Mapped[LongText | None] = field("调查记录", help="一问一答，照被调查人的原话记")
    inquirer: Mapped[str | None] = field("调查人", listed=True)
    recorder: Mapped[str | None] = field("记录人")


class Evidence(Child):
    """One item of evidence 人民调解证据材料; its scan is an attachment of the case."""

    __tablename__ = "mediation_evidence"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "name"

    name: Mapped[str] = field("名称", listed=True)
    provider: Mapped[str | None] = field("提供人", listed=True)
    form: Mapped[str | None] = choice("原件或复印件", "evidence_form", listed=True, default="2")
    pages: Mapped[int | None] = field("页数", unit="页", listed=True)
    proves: Mapped[str | None] = field("证明内容", listed=True)
    received_on: Mapped[date | None] = field("收到日期", listed=True)


class Receipt(Child):
    """One proof of performance 履行凭证: a receipt, a transfer slip."""

    __tablename__ = "mediation_receipt"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "payee"

    received_on: Mapped[date] = field("日期", listed=True)
    payer: Mapped[str | None] = field("交付人", listed=True)
    payee: Mapped[str] = field("收受人", listed=True)
    amount: Mapped[Money | None] = field("金额", unit="元", listed=True)
    goods: Mapped[str | None] = field("物品或行为", listed=True, help="不是付钱的，写明交付了什么")
    way: Mapped[str | None] = choice("凭证种类", "receipt_kind", listed=True)
    note: Mapped[str | None] = field("备注")


class SelfCheck(Child):
    """One point of the self-check before filing 归档自查."""

    __tablename__ = "mediation_check"
    owner: ClassVar = "mediation"
    name_field: ClassVar = "point"

    point: Mapped[str] = choice("检查项目", "dossier_point", listed=True)
    result: Mapped[str | None] = choice("结果", "check_result", listed=True)
    note: Mapped[str | None] = field("说明", listed=True)
