"""Code tables: versioned lists that law or county may change, from resources/codes."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from db.store.places import RESOURCES
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Entry:
    """One code, its name, and when it is in force. ``parent`` groups leaves under a heading."""

    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def in_force(self, on: date | None) -> bool:
        """Whether the entry may be used on a day; None asks for today's list as it stands."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True)
class CodeTable:
    """One list, with where it comes from."""

    code: str
    title: str
    source: str
    entries: tuple[Entry, ...]

    def leaves(self, on: date | None = None) -> tuple[Entry, ...]:
        """The entries one can choose: in force, and nobody's heading."""
        current = [entry for entry in self.entries if entry.in_force(on)]
        headings = {entry.parent for entry in current}
        return tuple(entry for entry in current if entry.code not in headings)

    def name(self, code: str) -> str:
        """The name of a code, in force or not; an unknown code is its own name."""
        entry = self.get(code)
        return entry.name if entry else code

    def get(self, code: str) -> Entry | None:
        """The entry of a code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in reversed(self.entries)}  # the first one counts

    def find(self, text: str) -> str | None:
        """The code meant by a code, a full name, or a text that only one name contains.

        Of several the only one that begins with it: 符合 is 符合条件, not 不符合条件.

        A heading's own name means none of its leaves: which one, people must say.
        """
        plain, leaves = _plain(text), self.leaves()
        for entry in leaves:
            if plain in (entry.code, _plain(entry.name)):
                return entry.code
        if any(plain == _plain(entry.name) for entry in self.entries):
            return None
        near = [entry for entry in leaves if plain in _plain(entry.name)]
        first = [entry for entry in near if _plain(entry.name).startswith(plain)]
        found = near if len(near) == 1 else first
        return found[0].code if len(found) == 1 else None


def _plain(text: str) -> str:
    """Full-width and half-width brackets and letters are the same to people."""
    return unicodedata.normalize("NFKC", text)


_DEFINED: dict[str, CodeTable] = {}
_DERIVED: dict[str, CodeTable] = {}


def define(tables: Iterable[CodeTable]) -> None:
    """Let code tables that people or the program made be known, before those of files."""
    _DEFINED.update((table.code, table) for table in tables)


def derive(tables: Iterable[CodeTable]) -> None:
    """Let code tables that follow from all others be known, in place of those derived before."""
    _DERIVED.clear()
    _DERIVED.update((table.code, table) for table in tables)


def codes(table: str) -> CodeTable:
    """The code table of that name, as it is now.

    Raises:
        Trouble: when the file is missing or cannot be read.
    """
    return _DEFINED.get(table) or _DERIVED.get(table) or shipped_codes(table)


@cache
def shipped_codes(table: str) -> CodeTable:
    """The code table that the program ships under that name.

    Raises:
        Trouble: when the file is missing or cannot be read.
    """
    path = RESOURCES / "codes" / f"{table}.toml"
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return CodeTable(table, data["title"], data.get("source", ""), tuple(_entries(data)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble(f"代码表 {path.name} 读不出来，请重新安装程序") from error


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    """The entries; those of a table that names another file are that file's headings."""
    if "entries_from" in data:
        path = RESOURCES / data["entries_from"]
        headings = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (Entry(code, part["what"]) for code, part in headings.items())
    else:
        yield from (Entry(**entry) for entry in data["entry"])
