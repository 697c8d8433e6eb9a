"""A private key, new and at rest: PKCS#8 under PBES2 (RFC 8018), costly to guess for anybody."""

import os

from asn1crypto import algos, core, keys, pem, pkcs12
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from db.store.trouble import Trouble

RSA_BITS = 3072
ROUNDS = 600_000
"""PBKDF2-HMAC-SHA-256 rounds, OWASP Password Storage Cheat Sheet 2023."""


def fresh() -> rsa.RSAPrivateKey:
    """A new key of ``RSA_BITS`` bits."""
    return rsa.generate_private_key(65537, RSA_BITS)


def lock(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, passphrase: str) -> bytes:
    """``key`` as PEM ENCRYPTED PRIVATE KEY: PBKDF2 with ``ROUNDS`` rounds, AES-256-CBC.

    Written here because ``cryptography`` fixes PKCS#8 at 2,048 rounds.
    """
    salt, start = os.urandom(16), os.urandom(16)
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    padder = padding.PKCS7(128).padder()
    kdf = PBKDF2HMAC(hashes.SHA256(), length=32, salt=salt, iterations=ROUNDS)
    cipher = Cipher(algorithms.AES(kdf.derive(passphrase.encode())), modes.CBC(start)).encryptor()
    sealed = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    info = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {
                "algorithm": "pbes2",
                "parameters": {
                    "key_derivation_func": {
                        "algorithm": "pbkdf2",
                        "parameters": {
                            "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
                            "iteration_count": ROUNDS,
                            "prf": {"algorithm": "sha256"},
                        },
                    },
                    "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": start},
                },
            },
            "encrypted_data": sealed,
        }
    )
    return bytes(pem.armor("ENCRYPTED PRIVATE KEY", info.dump()))


def unlock(bundle: bytes, passphrase: str) -> object:
    """The private key at the head of a PEM bundle, checked for consistency once.

    Raises:
        Trouble: wrong passphrase, or no readable key.
    """
    try:
        return serialization.load_pem_private_key(bundle, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise Trouble("签名口令不对，请重新输入；多次不对则密钥文件可能已损坏。") from fault


def refuse_no_pkcs12(file: bytes) -> None:
    """Stop when ``file`` is not even shaped like PKCS#12, so a password cannot be the reason.

    Raises:
        Trouble: damaged or another kind of file.
    """
    try:
        pfx = pkcs12.Pfx.load(file, strict=True)
        whole = pfx["version"].native == "v3" and bool(pfx["auth_safe"]["content"].native)
    except (ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise Trouble(
            "这不是完整的证书文件（.p12/.pfx），可能已损坏，请重新拷贝。", wrong_input=True
        )
