"""What the windows keep outside the store, sealed: nobody reads or writes it who cannot open it."""

import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.store.keys import derived

if TYPE_CHECKING:
    from db.store.database import Database

_NONCE = 12  # bytes


def seal(database: "Database", purpose: str, content: Any, whose: str = "") -> bytes:
    """``content`` as JSON under a key of the store for this purpose; ``whose`` user it is."""
    nonce = os.urandom(_NONCE)
    said = json.dumps(content).encode()
    return nonce + _box(database, purpose).encrypt(nonce, said, bound(database, purpose, whose))


def unseal(database: "Database", purpose: str, sealed: bytes, whose: str = "") -> Any:
    """What ``seal`` was given; None for what was never sealed so."""
    nonce, rest = sealed[:_NONCE], sealed[_NONCE:]
    try:
        said = _box(database, purpose).decrypt(nonce, rest, bound(database, purpose, whose))
    except (InvalidTag, ValueError):
        return None
    return json.loads(said)


def bound(database: "Database", purpose: str, whose: str = "") -> bytes:
    """What a seal holds for: the store, the purpose, the user."""
    return "/".join(filter(None, (database.keyring.store_id, purpose, whose))).encode()


def _box(database: "Database", purpose: str) -> AESGCM:
    return AESGCM(derived(database.key, purpose))
