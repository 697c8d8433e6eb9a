"""How a line sounds, written so that a pattern finds what was spelled.

``张·三`` is ``;张,zhang,;·;三,san,``: of each character a semicolon and what it may be typed as.
"""

import re
from collections.abc import Iterable

from db.store.search.grams import SHORT
from db.store.search.pinyin import Segment, readings

_DOTS = "(?:;·)*"  # a middle dot parts no name


class _Sounds(dict[str, str]):
    """Each character is sounded the first time it is met."""

    def __missing__(self, letter: str) -> str:
        said = readings(letter) if letter > "\u2e7f" else ()
        self[letter] = f";{letter},{','.join(said)}," if said else ";·" if letter == "·" else ";"
        return self[letter]


_sounded = _Sounds().__getitem__


def sound(text: str) -> str:
    """How folded text sounds; its long lines do not, for they are no names."""
    short = "\n".join([line for line in text.splitlines() if len(line) <= SHORT])
    return "".join(map(_sounded, short))


def pattern(spelled: Iterable[Iterable[Segment]]) -> re.Pattern[str]:
    """What sounds as one of the spellings, the first ones rather than the last."""
    return re.compile("|".join(_DOTS.join(map(_character, segments)) for segments in spelled))


def _character(segment: Segment) -> str:
    """A character that may be meant by the letters."""
    if not segment.letters.isascii():
        return f";{re.escape(segment.letters)},[^;]*"
    return f";[^;]*,{segment.letters}{',' * segment.whole}[^;]*"
