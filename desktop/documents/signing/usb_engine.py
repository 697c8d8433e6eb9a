"""The engine of a USB key: the token signs, the PC checks what came back."""

from collections.abc import Container
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from db.store.trouble import Trouble
from desktop.documents.signing import quiet
from desktop.documents.signing.certificate import Certificate
from desktop.documents.signing.signer import HASHES, certificates_for_engine


class TokenKey(quiet.Signer):
    """Signs on the token and checks each signature against the certificate at once."""

    def __init__(
        self,
        private: Any,
        mechanisms: Container[Any],
        leaf: Certificate,
        chain: tuple[Certificate, ...],
    ) -> None:
        self._private, self._mechanisms = private, mechanisms
        self._public = x509.load_der_x509_certificate(leaf.der).public_key()
        signing_cert, store = certificates_for_engine(leaf, chain)
        super().__init__(signing_cert=signing_cert, cert_registry=store, embed_roots=False)

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """The bare signature of ``data``; zeros of its largest length on a dry run."""
        if dry_run:
            return bytes(self._largest())
        digest = digest_algorithm.lower()
        spec = self._spec(digest, raw=False)
        if spec.sign_kwargs["mechanism"] not in self._mechanisms:
            spec = self._spec(digest, raw=True)  # the PC hashes, the token only signs
        given = spec.pre_sign_transform(data) if spec.pre_sign_transform else data
        made = self._private.sign(given, **spec.sign_kwargs)
        signature = bytes(spec.post_sign_transform(made) if spec.post_sign_transform else made)
        self._check(signature, data, digest)
        return signature

    def _largest(self) -> int:
        if isinstance(self._public, rsa.RSAPublicKey):
            return self._public.key_size // 8
        return 2 * 70 + 8  # DER of two integers of P-521, the largest curve

    def _spec(self, digest: str, *, raw: bool) -> Any:
        from pyhanko.sign.pkcs11 import select_pkcs11_signing_params

        method = self.get_signature_mechanism_for_digest(digest)
        return select_pkcs11_signing_params(method, digest, raw, {})

    def _check(self, signature: bytes, data: bytes, digest: str) -> None:
        try:
            if isinstance(self._public, rsa.RSAPublicKey):
                self._public.verify(signature, data, padding.PKCS1v15(), HASHES[digest])
            elif isinstance(self._public, ec.EllipticCurvePublicKey):
                self._public.verify(signature, data, ec.ECDSA(HASHES[digest]))
        except InvalidSignature as fault:
            raise Trouble("USB 密钥里的私钥与证书不配对，请联系发证机构。") from fault
