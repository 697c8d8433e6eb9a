"""The help book: chapters written by hand, then one for each register."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.registers import ALL
from db.store.places import RESOURCES
from db.store.trouble import Trouble
from desktop.documents.help import keys
from desktop.documents.help.register_chapter import written_of

if TYPE_CHECKING:
    from pathlib import Path

    from db.store.defining import OwnRegisters

FOLDER = RESOURCES / "help"
HOW = "怎么做"
"""The heading over the chapters written by hand."""

_NAME = re.compile(r"\d+-(.+)\.md")


@dataclass(frozen=True)
class Chapter:
    """One chapter: what links call it, its title, the heading it stands under, its Markdown."""

    key: str
    title: str
    group: str
    text: str


def book(registers: Iterable[Any] = ALL, own: "OwnRegisters | None" = None) -> list[Chapter]:
    """All chapters in order.

    Args:
        registers: those that are told of.
        own: what a store defines; without it, the store that is open.

    Raises:
        Trouble: the written chapters cannot be read.
    """
    known = tuple(registers)
    groups = dict.fromkeys(cls.group for cls in known)
    made = [
        Chapter(cls.__tablename__, cls.title, group, written_of(cls, own))
        for group in groups
        for cls in known
        if cls.group == group
    ]
    return [*by_hand(), *made]


def by_hand() -> list[Chapter]:
    """The chapters written by hand, in the order of their files' numbers.

    Raises:
        Trouble: they cannot be read.
    """
    try:
        return [_read(path) for path in sorted(FOLDER.glob("*.md"))]
    except OSError as error:
        raise Trouble("帮助文件读不出来，请重新安装程序") from error


def _read(path: "Path") -> Chapter:
    text = path.read_text(encoding="utf-8")
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise ValueError(path.name)
    title = text.partition("\n")[0].removeprefix("# ").strip()
    if name[1] == "keys":
        text = f"{text}\n{keys.written()}"
    return Chapter(name[1], title, HOW, text)
