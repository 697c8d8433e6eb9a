"""Counts headings, 一、 （一） 1. （1）, after those with nothing under them are gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from db.figures.annual_report.composed import Block, Place

_DIGITS = "零一二三四五六七八九"
_LEVELS = (Place.HEADING_1, Place.HEADING_2, Place.HEADING_3, Place.HEADING_4)


def numbered(blocks: Iterable[Block], required: Collection[str] = ()) -> tuple[Block, ...]:
    """The blocks with their numbers; empty headings are left out unless their key is required."""
    counts = [0] * len(_LEVELS)
    found: list[Block] = []
    for block in _not_empty(list(blocks), required):
        if block.place is Place.PARAGRAPH:
            found.append(block)
            continue
        level = _LEVELS.index(block.place)
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(_LEVELS) - level - 1)
        found.append(replace(block, number=_number(level, counts[level])))
    return tuple(found)


def level_of(block: Block) -> int:
    """1 to 4 for a heading, 0 for a paragraph."""
    return 0 if block.place is Place.PARAGRAPH else _LEVELS.index(block.place) + 1


def _not_empty(blocks: Sequence[Block], required: Collection[str]) -> list[Block]:
    kept: list[Block] = []
    below = len(_LEVELS) + 1
    for block in reversed(blocks):  # a heading keeps what stands above it
        level = level_of(block)
        if not level:
            below = 0
            kept.append(block)
        elif below == 0 or (below > level and below <= len(_LEVELS)) or block.key in required:
            below = level
            kept.append(block)
    return kept[::-1]


def _number(level: int, count: int) -> str:
    match level:
        case 0:
            return f"{chinese(count)}、"
        case 1:
            return f"（{chinese(count)}）"
        case 2:
            return f"{count}."
    return f"（{count}）"


def chinese(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
