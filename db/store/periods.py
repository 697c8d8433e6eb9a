"""The periods that the program ships, from resources/deadlines.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.store.places import RESOURCES
from db.store.trouble import Trouble

UNITS = {"days": "日", "working_days": "个工作日", "months": "个月"}
"""How a length is counted: calendar days, working days, months."""


@dataclass(frozen=True)
class Reading:
    """Another way in which the same rule is read: 7 working days for 7 days."""

    n: int
    unit: str
    basis: str

    @property
    def length(self) -> str:
        """7 个工作日."""
        return spoken(self.n, self.unit)


@dataclass(frozen=True)
class Rule:
    """A period: what for, how long, from when, and on which ground.

    Attributes:
        code: how registers call it.
        what: what is to be done.
        basis: law and article, or that the rule is a local one.
        start: in words, the day on which the count begins.
        n, unit: the length; 0 where an agreed or printed day is the end.
        words: the length as the law words it, where that is neither days nor months.
        strict: holidays do not move its end (a period counted in hours).
        local: no national law says so; the office may set another length.
        ahead: days before the end on which it is brought up; empty brings it up at once.
        alternative: how others read the length; the earlier end counts.
        not_for: codes of what the rule does not cover.
    """

    code: str
    what: str
    basis: str
    start: str = ""
    n: int = 0
    unit: str = "days"
    words: str = ""
    strict: bool = False
    local: bool = False
    ahead: tuple[int, ...] = ()
    alternative: Reading | None = None
    not_for: tuple[str, ...] = ()

    @property
    def length(self) -> str:
        """24 小时, 7 日, 7 个工作日, 12 个月; empty where a day was agreed or printed."""
        return self.words or (spoken(self.n, self.unit) if self.n else "")

    @property
    def sentence(self) -> str:
        """The whole rule in words."""
        parts = [f"自{self.start}起 {self.length}" if self.length else self.start]
        if self.alternative:
            parts.append(f"也有按 {self.alternative.length}计的（{self.alternative.basis}）")
        if self.ahead:
            parts.append(f"提前 {'、'.join(map(str, self.ahead))} 日提醒")
        return "；".join(filter(None, [*parts, self.basis]))


def spoken(n: int, unit: str) -> str:
    """7 日, 7 个工作日, 12 个月."""
    return f"{n} {UNITS[unit]}"


@cache
def shipped() -> dict[str, Rule]:
    """Every rule by its code, in the order of the file.

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        data = tomllib.loads((RESOURCES / "deadlines.toml").read_text(encoding="utf-8"))
        return {code: _rule(code, entry) for code, entry in data.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("期限表 deadlines.toml 读不出来，请重新安装程序") from error


def _rule(code: str, entry: dict[str, Any]) -> Rule:
    lists: dict[str, Any] = {
        name: tuple(entry[name]) for name in ("ahead", "not_for") if name in entry
    }
    other = Reading(**entry["alternative"]) if "alternative" in entry else None
    rule = Rule(code, **{**entry, **lists, "alternative": other})
    for unit in {rule.unit, other.unit if other else rule.unit}:
        if unit not in UNITS:
            raise ValueError(unit)
    return rule
