"""Sealed data: CMS EnvelopedData (RFC 5652 §6), AES-256-CBC, for certificates or a pass phrase.

The envelope keeps contents secret and proves nothing: CBC has no integrity of its own. Whoever
opens one judges the signature inside (``enclosed``) before using a byte. So that no byte of the
file can be changed unseen, an envelope that this module would not have written is refused.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import algos, cms
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from db.store.trouble import Trouble
from desktop.documents.signing import der, recipients
from desktop.documents.signing.receiving import ReceivingKey

_BLOCK = 16
DAMAGED = "报送包已损坏或被改动过，没有采用其中任何内容：请向制作单位重新拷贝。"


@dataclass(frozen=True)
class Envelope:
    """A sealed file, taken apart and not yet opened.

    Attributes:
        by_passphrase: True when a pass phrase opens it, False when certificates' keys do.
    """

    by_passphrase: bool
    _recipients: tuple[cms.RecipientInfo, ...]
    _start: bytes
    _sealed: memoryview
    _file: bytes

    def is_for(self, key: ReceivingKey) -> bool:
        """Whether it says that ``key`` opens it."""
        return not self.by_passphrase and recipients.place_of(key, self._recipients) is not None

    def open_for(self, key: ReceivingKey) -> bytes:
        """The contents, by the private key of one of the certificates it was sealed for.

        Raises:
            Trouble: sealed for others, or with a pass phrase; damaged or altered.
        """
        if self.by_passphrase:
            raise Trouble("这个报送包是用口令加密的，请输入口令打开。", wrong_input=True)
        place = recipients.place_of(key, self._recipients)
        if place is None:
            raise Trouble(
                f"这个报送包不是加密给本单位这张证书的（“{key.certificate.subject}”，"
                f"指纹 {key.certificate.short_fingerprint}）：请核对是否拿错，"
                "或让制作单位换用本单位现在的证书重新制作。"
            )
        again = list(self._recipients)
        content_key, again[place] = recipients.opened_for(key, again[place])
        return self._contents(content_key, again)

    def open_with(self, passphrase: str) -> bytes:
        """The contents, by the pass phrase.

        Raises:
            Trouble: another pass phrase, or sealed for certificates; damaged or altered.
        """
        if not self.by_passphrase:
            raise Trouble("这个报送包是加密给接收单位证书的，口令打不开它。", wrong_input=True)
        content_key, again = recipients.opened_with(passphrase, self._recipients[0])
        return self._contents(content_key, [again])

    def _contents(self, content_key: bytes, again: Sequence[cms.RecipientInfo]) -> bytes:
        if not _wrapping(again, self._start, len(self._sealed)).fits(self._file, len(self._sealed)):
            raise Trouble(DAMAGED)
        cipher = Cipher(algorithms.AES(content_key), modes.CBC(self._start)).decryptor()
        unpadder = padding.PKCS7(8 * _BLOCK).unpadder()
        try:
            padded = cipher.update(self._sealed) + cipher.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError as fault:
            raise Trouble(DAMAGED) from fault


def seal_for(content: bytes, certificates: Sequence[bytes]) -> bytes:
    """``content`` so that each of ``certificates`` (DER, RSA) opens it; as DER.

    Raises:
        Trouble: none given, or one that cannot be sealed for.
    """
    if not certificates:
        raise Trouble("请先选接收单位，再制作加密的报送包。", wrong_input=True)
    content_key = os.urandom(32)
    infos = [recipients.sealed_for(content_key, one) for one in dict.fromkeys(certificates)]
    return _sealed(content, content_key, infos)


def seal_with(content: bytes, passphrase: str) -> bytes:
    """``content`` so that ``passphrase`` opens it; as DER.

    Raises:
        Trouble: the pass phrase is too short.
    """
    content_key = os.urandom(32)
    return _sealed(content, content_key, [recipients.sealed_with(content_key, passphrase)])


def taken_apart(file: bytes) -> Envelope:
    """The parts of a sealed file; nothing in it is believed yet.

    Raises:
        Trouble: damaged, or sealed in a way this program does not write.
    """
    try:
        _kind, inner = der.read(file).parts()
        (envelope,) = inner.parts()
        _version, recipient_set, content = envelope.parts()
        _data, method, sealed = content.parts()
        infos = tuple(cms.RecipientInfos.load(bytes(recipient_set.whole), strict=True))
        names = {info.name for info in infos}
        start = algos.EncryptionAlgorithm.load(bytes(method.whole))["parameters"].native
    except Exception as fault:  # CMS parsers raise anything on forged input
        raise Trouble(DAMAGED) from fault
    by_passphrase = names == {"pwri"} and len(infos) == 1
    if not (by_passphrase or names == {"ktri"}):
        raise Trouble("报送包的加密方式不是本程序的写法，打不开。")
    if not (isinstance(start, bytes) and len(start) == _BLOCK):
        raise Trouble(DAMAGED)
    return Envelope(by_passphrase, infos, start, sealed.inside, file)


def _sealed(content: bytes, content_key: bytes, infos: Sequence[cms.RecipientInfo]) -> bytes:
    start = os.urandom(_BLOCK)
    padder = padding.PKCS7(8 * _BLOCK).padder()
    cipher = Cipher(algorithms.AES(content_key), modes.CBC(start)).encryptor()
    sealed = cipher.update(padder.update(content) + padder.finalize()) + cipher.finalize()
    return _wrapping(infos, start, len(sealed)).around(sealed)


def _wrapping(infos: Sequence[cms.RecipientInfo], start: bytes, size: int) -> der.Wrapping:
    """The one form that this module writes, around ``size`` encrypted bytes."""
    by_passphrase = any(info.name == "pwri" for info in infos)
    method = algos.EncryptionAlgorithm({"algorithm": "aes256_cbc", "parameters": start}).dump()
    version = cms.CMSVersion("v3" if by_passphrase else "v0").dump()
    return der.wrapping(
        size,
        (der.IMPLICIT, b"", b""),
        (der.SEQUENCE, cms.ContentType("data").dump() + method, b""),
        (der.SEQUENCE, version + cms.RecipientInfos(list(infos)).dump(), b""),
        (der.EXPLICIT, b"", b""),
        (der.SEQUENCE, cms.ContentType("enveloped_data").dump(), b""),
    )
