"""The words by which numbers in a report are read and judged, from resources/report/words.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from db.store.places import RESOURCES
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Lexicon:
    """What words.toml says.

    Attributes:
        units: each unit's family, by the first of its row.
        names: what holds a number and counts nothing.
        rhythm: how often a year holds one.
        parts: codes of figures, part and whole.
        part_words: the same as words before two numbers of a sentence.
        marks: what must not be published, and what it is.
    """

    units: Mapping[str, str]
    names: re.Pattern[str]
    rhythm: tuple[tuple[re.Pattern[str], int], ...]
    parts: tuple[tuple[str, str], ...]
    part_words: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    marks: tuple[tuple[re.Pattern[str], str], ...]

    def family(self, unit: str) -> str:
        """The same for units that mean the same: 场 and 次."""
        return self.units.get(unit, unit)


@cache
def lexicon() -> Lexicon:
    """The words.

    Raises:
        Trouble: the file cannot be read.
    """
    path = RESOURCES / "report" / "words.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Lexicon(
            {unit: row[0] for row in data["units"] for unit in row},
            re.compile("|".join(data["names"])),
            tuple((re.compile(words), times) for words, times in data["rhythm"].items()),
            tuple((one["part"], one["whole"]) for one in data["part"]),
            tuple((re.compile(w["part"]), re.compile(w["whole"])) for w in data["words"]),
            tuple((re.compile(mark, re.MULTILINE), what) for mark, what in data["marks"].items()),
        )
    except (OSError, ValueError, KeyError, re.error) as error:
        raise Trouble("年度报告的用词表读不出来，请重新安装程序") from error
