"""Keys kept in a file: the office's own certificate, imported PKCS#12, and the sealed bundle."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from db.store.trouble import Trouble
from desktop.documents.signing import locked_key
from desktop.documents.signing.certificate import (
    SELF_MADE,
    SELF_MADE_ROOT,
    Certificate,
    describe,
    refuse_unfit,
    refuse_unusable,
)

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

SHORTEST_PASSPHRASE = 8
YEARS = 5
LONGEST_OFFICE = 60
"""Characters of an office's name; X.520 allows 64 for an organization."""
SHORT_OFFICE = 16
"""Characters in the common name, for which ``cryptography`` allows 64 bytes, 3 a character."""
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning, RFC 9336."""


@dataclass(frozen=True)
class OwnKey:
    """A private key with its certificate and the certificates above it (nearest first)."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    private: PrivateKey = field(repr=False)

    @property
    def register(self) -> tuple[bytes, ...]:
        """DER of leaf and chain: what a verifier has to register to trust this key."""
        return (self.certificate.der, *(above.der for above in self.chain))

    def seal(self, passphrase: str) -> bytes:
        """The bundle to keep: encrypted PKCS#8, then leaf and chain, all PEM.

        Not PKCS#12: its MAC is stuck at 2,048 rounds in ``cryptography``, the cheap way to
        guess the passphrase; here every guess costs ``locked_key.ROUNDS`` rounds of PBKDF2.

        Raises:
            Trouble: the passphrase is too short.
        """
        refuse_short(passphrase)
        pem = [locked_key.lock(self.private, passphrase)]
        pem += [_pem(der) for der in self.register]
        return b"".join(pem)


def refuse_short(passphrase: str) -> None:
    """Stop when ``passphrase`` is too short for a key that lies in a file.

    Raises:
        Trouble: with the length wanted.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Trouble(
            f"口令至少要 {SHORTEST_PASSPHRASE} 个字符，可用一句容易记住的话。",
            wrong_input=True,
        )


def make_own(office: str, *, years: int = YEARS, now: datetime | None = None) -> OwnKey:
    """Make the office's own certificate: a self-issued root and one RSA-3072 leaf under it.

    The root's private key exists only inside this call. Kept beside the leaf's key it would
    protect nothing, and a thief could issue further certificates under a root that others
    have registered; without it this root can never vouch for a second certificate. Renewal
    is a new root, registered again by comparing fingerprints.

    Args:
        office: name of the office, e.g. 天龙镇司法所.
        years: term of validity in years of 365 days.
        now: start of validity, aware; the clock when left out.

    Raises:
        Trouble: the office's name is empty or too long for a certificate.
    """
    start = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    end = start + timedelta(days=365 * years)
    root_name = subject_name(office, "本所自制根证书", SELF_MADE_ROOT)
    leaf_name = subject_name(office, "本所自制电子签名证书", SELF_MADE)
    root_key = ec.generate_private_key(ec.SECP384R1())
    root_id = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    root = (
        builder(root_name, root_name, start, end)
        .public_key(root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage("key_cert_sign"), critical=True)
        .add_extension(root_id, critical=False)
        .sign(root_key, hashes.SHA384())
    )
    key = locked_key.fresh()
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]
    leaf = (
        builder(leaf_name, root_name, start, end)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id), critical=False
        )
        .sign(root_key, hashes.SHA384())
    )
    return OwnKey(describe(_der(leaf)), (describe(_der(root)),), key)


def read_pkcs12(file: bytes, password: str, *, now: datetime | None = None) -> OwnKey:
    """Read a .p12/.pfx file as issued by a certificate authority.

    Raises:
        Trouble: damaged, wrong password, no private key or certificate, unknown kind of key,
            expired, not yet valid, or not for signing; each in its own sentence.
    """
    locked_key.refuse_no_pkcs12(file)
    try:
        key, leaf, others = pkcs12.load_key_and_certificates(file, password.encode())
    except UnsupportedAlgorithm as fault:
        raise Trouble(
            "证书文件用了本程序不支持的算法（如国密 SM2），请换 RSA 或 EC 证书。"
        ) from fault
    except ValueError as fault:
        raise Trouble("证书文件的密码不对，请重新输入；多次不对则文件可能已损坏。") from fault
    if key is None:
        raise Trouble("这个证书文件里没有私钥，不能用来签名，请导出时选择“包含私钥”。")
    if leaf is None:
        raise Trouble("这个证书文件里有私钥，但没有与它配对的证书，请重新导出。")
    own = _paired(key, leaf, others)
    refuse_unfit(own.certificate, now or datetime.now(UTC))
    return own


def open_bundle(bundle: bytes, passphrase: str) -> OwnKey:
    """Read what ``OwnKey.seal`` wrote.

    Raises:
        Trouble: wrong passphrase or damaged bundle.
    """
    try:
        leaf, *others = x509.load_pem_x509_certificates(bundle)
    except ValueError as fault:
        raise Trouble("签名密钥文件已损坏，请从备份恢复或重新制作证书。") from fault
    return _paired(locked_key.unlock(bundle, passphrase), leaf, others)


def _paired(key: object, leaf: x509.Certificate, others: Sequence[x509.Certificate]) -> OwnKey:
    refuse_unusable(leaf)
    if (
        not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        or key.public_key() != leaf.public_key()
    ):
        raise Trouble("证书文件里的私钥与证书不配对，请重新导出证书文件。")
    return OwnKey(describe(_der(leaf)), chain_above(leaf, others), key)


def chain_above(
    leaf: x509.Certificate, others: Sequence[x509.Certificate]
) -> tuple[Certificate, ...]:
    """The issuers of ``leaf`` among ``others``, nearest first, as far as they are there."""
    chain: list[x509.Certificate] = []
    below = leaf
    while below.issuer != below.subject:
        issuer = next((other for other in others if _issued(other, below)), None)
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
        below = issuer
    return tuple(describe(_der(above)) for above in chain)


def _issued(issuer: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def subject_name(office: str, unit: str, mark: str) -> x509.Name:
    """The office in full; in the common name a long one keeps its end, which tells most."""
    if not 0 < len(office.strip()) <= LONGEST_OFFICE:
        raise Trouble(
            f"证书上的单位名称要 1 到 {LONGEST_OFFICE} 个字，太长请用规范简称。", wrong_input=True
        )
    short = office if len(office) <= SHORT_OFFICE else "…" + office[1 - SHORT_OFFICE :]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, short + mark),
        ]
    )


def builder(
    subject: x509.Name, issuer: x509.Name, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    """A certificate with all that is not its key and its extensions."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )


def usage(*allowed: str) -> x509.KeyUsage:
    """Those usages and no other."""
    kinds = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{kind: kind in allowed for kind in kinds})


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)
