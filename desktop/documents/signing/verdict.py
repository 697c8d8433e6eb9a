"""The verdict on a signed PDF, in words for people."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from desktop.documents.signing.certificate import Certificate, to_the_minute

CLOCK_NOTE = "取自签名电脑时钟，未经第三方证明"


class Kind(Enum):
    """The five answers; the value is what people read."""

    INTACT = "有效"
    CHANGED = "已被改动"
    UNKNOWN_SIGNER = "签名者未登记"
    UNSIGNED = "没有签名"
    UNREADABLE = "无法核对"


@dataclass(frozen=True)
class SignatureFound:
    """One signature in a file.

    Attributes:
        field: name of the signature field.
        kind: the verdict on this signature alone; the file's verdict needs all of them.
        sentence: the same in one sentence.
        certificate: the signer's certificate, None when it could not be read.
        name: the office as the signer wrote it, signed along with the file.
        reason: the reason as the signer wrote it.
        claimed_time: aware; from the signing PC's clock, nobody else vouches for it.
        whole_file: True when the signature covers every byte of the file.
        valid_then: certificate valid at ``claimed_time``; None when there is none.
        valid_now: certificate valid at the moment of verifying.
        revoked_on: when the office struck the certificate off its register.
        end: number of bytes from the start of the file that this signature speaks for.
    """

    field: str
    kind: Kind
    sentence: str
    certificate: Certificate | None = None
    name: str = ""
    reason: str = ""
    claimed_time: datetime | None = None
    whole_file: bool = False
    valid_then: bool | None = None
    valid_now: bool | None = None
    revoked_on: datetime | None = None
    end: int = 0

    @property
    def who(self) -> str:
        """The holder of the certificate, or that it is not known."""
        return self.certificate.subject if self.certificate else "不明"

    @property
    def time_text(self) -> str:
        """The claimed time with the warning that belongs to it."""
        if self.claimed_time is None:
            return "没有写明签名时间"
        return f"{to_the_minute(self.claimed_time)}（{CLOCK_NOTE}）"


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a whole file, with its signatures in the order they were made."""

    kind: Kind
    sentence: str
    signatures: tuple[SignatureFound, ...] = ()
