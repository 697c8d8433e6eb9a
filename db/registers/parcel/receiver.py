"""Who receives parcels, and the certificate they are sealed for."""

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
from db.store.certificates import unfit_for_sealing
from db.store.fields import File, LongText, Section
from db.store.problems import Problem
from db.store.record import Record

_who = Section("接收单位")
_certificate = Section("加密证书")


class Receiver(Record):
    """An office that parcels are made for 接收单位."""

    __tablename__ = "receiver"
    title: ClassVar = "接收单位"
    unit: ClassVar = "个"
    group: ClassVar = "设置"
    icon: ClassVar = "outward"
    name_field: ClassVar = "name"

    name: Mapped[str] = _who.field("单位名称", listed=True, searched=True, unique=True)
    active: Mapped[bool] = _who.field("在用", listed=True, default=True)
    note: Mapped[LongText | None] = _who.field("备注")
    certificate: Mapped[File] = _certificate.field(
        "证书文件", help="接收单位给的 RSA 加密证书（.pem、.cer、.crt），只含公钥"
    )
    subject: Mapped[str | None] = _certificate.field("持有人", computed=subject_of)
    fingerprint: Mapped[str | None] = _certificate.field(
        "证书指纹",
        computed=fingerprint_of,
        help="证书的 SHA-256；第一次用之前，请打电话与接收单位逐位核对",
    )
    valid_to: Mapped[date | None] = _certificate.field("有效期止", listed=True, computed=valid_to)

    def rules(self) -> Iterator[Problem]:
        """The file holds a certificate that one can encrypt for."""
        yield from problems_of_certificate(self, unfit_for_sealing)
