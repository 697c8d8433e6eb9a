"""Certificates as people read them, and whether one may sign at a given moment."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from db.store.certificates import SMALLEST_RSA, fingerprint
from db.store.trouble import Trouble

SELF_MADE, SELF_MADE_ROOT = "（自制）", "（自制根）"
"""End of the common names of the certificates that this program makes."""


@dataclass(frozen=True)
class Certificate:
    """One X.509 certificate in words.

    Attributes:
        subject: common name of the holder.
        issuer: common name of the issuer.
        serial: serial number, upper-case hex.
        fingerprint: SHA-256 of the DER encoding, lower-case hex, 64 characters.
        not_before: first moment of validity, UTC.
        not_after: last moment of validity, UTC.
        self_made: True for certificates made by this program.
        der: the certificate itself.
    """

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    self_made: bool
    der: bytes = field(repr=False)

    @property
    def short_fingerprint(self) -> str:
        """The first eight bytes in groups of four, as printed for comparing by eye."""
        head = self.fingerprint[:16].upper()
        return " ".join(head[i : i + 4] for i in range(0, 16, 4))

    def valid_at(self, moment: datetime) -> bool:
        """Whether ``moment`` (aware) lies within the period of validity."""
        return self.not_before <= moment <= self.not_after


def describe(der: bytes) -> Certificate:
    """Read a DER certificate.

    Raises:
        Trouble: the bytes are no certificate.
    """
    try:
        found = x509.load_der_x509_certificate(der)
        subject, issuer = _common_name(found.subject), _common_name(found.issuer)
    except ValueError as fault:
        raise Trouble("这不是可读的证书，请重新导入证书文件。", wrong_input=True) from fault
    return Certificate(
        subject=subject,
        issuer=issuer,
        serial=f"{found.serial_number:X}",
        fingerprint=fingerprint(found),
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        self_made=issuer.endswith(SELF_MADE_ROOT),
        der=der,
    )


def _common_name(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def on_day(moment: datetime) -> str:
    """The local day of ``moment`` in Chinese, e.g. 2024年3月5日."""
    local = moment.astimezone()
    return f"{local.year}年{local.month}月{local.day}日"


def to_the_minute(moment: datetime) -> str:
    """Local day and time of ``moment`` in Chinese, e.g. 2024年3月5日 09:30."""
    return f"{on_day(moment)} {moment.astimezone():%H:%M}"


def refuse_unfit(certificate: Certificate, moment: datetime) -> None:
    """Stop when ``certificate`` must not sign at ``moment`` (aware).

    Key usage: RFC 5280 §4.2.1.3; a signature on a document needs digitalSignature or
    contentCommitment (nonRepudiation).

    Raises:
        Trouble: expired, not yet valid, not for signing, or a key we cannot use.
    """
    if moment < certificate.not_before:
        raise Trouble(
            f"电脑时钟（{to_the_minute(moment)}）早于证书的生效时间"
            f"（{to_the_minute(certificate.not_before)}），请先校准电脑时钟再签名。"
        )
    if moment > certificate.not_after:
        raise Trouble(
            f"证书“{certificate.subject}”已于{on_day(certificate.not_after)}到期，"
            "不能再签名，请换用新证书。"
        )
    refuse_unusable(x509.load_der_x509_certificate(certificate.der))


def refuse_unusable(found: x509.Certificate) -> None:
    """Stop when the key or its permitted use cannot make a document signature.

    Raises:
        Trouble: with the reason.
    """
    key = found.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < SMALLEST_RSA:
            raise Trouble(
                f"证书的 RSA 密钥只有 {key.key_size} 位，太短，请申领 {SMALLEST_RSA} 位以上的证书。"
            )
    elif not isinstance(key, ec.EllipticCurvePublicKey):
        raise Trouble("证书的密钥种类不受支持，请使用 RSA 或 EC（P-256 等）证书。")
    try:
        usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise Trouble("这张证书的用途不含签名（可能是加密证书），请改用签名证书。")
