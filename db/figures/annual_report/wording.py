"""Text with places for figures: ``{{code}}``, ``{{code|exact}}``, ``{{year-1}}``, ``[[maybe]]``.

``{{services.handled}}`` prints the figure as its words are rounded, ``|exact`` unrounded,
``|number`` without its unit; ``@last`` behind the code asks for the year before. What stands in
``[[ ]]`` is printed only if every figure in it has something to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LAST_YEAR = "@last"
EXACT, NUMBER = "exact", "number"
ROW = "row."
"""Before the name of what a repeated statement says of each row."""
_MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}|\[\[|\]\]")
_YEAR = re.compile(r"year\s*(?:([+-])\s*(\d))?")
_OWN = ("town", "district", "office", "head", "title")


@dataclass(frozen=True)
class Slot:
    """A place for something that the program puts in."""

    name: str
    form: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure's code; year, town and rows are not."""
        return self.year is None and self.name not in _OWN and not self.name.startswith(ROW)

    @property
    def year(self) -> int | None:
        """How far from the report's year; None where it is no year."""
        found = _YEAR.fullmatch(self.name)
        if found is None:
            return None
        sign, count = found.groups()
        return int(f"{sign}{count}") if sign else 0


@dataclass(frozen=True)
class Optional:
    """Words that go when one of their figures has nothing to say."""

    parts: tuple["Part", ...]


Part = str | Slot | Optional


def parts_of(text: str) -> tuple[Part, ...]:
    """A text in its parts; a bracket without its partner stays in the words, for the checks."""
    levels: list[list[Part]] = [[]]
    place = 0
    for mark in _MARK.finditer(text):
        if mark.start() > place:
            levels[-1].append(text[place : mark.start()])
        place = mark.end()
        if mark.group() == "[[":
            levels.append([])
        elif mark.group() != "]]":
            name, _, form = mark.group(1).partition("|")
            levels[-1].append(Slot(name.strip(), form.strip()))
        elif len(levels) > 1:
            inner = Optional(tuple(levels.pop()))
            levels[-1].append(inner)
        else:
            levels[-1].append("]]")
    if place < len(text):
        levels[-1].append(text[place:])
    while len(levels) > 1:
        unclosed = levels.pop()
        levels[-1] += ["[[", *unclosed]
    return tuple(levels[0])


def slots_of(parts: tuple[Part, ...]) -> Iterator[Slot]:
    """Every place, those of optional words included."""
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Optional):
            yield from slots_of(part.parts)


def codes_in(text: str) -> list[str]:
    """The figures that a text asks for, ``@last`` included, in their order."""
    return list(dict.fromkeys(slot.name for slot in slots_of(parts_of(text)) if slot.is_figure))
