"""Codes that stand on paper and are typed back: letters that nobody misreads, in groups."""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to be misread
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_RECOVERY, _START = 25, 10  # letters; the last of a recovery code checks the others
_GROUP = 5


def grouped(letters: str, size: int = _GROUP) -> str:
    """As it is printed, a mark between the groups."""
    return "-".join(letters[at : at + size] for at in range(0, len(letters), size))


def plain_code(code: str) -> str:
    """The code as it is meant: half-width capitals, no marks, look-alikes resolved."""
    letters = unicodedata.normalize("NFKC", code).upper().translate(_ALIKE)
    return "".join(letter for letter in letters if letter in ALPHABET)


def new_recovery_code() -> str:
    """Five groups of five: 24 random characters (120 bits) and a check character."""
    body = _random(_RECOVERY - 1)
    return grouped(body + _check_letter(body))


def is_recovery_code(plain: str) -> bool:
    """Whether it has the length and the check character of one, so that no letter was mistyped."""
    return len(plain) == _RECOVERY and _check_letter(plain[:-1]) == plain[-1]


def new_start_code() -> str:
    """Two groups of five random characters (50 bits): it opens once."""
    return grouped(_random(_START))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _check_letter(body: str) -> str:
    weighted = sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[weighted % 31]
