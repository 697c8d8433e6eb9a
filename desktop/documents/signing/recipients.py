"""Who can open an envelope: the content key wrapped for an RSA certificate or under a pass phrase.

For a certificate: RSAES-OAEP with SHA-256 (RFC 3560), which tells a damaged key from a good one.
Under a pass phrase: PasswordRecipientInfo (RFC 3211) with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
Written here because ``cryptography`` makes neither. openssl opens both (docs/parcel.md).
"""

import os
from collections.abc import Sequence

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from db.store.trouble import Trouble
from desktop.documents.signing import locked_key
from desktop.documents.signing.certificate import describe
from desktop.documents.signing.receiving import ReceivingKey, refuse_unsealable

SHORTEST_PASSPHRASE = 12
"""A stick can be copied and its pass phrase guessed at leisure, so it is longer than others."""
_MOST_ROUNDS = 10
"""Times ``locked_key.ROUNDS``: more would only keep the computer busy."""
_PWRI_KEK = "1.2.840.113549.1.9.16.3.9"
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
_BLOCK, _KEY = 16, 32
_CHANGED = "报送包已损坏或被改动过（密钥部分），没有采用其中任何内容：请向制作单位重新拷贝。"


def sealed_for(content_key: bytes, der: bytes) -> cms.RecipientInfo:
    """The content key for the certificate ``der``.

    Raises:
        Trouble: it is no RSA certificate that one may encrypt for.
    """
    key = refuse_unsealable(x509.load_der_x509_certificate(describe(der).der))
    return _for_certificate(der, key.encrypt(content_key, _OAEP))


def place_of(key: ReceivingKey, infos: Sequence[cms.RecipientInfo]) -> int | None:
    """Which of the recipients ``key`` belongs to."""
    wanted = _issuer_and_serial(key.certificate.der).dump()
    for place, info in enumerate(infos):
        try:
            same = info.chosen["rid"].chosen.dump() == wanted
        except Exception as fault:  # CMS parsers raise anything on forged input
            raise Trouble(_CHANGED) from fault
        if same:
            return place
    return None


def opened_for(key: ReceivingKey, info: cms.RecipientInfo) -> tuple[bytes, cms.RecipientInfo]:
    """The content key, and the recipient as this program writes it.

    Raises:
        Trouble: damaged or altered.
    """
    try:
        wrapped = info.chosen["encrypted_key"].native
        content_key = key.private.decrypt(wrapped, _OAEP)
    except Exception as fault:  # as above
        raise Trouble(_CHANGED) from fault
    if len(content_key) != _KEY:
        raise Trouble(_CHANGED)
    return content_key, _for_certificate(key.certificate.der, wrapped)


def refuse_short(passphrase: str) -> None:
    """Stop when a pass phrase is too short to keep a parcel.

    Raises:
        Trouble: it is.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Trouble(
            f"报送包的口令至少要 {SHORTEST_PASSPHRASE} 个字符，可用一句容易记住的话。",
            wrong_input=True,
        )


def sealed_with(content_key: bytes, passphrase: str) -> cms.RecipientInfo:
    """The content key under ``passphrase``.

    Raises:
        Trouble: it is too short.
    """
    refuse_short(passphrase)
    salt, start, rounds = os.urandom(16), os.urandom(_BLOCK), locked_key.ROUNDS
    # RFC 3211 §2.3.1: length, three bytes to recognise the right key by, the key, filling.
    plain = bytes([_KEY]) + bytes(255 - one for one in content_key[:3]) + content_key
    plain += os.urandom(-len(plain) % _BLOCK)
    cipher = Cipher(_stretched(passphrase, salt, rounds), modes.CBC(start)).encryptor()
    wrapped = cipher.update(cipher.update(plain))
    return _for_passphrase(salt, rounds, start, wrapped)


def opened_with(passphrase: str, info: cms.RecipientInfo) -> tuple[bytes, cms.RecipientInfo]:
    """The content key, and the recipient as this program writes it.

    Raises:
        Trouble: another pass phrase, damaged or altered.
    """
    try:
        derivation = info.chosen["key_derivation_algorithm"]["parameters"]
        salt, rounds = derivation["salt"].native, derivation["iteration_count"].native
        method = algos.EncryptionAlgorithm.load(
            info.chosen["key_encryption_algorithm"]["parameters"].dump()
        )
        start, wrapped = method["parameters"].native, info.chosen["encrypted_key"].native
        sound = len(start) == _BLOCK and len(wrapped) == 3 * _BLOCK
    except Exception as fault:  # CMS parsers raise anything on forged input
        raise Trouble(_CHANGED) from fault
    if not (sound and locked_key.ROUNDS <= rounds <= _MOST_ROUNDS * locked_key.ROUNDS):
        raise Trouble(_CHANGED)
    content_key = _unwrapped(_stretched(passphrase, salt, rounds), start, wrapped)
    if content_key is None:
        raise Trouble("口令不对，请重新输入；多次不对则报送包可能已损坏。", wrong_input=True)
    return content_key, _for_passphrase(salt, rounds, start, wrapped)


def _unwrapped(kek: algorithms.AES, start: bytes, wrapped: bytes) -> bytes | None:
    """The content key (RFC 3211 §2.3.2), None when the check bytes do not fit."""
    outer_start = _decrypted(kek, wrapped[-2 * _BLOCK : -_BLOCK], wrapped[-_BLOCK:])
    inner = _decrypted(kek, outer_start, wrapped)
    plain = _decrypted(kek, start, inner)
    content_key = plain[4 : 4 + _KEY]
    right = plain[0] == _KEY and plain[1:4] == bytes(255 - one for one in content_key[:3])
    return content_key if right else None


def _decrypted(kek: algorithms.AES, start: bytes, sealed: bytes) -> bytes:
    cipher = Cipher(kek, modes.CBC(start)).decryptor()
    return cipher.update(sealed) + cipher.finalize()


def _stretched(passphrase: str, salt: bytes, rounds: int) -> algorithms.AES:
    kdf = PBKDF2HMAC(hashes.SHA256(), length=_KEY, salt=salt, iterations=rounds)
    return algorithms.AES(kdf.derive(passphrase.encode()))


def _issuer_and_serial(der: bytes) -> cms.IssuerAndSerialNumber:
    found = asn1_x509.Certificate.load(der)
    return cms.IssuerAndSerialNumber(
        {
            "issuer": found.issuer,
            "serial_number": found["tbs_certificate"]["serial_number"].native,
        }
    )


def _for_certificate(der: bytes, wrapped: bytes) -> cms.RecipientInfo:
    sha256 = {"algorithm": "sha256"}
    oaep = algos.RSAESOAEPParams(
        {
            "hash_algorithm": sha256,
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": sha256},
        }
    )
    rid = cms.RecipientIdentifier("issuer_and_serial_number", _issuer_and_serial(der))
    return cms.RecipientInfo(
        "ktri",
        cms.KeyTransRecipientInfo(
            {
                "version": "v0",
                "rid": rid,
                "key_encryption_algorithm": {"algorithm": "rsaes_oaep", "parameters": oaep},
                "encrypted_key": wrapped,
            }
        ),
    )


def _for_passphrase(salt: bytes, rounds: int, start: bytes, wrapped: bytes) -> cms.RecipientInfo:
    derivation = {
        "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
        "iteration_count": rounds,
        "prf": {"algorithm": "sha256"},
    }
    method = algos.EncryptionAlgorithm({"algorithm": "aes256_cbc", "parameters": start})
    return cms.RecipientInfo(
        "pwri",
        cms.PasswordRecipientInfo(
            {
                "version": "v0",
                "key_derivation_algorithm": {"algorithm": "pbkdf2", "parameters": derivation},
                "key_encryption_algorithm": {"algorithm": _PWRI_KEK, "parameters": method},
                "encrypted_key": wrapped,
            }
        ),
    )
