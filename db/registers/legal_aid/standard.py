"""The hardship standards of legal aid 经济困难标准, by year; set by each province (art. 34)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Money, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_standard = Section("标准")


class AidStandard(Record):
    """What a household may earn per head and month 经济困难标准.

    Shipped empty: the figure is the province's and changes with the 低保 line, so the office
    enters it with the document it comes from.
    """

    __tablename__ = "aid_standard"
    title: ClassVar = "法律援助经济困难标准"
    unit: ClassVar = "项"
    group: ClassVar = "设置"
    icon: ClassVar = "settings"
    name_field: ClassVar = "name"

    name: Mapped[str | None] = _standard.field(
        "标准名称", listed=True, searched=True, computed=lambda standard: standard.named()
    )
    year: Mapped[int] = _standard.field(
        "适用年度", listed=True, filtered=True, default=lambda: date.today().year
    )
    household_kind: Mapped[str] = _standard.choice(
        "城乡", "household_kind", listed=True, filtered=True, default="2"
    )
    region: Mapped[str | None] = _standard.field(
        "适用地区", listed=True, help="只适用于外县的写明；本县的不填"
    )
    amount: Mapped[Money] = _standard.field("人均月收入标准", unit="元", listed=True)
    basis: Mapped[str] = _standard.field("依据", listed=True, help="文件名称和文号")
    note: Mapped[LongText | None] = _standard.field("备注")

    def named(self) -> str:
        """2024 年农村标准."""
        kind = type(self).fields["household_kind"].kind.format(self.household_kind)
        return f"{self.region or ''}{self.year or ''}年{kind}标准"

    def called(self) -> str:
        """The year, the region, town or country."""
        return self.named()

    def rules(self) -> Iterator[Problem]:
        """A year that can be meant, an amount above nothing."""
        year: int | None = self.year  # not yet typed, in a new standard
        amount: int | None = self.amount
        if year is not None and not 2003 <= year <= date.today().year + 1:
            yield Problem("year", "适用年度不像一个年份，请核对", Level.WARN)
        if amount is not None and amount <= 0:
            yield Problem("amount", "标准应大于 0")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One year, one place, one standard."""
        others = select(AidStandard.caption).where(
            AidStandard.caption == self.named(),
            AidStandard.id != (self.id or 0),
            AidStandard.deleted_at.is_(None),
        )
        for caption in session.scalars(others.limit(1)):
            yield Problem("year", f"已经登记了“{caption}”，请改那一项")


def fitting(session: Session, year: int, household_kind: str) -> AidStandard | None:
    """The county's own standard of that year for town or country."""
    return session.scalar(
        select(AidStandard)
        .where(
            AidStandard.year == year,
            AidStandard.household_kind == household_kind,
            AidStandard.region.is_(None),
            AidStandard.deleted_at.is_(None),
        )
        .limit(1)
    )
