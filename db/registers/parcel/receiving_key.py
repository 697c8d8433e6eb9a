"""The key pair with which this office opens what was sealed for it."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, File, Section
from db.store.record import Record

_certificate = Section("证书")
_key = Section("私钥")


class ReceivingKey(Record):
    """A receiving certificate 接收证书 with its private key; made by the program."""

    __tablename__ = "receiving_key"
    title: ClassVar = "接收证书"
    unit: ClassVar = "张"
    group: ClassVar = "设置"
    icon: ClassVar = "key"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "valid_from"
    written_by_program: ClassVar = True

    subject: Mapped[str] = _certificate.field("持有人", listed=True, searched=True, fixed=True)
    fingerprint: Mapped[str] = _certificate.field(
        "指纹", unique=True, fixed=True, help="证书的 SHA-256，供报送单位逐位核对"
    )
    valid_from: Mapped[date] = _certificate.field(
        "有效期起", listed=True, fixed=True, ahead=Ahead.MAY
    )
    valid_to: Mapped[date] = _certificate.field(
        "有效期止", listed=True, fixed=True, ahead=Ahead.MAY
    )
    certificate: Mapped[File] = _certificate.field("证书文件", fixed=True)
    key: Mapped[File] = _key.field("加密的私钥", fixed=True)
