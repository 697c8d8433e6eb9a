"""How Chinese characters sound: all readings of each, and what typed letters may spell."""

import heapq
import importlib.util
import json
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

_INITIALS = frozenset("abcdefghjklmnopqrstwxyz") | {"zh", "ch", "sh"}
"""What one may type for a whole syllable; none begins with i, u or v."""
_VOWELS = frozenset("aeiouv")  # 呣 and 嗯 are no names
_ALONE = frozenset("aeo")  # syllables of one letter, which other syllables begin with, too
_LONGEST = 40
_SPELLINGS = 16
"""As many ways to cut a run of letters are tried, those of the fewest and whole syllables first."""
_SURNAMES = {
    "谌": "shen", "会": "gui", "费": "bi", "仇": "qiu", "单": "shan", "区": "ou", "解": "xie",
    "曾": "zeng", "覃": "qin", "查": "zha", "朴": "piao", "盖": "ge", "任": "ren", "翟": "zhai",
    "员": "yun", "尉": "yu", "乐": "yue", "缪": "miao", "洗": "xian", "种": "chong", "繁": "po",
    "折": "she", "召": "shao", "秘": "bi", "祭": "zhai", "万": "wan", "华": "hua", "盛": "sheng",
}  # fmt: skip
"""Readings of surnames: the first three pypinyin's table lacks, the others stand late in it."""


class Segment(NamedTuple):
    """Letters for one character: a whole syllable, or how it begins."""

    letters: str
    whole: bool


class _Table(NamedTuple):
    """Code points in order, and for each the place of its readings: as a dictionary 6 MB more."""

    letters: "array[int]"
    places: "array[int]"
    readings: list[str]

    def of(self, letter: str) -> str:
        """What is told of a character: readings with tones and commas between."""
        code = ord(letter)
        at = bisect_left(self.letters, code)
        known = at < len(self.letters) and self.letters[at] == code
        return self.readings[self.places[at]] if known else ""


@cache
def _table() -> _Table:
    """The table of pypinyin for single characters, without the package: importing takes longer."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    folder = Path(spec.submodule_search_locations[0])
    told: dict[str, str] = json.loads((folder / "pinyin_dict.json").read_text("utf-8"))
    letters, readings = sorted(map(int, told)), sorted(set(told.values()))
    place = {one: at for at, one in enumerate(readings)}
    places = array("H", (place[told[str(letter)]] for letter in letters))
    return _Table(array("I", letters), places, readings)


@lru_cache(20_000)
def readings(letter: str) -> tuple[str, ...]:
    """All readings of a character without tones, none for what is no Chinese character.

    ``ü`` is ``v`` as input methods have it, and ``yu`` as passports do: 吕 is lv and lyu.
    """
    found = [_toneless(one) for one in _table().of(letter).split(",") if one]
    if letter in _SURNAMES:
        found.append(_SURNAMES[letter])
    found += [one.replace("v", "yu", 1) for one in found if "v" in one]
    return tuple(dict.fromkeys(one for one in found if one.isascii() and one.isalpha()))


def usual(letter: str) -> tuple[str, ...]:
    """Those of its readings that are meant first: the commonest, and that of the surname."""
    meant = (*readings(letter)[:1], _SURNAMES.get(letter, ""))
    return tuple(one for one in meant if one)


@cache
def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading.strip()).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))


@cache
def syllables() -> frozenset[str]:
    """Every syllable that some character has."""
    known = {_toneless(one) for one in set(",".join(_table().readings).split(","))}
    known |= {one.replace("v", "yu", 1) for one in known if "v" in one}
    return frozenset(one for one in known if not _VOWELS.isdisjoint(one) and one.isascii())


@cache
def _beginnings() -> frozenset[str]:
    """What is no syllable, and may become one while it is typed."""
    return frozenset(one[:end] for one in syllables() for end in range(1, len(one)))


def warm() -> None:
    """Read the table now."""
    syllables()


@lru_cache(512)
def spellings(letters: str, *, ends: bool, typing: bool) -> tuple[tuple[Segment, ...], ...]:
    """The ways in which letters are cut into syllables and initials, the shortest first.

    Letters that make whole syllables are no mixture (zhangsan, not zhan g san), and more than three
    of them no initials: wang is 王, and nobody called W. A. N. G.

    Args:
        letters: ``a`` to ``z`` only.
        ends: nothing follows them, so that the last syllable may be cut short.
        typing: more letters may come: a whole last syllable counts as the beginning of others.
    """
    if len(letters) > _LONGEST:
        return ()
    found: list[tuple[Segment, ...]] = []
    # Zhao is no zha and o while it is typed: its last syllable is not whole yet.
    for strict in (1, 0) if ends and typing else (2, 1, 0):
        if not found:
            cuts = _cuts(letters, strict, ends=ends, typing=typing)
            found = list(islice(cuts, _SPELLINGS))
    initials = tuple(Segment(letter, whole=False) for letter in letters)
    if len(letters) <= 3 and initials not in found and _INITIALS.issuperset(letters):
        found.append(initials)
    return tuple(found)


def _cuts(letters: str, strict: int, *, ends: bool, typing: bool) -> Iterator[tuple[Segment, ...]]:
    """All ways, by the number of their segments; those that come to no end are not begun.

    ``strict``: 2 for whole syllables only, 1 for all whole but the last, 0 for any mixture.
    """
    size = len(letters)
    steps: dict[int, list[tuple[int, Segment]]] = {}
    least = {size: 0}  # an initial costs half as much again as a syllable
    for start in range(size - 1, -1, -1):
        steps[start] = []
        for end in range(start + 1, min(start + 6, size) + 1):
            some = _segment(letters[start:end], last=ends and end == size, typing=typing)
            short = some is None or not (some.whole or some.letters in _ALONE)
            if short and (strict == 2 or (strict == 1 and end < size)):
                continue
            if end in least and some is not None:
                steps[start].append((end, some))
        if steps[start]:
            least[start] = min(_cost(some) + least[end] for end, some in steps[start])
    if 0 not in least:
        return
    order = count()
    begun: tuple[Segment, ...] = ()
    waiting = [(least[0], next(order), 0, 0, begun)]
    while waiting:
        _, _, spent, place, done = heapq.heappop(waiting)
        if place == size:
            yield done
            continue
        for end, some in steps[place]:
            cost = spent + _cost(some)
            heapq.heappush(waiting, (cost + least[end], next(order), cost, end, (*done, some)))


def _cost(segment: Segment) -> int:
    return 2 if segment.whole else 3


def _segment(part: str, *, last: bool, typing: bool) -> Segment | None:
    if part in syllables() and len(part) > 1 and not (last and typing):
        return Segment(part, whole=True)
    if part in _INITIALS or (last and (part in _beginnings() or part in syllables())):
        return Segment(part, whole=False)
    return None
