"""What a cell may mean: figures whose names resemble the headings beside it, likeliest first."""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from desktop.exchange.county.labels import Labels, heading_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.figures.figure import Figure

_LEAST = 0.34
"""The least likeness that is offered; below, a guess is more in the way than of use."""
_STOPPED = ("件数", "数量", "总数", "合计", "本期", "本季", "单位", "人数")
_SPANS = (
    (("累计", "年初至今", "1至", "本年"), "cumulative"),
    (("去年同期", "上年同期", "同期"), "year_ago"),
    (("上期", "上季", "上月"), "before"),
    (("上年", "去年"), "last_year"),
)


def offers(words: Labels, figures: "Iterable[Figure]", limit: int = 6) -> "list[Figure]":
    """Figures that the headings may mean."""
    scored = [(likeness(words, one.name), one) for one in figures]
    good = sorted((s for s in scored if s[0] >= _LEAST), key=lambda s: (-s[0], len(s[1].name)))
    return [one for _, one in good[:limit]]


def likeness(words: Labels, name: str) -> float:
    """From 0 to 1: how much of the name stands in the headings, and of the headings in it.

    Pairs of characters are counted, because Chinese has no blanks and words turn round:
    调解成功案件 and 案件调解成功.
    """
    said = _pairs(heading_key(words.row + words.column))
    mine = _pairs(heading_key(name))
    common = sum((said & mine).values())
    if not common:
        return 0.0
    return 2 * common / (sum(said.values()) + sum(mine.values()))


def span_of(words: Labels) -> str:
    """The span that headings name: 累计, 去年同期; else this period."""
    text = words.row + words.column
    return next((span for marks, span in _SPANS if any(one in text for one in marks)), "this")


def divisor_of(words: Labels) -> int | None:
    """By what numbers under such headings are divided: 万 and 千 in 万元, 千人次."""
    text = words.row + words.column
    return next((by for mark, by in (("万", 10_000), ("千", 1_000)) if mark in text), None)


@cache
def _pairs(text: str) -> Counter[str]:
    for word in _STOPPED:
        text = text.replace(word, "")
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) or Counter(text)
