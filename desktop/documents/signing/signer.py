"""A signer: a certificate for people together with the engine that makes its signatures."""

from dataclasses import dataclass, field
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from desktop.documents.signing.certificate import Certificate
from desktop.documents.signing.own_key import OwnKey, PrivateKey
from desktop.documents.signing.quiet import Signer as Engine
from desktop.documents.signing.quiet import SimpleCertificateStore

HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True)
class Signer:
    """What ``sign`` and ``countersign`` take; made by ``from_own_key`` or ``usb_key.plugged_in``.

    Attributes:
        certificate: the certificate signatures are made with.
        chain: the certificates above it, nearest first.
        digest: name of the hash that fits the key.
        engine: pyHanko's side of it.
    """

    certificate: Certificate
    chain: tuple[Certificate, ...]
    digest: str
    engine: Any = field(repr=False)


def from_own_key(own: OwnKey) -> Signer:
    """A signer for a key in memory."""
    engine = KeptKey(own.private, own.certificate, own.chain)
    return Signer(own.certificate, own.chain, digest_for(own.private.public_key()), engine)


def digest_for(key: object) -> str:
    """The hash as strong as the key: SHA-384 and SHA-512 for the larger curves."""
    size = key.curve.key_size if isinstance(key, ec.EllipticCurvePublicKey) else 0
    return "sha512" if size > 384 else "sha384" if size > 256 else "sha256"


def certificates_for_engine(
    leaf: Certificate, chain: tuple[Certificate, ...]
) -> tuple[Any, SimpleCertificateStore]:
    """``leaf`` and the store of certificates that go into the signature, as pyHanko has them."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([asn1_x509.Certificate.load(above.der) for above in chain])
    return asn1_x509.Certificate.load(leaf.der), store


class KeptKey(Engine):
    """Signs with a key object kept in memory.

    pyHanko's own SimpleSigner parses and checks the key anew for every signature, and twice
    each time, which is nine tenths of the time of an RSA-3072 signature.
    """

    def __init__(
        self, private: PrivateKey, leaf: Certificate, chain: tuple[Certificate, ...]
    ) -> None:
        self._private = private
        signing_cert, store = certificates_for_engine(leaf, chain)
        # Roots stay outside: whoever verifies must have them from elsewhere anyway.
        super().__init__(signing_cert=signing_cert, cert_registry=store, embed_roots=False)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """The bare signature of ``data``; zeros of its largest length on a dry run."""
        method = HASHES[digest_algorithm.lower()]
        if isinstance(self._private, rsa.RSAPrivateKey):
            if dry_run:
                return bytes(self._private.key_size // 8)
            return self._private.sign(data, padding.PKCS1v15(), method)
        if dry_run:  # DER of two integers of the curve's size
            return bytes(2 * (self._private.key_size // 8 + 4) + 4)
        return self._private.sign(data, ec.ECDSA(method))
