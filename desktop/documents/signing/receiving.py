"""The key pair of a receiving office: what parcels are sealed for and opened with."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from db.store.certificates import unfit_for_sealing
from db.store.trouble import Trouble
from desktop.documents.signing import locked_key
from desktop.documents.signing.certificate import Certificate, describe
from desktop.documents.signing.own_key import (
    YEARS,
    builder,
    refuse_short,
    subject_name,
    usage,
)

MARK = "（接收）"
"""End of the common name of a certificate that parcels are sealed for."""


@dataclass(frozen=True)
class ReceivingKey:
    """A certificate that parcels are sealed for, with the private key that opens them."""

    certificate: Certificate
    private: rsa.RSAPrivateKey = field(repr=False)

    @property
    def pem(self) -> bytes:
        """The certificate alone, as it is given to the offices that send parcels."""
        found = x509.load_der_x509_certificate(self.certificate.der)
        return found.public_bytes(serialization.Encoding.PEM)

    def seal(self, passphrase: str) -> bytes:
        """The private key to keep, as PEM under ``passphrase``.

        Raises:
            Trouble: the pass phrase is too short.
        """
        refuse_short(passphrase)
        return locked_key.lock(self.private, passphrase)


def make_receiving(office: str, *, now: datetime | None = None) -> ReceivingKey:
    """A new key pair for ``office``: RSA-3072, a certificate for encrypting and nothing else.

    It vouches for nobody: whoever seals for it compares its fingerprint once.

    Raises:
        Trouble: the office's name is empty or too long for a certificate.
    """
    start = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    key = locked_key.fresh()
    name = subject_name(office, "报送包接收证书", MARK)
    made = (
        builder(name, name, start, start + timedelta(days=365 * YEARS))
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage("key_encipherment"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return ReceivingKey(describe(made.public_bytes(serialization.Encoding.DER)), key)


def open_receiving(certificate: bytes, key: bytes, passphrase: str) -> ReceivingKey:
    """The pair from its certificate (PEM) and what ``ReceivingKey.seal`` wrote.

    Raises:
        Trouble: wrong pass phrase, or the two do not belong together.
    """
    private = locked_key.unlock(key, passphrase)
    found = x509.load_pem_x509_certificate(certificate)
    if not isinstance(private, rsa.RSAPrivateKey) or private.public_key() != found.public_key():
        raise Trouble("接收密钥与证书不配对，请从备份恢复或重新制作。")
    return ReceivingKey(describe(found.public_bytes(serialization.Encoding.DER)), private)


def refuse_unsealable(found: x509.Certificate) -> rsa.RSAPublicKey:
    """The public key to seal for.

    Raises:
        Trouble: no RSA key, too short, or a certificate that is not for encrypting.
    """
    reason = unfit_for_sealing(found)
    key = found.public_key() if reason is None else None
    if not isinstance(key, rsa.RSAPublicKey):
        raise Trouble(f"接收单位的证书用不了：{reason}。", wrong_input=True)
    return key
