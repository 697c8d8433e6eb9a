"""Certificate files as offices hand them to one another, and what they are good for.

Who looks into one imports x509, which most days nobody does: registers keep them as files.
"""

from typing import TYPE_CHECKING

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from cryptography import x509

SMALLEST_RSA = 2048
"""Bits of the smallest RSA key that may sign or be encrypted for."""


def certificates_in(file: bytes) -> "list[x509.Certificate]":
    """The certificates of a file, PEM (several) or DER (one).

    Raises:
        Trouble: there is none in it.
    """
    from cryptography import x509

    try:
        if file.lstrip().startswith(b"-----") or b"-----BEGIN CERTIFICATE" in file:
            return x509.load_pem_x509_certificates(file)
        return [x509.load_der_x509_certificate(file)]
    except ValueError as error:
        raise Trouble(
            "文件里没有可用的证书，请选 .pem、.cer 或 .crt 证书文件", wrong_input=True
        ) from error


def fingerprint(found: "x509.Certificate") -> str:
    """SHA-256 of the certificate, lower-case hex."""
    from cryptography.hazmat.primitives import hashes

    return found.fingerprint(hashes.SHA256()).hex()


def holder(found: "x509.Certificate") -> str:
    """The holder's common name; the whole name where there is none."""
    from cryptography.x509.oid import NameOID

    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else found.subject.rfc4514_string()


def unfit_for_sealing(found: "x509.Certificate") -> str | None:
    """Why nobody may encrypt for this certificate; None when one may.

    Key usage: RFC 5280 §4.2.1.3, wrapping a key needs keyEncipherment.
    """
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import rsa

    try:
        key = found.public_key()
    except (UnsupportedAlgorithm, ValueError):
        key = None
    if not isinstance(key, rsa.RSAPublicKey):
        return "这不是 RSA 证书，不能用来加密，请向接收单位索取 RSA 加密证书"
    if key.key_size < SMALLEST_RSA:
        return f"证书的 RSA 密钥只有 {key.key_size} 位，太短，请向接收单位索取新证书"
    try:
        usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None
    except ValueError:
        return "证书的用途读不出来，请向接收单位索取新证书"
    if not usage.key_encipherment:
        return "这张证书不能用来加密（可能是签名证书），请向接收单位索取加密证书"
    return None
