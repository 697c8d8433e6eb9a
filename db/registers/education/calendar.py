"""The calendar of 普法 themes, from resources/law_themes.toml: which days of a year they have."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from db.store.places import RESOURCES
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Occasion:
    """One theme of the calendar.

    Attributes:
        code: tells it again when people renamed it.
        kind: a code of codes/theme_kind.toml.
        first, last: month and day; the same for a single day.
        years: the days of single years, where they move.
        moves: whether ``first`` and ``last`` are only what was usual.
        valid_from, valid_to: the first and the last year; None for no end.
        laws: what is to be told. ``basis``: the article that demands it.
        source: where the entry comes from. ``default``: general usage, not looked up.
    """

    code: str
    kind: str
    name: str
    first: str
    last: str
    laws: str
    source: str
    basis: str = ""
    years: tuple[tuple[int, str, str], ...] = ()
    moves: bool = False
    valid_from: int | None = None
    valid_to: int | None = None
    default: bool = False

    def held_in(self, year: int) -> bool:
        """Whether the calendar has it in that year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    def known(self, year: int) -> bool:
        """Whether its days of the year are certain."""
        return not self.moves or any(known == year for known, _, _ in self.years)

    def days(self, year: int) -> tuple[date, date]:
        """First and last day in that year."""
        known = {one: (first, last) for one, first, last in self.years}
        first, last = known.get(year, (self.first, self.last))
        return _day(year, first), _day(year, last)

    def remark(self, year: int) -> str:
        """What people must know before they rely on it."""
        said = [self.basis, f"来源：{self.source}"]
        if self.default:
            said.append("默认项，请按本地安排核对")
        if not self.known(year):
            said.append(f"{year}年的起止日期按往年推定，请按当年通知核对")
        return "；".join(filter(None, said))


@cache
def occasions() -> tuple[Occasion, ...]:
    """The calendar in the order of the file.

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        data = tomllib.loads((RESOURCES / "law_themes.toml").read_text(encoding="utf-8"))
        return tuple(_occasion(**entry) for entry in data["theme"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("主题日历 law_themes.toml 读不出来，请重新安装程序") from error


def _occasion(**entry: Any) -> Occasion:
    first = entry.pop("from")
    last = entry.pop("to", first)
    years = entry.pop("years", {}).items()
    moved = tuple((int(year), *days) for year, days in years)
    made = Occasion(**entry, first=first, last=last, years=moved)
    for year in (made.valid_from or 2024, *(known for known, _, _ in moved)):
        made.days(year)  # a day that no calendar has is found here, not in November
    return made


def _day(year: int, text: str) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))
