"""The entries of a choice as people write them: a line each, codes kept by the program.

A name keeps its code. ``旧名→新名`` renames. A name that is no longer written is not offered any
more and still names what older records hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.store.codes import Entry

_MARKS = re.compile(r"[、，,；;\n]")
_KEPT = re.compile(r"(\d+)([+-])(.+)")
_TO = re.compile(r"\s*(?:→|->|－>)\s*")


@dataclass(frozen=True)
class Option:
    """One entry: its permanent code, its name, and whether it is offered."""

    code: str
    name: str
    offered: bool = True


def names_of(text: str | None) -> list[tuple[str, str]]:
    """Each entry that is written, as (the name it had, the name it has)."""
    found = []
    for part in _MARKS.split(text or ""):
        before, *after = [word.strip() for word in _TO.split(part, maxsplit=1)]
        if before or after:
            found.append((before, after[0] if after else before))
    return found


def written(options: list[Option]) -> str | None:
    """The entries offered, as people write them."""
    return "、".join(one.name for one in options if one.offered) or None


def kept(options: list[Option]) -> str | None:
    """All entries with their codes, as the program keeps them."""
    lines = (f"{one.code}{'+' if one.offered else '-'}{one.name}" for one in options)
    return "\n".join(lines) or None


def read(text: str | None) -> list[Option]:
    """What ``kept`` wrote."""
    lines = map(_KEPT.fullmatch, (text or "").splitlines())
    return [Option(line[1], line[3], line[2] == "+") for line in lines if line is not None]


def followed(known: list[Option], text: str | None) -> list[Option]:
    """The entries after people wrote ``text``: offered in its order, those left out last."""
    by_name = {one.name: one for one in known}
    last = max((int(one.code) for one in known), default=0)
    now: dict[str, Option] = {}
    for before, after in names_of(text):
        held = by_name.get(before) or by_name.get(after)
        if held is None:
            last += 1
        code = held.code if held is not None else str(last)
        now.setdefault(code, Option(code, after))
    gone = (Option(one.code, one.name, offered=False) for one in known if one.code not in now)
    return [*now.values(), *gone]


def entries(text: str | None) -> Iterator[Entry]:
    """The entries of a code table; one that is no longer offered ended long ago."""
    for one in read(text):
        yield Entry(one.code, one.name, valid_to=None if one.offered else date.min)
