"""Certificates as authorities issue them, good ones and bad."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

USAGES = (
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


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def issued(
    key,
    common: str = "某司法所签名证书",
    *,
    above: tuple[str, ec.EllipticCurvePrivateKey] | None = None,
    days: tuple[int, int] = (-20, 300),
    usage: str = "digital_signature",
) -> x509.Certificate:
    """A certificate for ``key``, by the authority ``above`` or by itself.

    One usage only; digitalSignature without nonRepudiation is what many authorities give.
    """
    issuer, issuer_key = above or (common, key)
    now = datetime.now(UTC)
    usages = {kind: kind == usage for kind in USAGES}
    ca = x509.BasicConstraints(usages["key_cert_sign"], None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(ca, critical=True)
        .add_extension(x509.KeyUsage(**usages), critical=True)
    )
    hashless = isinstance(issuer_key, ed25519.Ed25519PrivateKey)
    return builder.sign(issuer_key, None if hashless else hashes.SHA256())


def authority(
    common: str, above: tuple[str, ec.EllipticCurvePrivateKey] | None = None
) -> tuple[bytes, ec.EllipticCurvePrivateKey]:
    """(certificate as DER, private key) of an authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    return der(issued(key, common, above=above, usage="key_cert_sign")), key


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
