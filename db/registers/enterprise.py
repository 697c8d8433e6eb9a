"""Enterprises and other organisations, recognised by their unified social credit code."""

from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import CreditCode, LongText, Phone, Section
from db.store.problems import Problem
from db.store.record import Record

_about = Section("基本情况")
_reach = Section("联系方式")


class Enterprise(Record):
    """A market entity or other organisation 企业和单位: party, inspected site, appellant."""

    __tablename__ = "enterprise"
    title: ClassVar = "企业和单位"
    unit: ClassVar = "家"
    group: ClassVar = "基础资料"
    icon: ClassVar = "office"
    name_field: ClassVar = "name"
    identified_by: ClassVar = (("credit_code",), ("name",))
    told_apart: ClassVar = ("representative", "place_id", "credit_code")
    compared_by: ClassVar = ("credit_code",)

    name: Mapped[str] = _about.field("名称", listed=True, searched=True, index=True, quick=True)
    credit_code: Mapped[CreditCode | None] = _about.field(
        "统一社会信用代码", listed=True, searched=True, index=True, quick=True
    )
    kind: Mapped[str | None] = _about.choice(
        "类型", "enterprise_kind", listed=True, filtered=True, counted=True, quick=True
    )
    trade: Mapped[str | None] = _about.field("行业或经营范围")
    representative: Mapped[str | None] = _about.field("法定代表人", searched=True, quick=True)
    representative_post: Mapped[str | None] = _about.field("代表人职务")
    place_id: Mapped[int | None] = _reach.link(
        "所在村居", "place", listed=True, filtered=True, quick=True
    )
    phone: Mapped[Phone | None] = _reach.field("联系方式", listed=True, quick=True)
    address: Mapped[str | None] = _reach.field("地址", quick=True)
    note: Mapped[LongText | None] = _reach.field("备注")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same credit code twice is one enterprise entered twice."""
        if self.credit_code:
            others = select(Enterprise.caption).where(
                Enterprise.credit_code == self.credit_code,
                Enterprise.id != (self.id or 0),
                Enterprise.deleted_at.is_(None),
            )
            for caption in session.scalars(others.limit(1)):
                yield Problem("credit_code", f"这个代码已登记为“{caption}”，不必再登记")
