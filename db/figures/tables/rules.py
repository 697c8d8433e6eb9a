"""Check rules as data: what the program ships, and over it what the office switched."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import CheckRule
from db.store.places import RESOURCES
from db.store.trouble import Trouble

ERROR, WARNING = "error", "warning"
GROWS, ROWS, UNITS = "grows", "rows", "units"
EQUAL, AT_MOST, AT_LEAST, ASKS_FOR, BOTH = "=", "<=", ">=", "=>", "<=>"
_TEST = re.compile(r"(.+?)\s(<=>|=>|<=|>=|=)\s(.+)")
_PART = re.compile(r"\s*([+-]?)\s*(?:(\d+)(?:\s+|$))?([a-z][a-z0-9_.*]*)?\s*")


@dataclass(frozen=True)
class Share:
    """Columns in a side of a test, ``times`` each; without ``columns`` a number."""

    times: int
    columns: str = ""

    def of(self, code: str) -> bool:
        """Whether a column is meant; a star is one step of its code."""
        pattern = re.escape(self.columns).replace(r"\*", "[^.]+")
        return bool(self.columns) and re.fullmatch(pattern, code) is not None


@dataclass(frozen=True)
class Test:
    """Left, relation, right."""

    left: tuple[Share, ...]
    relation: str
    right: tuple[Share, ...]


@dataclass(frozen=True)
class Rule:
    """One rule; see resources/tables/checks.toml."""

    code: str
    what: str
    level: str
    tests: tuple[Test, ...] = ()
    kind: str = ""
    tables: tuple[str, ...] = ()
    off: bool = False

    def meant_for(self, table: str) -> bool:
        """Whether a table has to keep to it."""
        return not self.tables or table in self.tables


@cache
def shipped() -> dict[str, Rule]:
    """Every rule by its code, in the order of the file.

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        path = RESOURCES / "tables" / "checks.toml"
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return {code: _rule(code, entry) for code, entry in data.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("核对规则 checks.toml 读不出来，请重新安装程序") from error


def in_use(session: Session) -> tuple[Rule, ...]:
    """The rules as the office has them now; of two entries for one rule the newer counts."""
    found = dict(shipped())
    for own in session.scalars(select(CheckRule).where(live(CheckRule)).order_by(CheckRule.id)):
        if own.rule in found:
            level = own.level or found[own.rule].level
            found[own.rule] = replace(found[own.rule], level=level, off=not own.in_use)
    return tuple(rule for rule in found.values() if not rule.off)


def test_of(words: str) -> Test:
    """What ``total = type.*`` asks.

    Raises:
        ValueError: it cannot be read.
    """
    match = _TEST.fullmatch(words.strip())
    if match is None:
        raise ValueError(words)
    return Test(_side(match[1]), match[2], _side(match[3]))


def _side(words: str) -> tuple[Share, ...]:
    found, place, text = [], 0, words.strip()
    while place < len(text):
        match = _PART.match(text, place)
        if match is None or not (match[2] or match[3]) or (place and not match[1]):
            raise ValueError(words)
        sign = -1 if match[1] == "-" else 1
        found.append(Share(sign * int(match[2] or 1), match[3] or ""))
        place = match.end()
    return tuple(found)


def _rule(code: str, entry: dict[str, Any]) -> Rule:
    given = {**entry, "tables": tuple(entry.get("tables", ()))}
    given["tests"] = tuple(map(test_of, entry.get("tests", ())))
    rule = Rule(code, **given)
    if rule.level not in (ERROR, WARNING) or bool(rule.kind) == bool(rule.tests):
        raise ValueError(code)
    return rule
