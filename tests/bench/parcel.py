"""Bench: 50 MB into a sealed parcel and out of it, against encrypting and hashing them barely.

The floor is AES-256-CBC and one SHA-256 of ``cryptography`` and ``hashlib`` over the same bytes:
what cannot be left out. A parcel hashes its contents three times (each file for the manifest, the
whole for the signature, the file for the register) and has CRCs of zip besides.
"""

import os
from hashlib import sha256

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.documents.signing import signer
from desktop.documents.signing.enclosed import sign_enclosing
from desktop.documents.signing.envelope import seal_for
from desktop.exchange.parcel import contents
from desktop.exchange.parcel.manifest import PackedFile
from desktop.exchange.parcel.opening import open_parcel
from tests.bench.signing import seconds
from tests.parcels import believed, manifest
from tests.sealing import county_key, signing_key

MB, PARTS, ROUNDS = 2**20, 10, 3


def run():
    """Rows of (what, ratio, note)."""
    files = [PackedFile(f"{n}.pdf", os.urandom(5 * MB)) for n in range(PARTS)]
    whole = b"".join(file.content for file in files)
    key, start = os.urandom(32), os.urandom(16)
    who = signer.from_own_key(signing_key())

    def bare() -> bytes:
        sha256(whole).digest()
        padder = padding.PKCS7(128).padder()
        cipher = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
        return cipher.update(padder.update(whole) + padder.finalize()) + cipher.finalize()

    def bare_back() -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
        plain = cipher.update(sealed) + cipher.finalize()
        sha256(plain).digest()
        return plain

    def make() -> bytes:
        signed = sign_enclosing(contents.pack(manifest(), files), who)
        made = seal_for(signed, [county_key().certificate.der])
        sha256(made).hexdigest()
        return made

    sealed, parcel, senders = bare(), make(), believed()
    for what, floor, ours in (
        ("make, against encrypt + SHA-256", bare, make),
        (
            "open, against decrypt + SHA-256",
            bare_back,
            lambda: open_parcel(parcel, senders, keys=[county_key()]),
        ),
    ):
        least, time = seconds(ROUNDS, floor), seconds(ROUNDS, ours)
        yield what, time / least, f"{PARTS * 5} MB: {time:.2f} s, bare {least:.2f} s"
