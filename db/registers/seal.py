"""The office's certificates for electronic signatures."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, File, choice, field
from db.store.problems import Level, Problem
from db.store.record import Record


class Certificate(Record):
    """A certificate 签名证书: made in the program, imported, or on a token."""

    __tablename__ = "certificate"
    title: ClassVar = "签名证书"
    unit: ClassVar = "张"
    group: ClassVar = "设置"
    icon: ClassVar = "certificate"
    name_field: ClassVar = "subject"
    newest_first: ClassVar = "valid_from"
    written_by_program: ClassVar = True

    subject: Mapped[str] = field("持有人", section="证书", listed=True, searched=True, fixed=True)
    kind: Mapped[str] = choice("来源", "certificate_kind", section="证书", listed=True, fixed=True)
    issuer: Mapped[str] = field("颁发者", section="证书", listed=True, fixed=True)
    serial: Mapped[str] = field("序列号", section="证书", fixed=True)
    fingerprint: Mapped[str] = field(
        "指纹",
        section="证书",
        unique=True,
        fixed=True,
        help="证书的 SHA-256；是不是这一张证书，逐位核对它",
    )
    valid_from: Mapped[date] = field(
        "有效期起", section="证书", listed=True, fixed=True, ahead=Ahead.MAY
    )
    valid_to: Mapped[date] = field(
        "有效期止", section="证书", listed=True, fixed=True, ahead=Ahead.MAY
    )
    active: Mapped[bool] = field("用于签名", section="使用", listed=True, default=True)
    revoked_on: Mapped[date | None] = field("停用日期", section="使用", listed=True)
    revoked_reason: Mapped[str | None] = field("停用原因", section="使用")
    chain: Mapped[File] = field("证书链", section="证书", fixed=True)
    key: Mapped[File | None] = field("加密的私钥", section="证书", fixed=True)
    token_module: Mapped[str | None] = field("密码介质驱动", section="密码介质")
    token_label: Mapped[str | None] = field("介质名称", section="密码介质")
    key_label: Mapped[str | None] = field("密钥名称", section="密码介质")

    @classmethod
    def in_use(cls, session: Session) -> list[Self]:
        """Those that may sign, the newest first: the office signs with that one."""
        usable = select(cls).where(cls.deleted_at.is_(None), cls.active, cls.revoked_on.is_(None))
        return list(session.scalars(usable.order_by(cls.id.desc())))

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Of two that may sign only the newer does."""
        newest = next(iter(self.in_use(session)), None)
        if self.active and self.revoked_on is None and newest and newest.id > (self.id or 0):
            word = f"签名用的是更新的一张（{newest.valid_from} 起有效），这一张不会用到"
            yield Problem("active", f"{word}；要改用它，先停用那一张", Level.WARN)
