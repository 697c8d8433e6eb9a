"""Keys to sign and seal parcels with, made once in a run."""

from functools import cache

from desktop.documents.signing import locked_key
from desktop.documents.signing.own_key import OwnKey, make_own
from desktop.documents.signing.receiving import ReceivingKey, make_receiving

OFFICE, COUNTY = "天龙镇司法所", "平坝区司法局"
REAL_ROUNDS = locked_key.ROUNDS
"""How costly the program makes guessing; in tests it is a tenth (``tests/once.py``)."""
PASSPHRASE = "春风又绿江南岸 2024"


_signing, _receiving = cache(make_own), cache(make_receiving)


def signing_key(office: str = OFFICE) -> OwnKey:
    """The signing key of an office."""
    return _signing(office)


def county_key(name: str = COUNTY) -> ReceivingKey:
    """The key with which a receiving office opens parcels."""
    return _receiving(name)


def receiving_certificate() -> bytes:
    """Its certificate as PEM."""
    return county_key().pem
