"""Numbers of cases as offices write them: the year, the letters and the number in a text."""

import re
import unicodedata
from dataclasses import dataclass

_YEAR = re.compile(r"[(\[]((?:19|20)\d{2})年?(?:度)?[)\]]|^((?:19|20)\d{2})(?!\d)年?")
_LAST = re.compile(r"第?0*(\d{1,6})号?$")
_SAME = str.maketrans("〔〕【】［］", "[][][]")
_NOT_LETTERS = re.compile(r"[\s\-—_/.·第字号]+")


@dataclass(frozen=True)
class WrittenNumber:
    """``（2024）天人调字第37号`` is 2024, 天人调, 37; letters may be blank."""

    year: int
    letters: str
    number: int


@dataclass(frozen=True)
class Counted:
    """One number of a series, as it was given out."""

    series: str
    year: int
    kind: str
    number: int


def written_number(text: str) -> WrittenNumber | None:
    """The parts of a number, in whichever brackets; None where year or number cannot be told."""
    plain = squeezed(text)
    year = _YEAR.search(plain)
    last = _LAST.search(plain)
    if year is None or last is None or last.start() < year.end() or not int(last[1]):
        return None
    letters = plain[: year.start()] + plain[year.end() : last.start()]
    return WrittenNumber(int(year[1] or year[2]), _NOT_LETTERS.sub("", letters), int(last[1]))


def squeezed(text: str) -> str:
    """Half-width, without blanks, all square brackets of one kind: for comparing."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(_SAME))
