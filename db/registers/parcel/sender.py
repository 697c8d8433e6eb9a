"""Who sends parcels, and the certificate that signs them."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.registers.parcel.certified import (
    fingerprint_of,
    problems_of_certificate,
    subject_of,
    valid_to,
)
from db.store.fields import File, LongText, Section
from db.store.problems import Problem
from db.store.record import Record

_who = Section("报送单位")
_certificate = Section("签名证书")


class Sender(Record):
    """An office whose parcels are taken in 报送单位."""

    __tablename__ = "sender"
    title: ClassVar = "报送单位"
    unit: ClassVar = "个"
    group: ClassVar = "设置"
    icon: ClassVar = "inward"
    name_field: ClassVar = "name"

    name: Mapped[str] = _who.field(
        "单位名称",
        listed=True,
        searched=True,
        unique=True,
        help="与该所“本所资料”里的单位名称一字不差：别的单位的证书签不了它的报送包",
    )
    active: Mapped[bool] = _who.field("在用", listed=True, default=True)
    note: Mapped[LongText | None] = _who.field("备注")
    certificate: Mapped[File] = _certificate.field(
        "证书文件", help="该所的签名证书连同上级证书（.pem、.cer、.crt）"
    )
    subject: Mapped[str | None] = _certificate.field("持有人", listed=True, computed=subject_of)
    fingerprint: Mapped[str | None] = _certificate.field(
        "证书指纹",
        searched=True,
        computed=fingerprint_of,
        help="证书的 SHA-256；登记之前，请打电话与该所逐位核对",
    )
    valid_to: Mapped[date | None] = _certificate.field("有效期止", listed=True, computed=valid_to)
    revoked_on: Mapped[date | None] = _certificate.field(
        "停用日期", help="证书从这一天起不再认可，如遗失、更换"
    )

    def rules(self) -> Iterator[Problem]:
        """The file holds a certificate."""
        yield from problems_of_certificate(self)
