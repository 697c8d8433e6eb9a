"""What was typed to search, as a question to the index and as a test of a text.

The index is asked first. What it cannot tell by itself (four characters that stand together, a
syllable beside another) is looked at again in the record's own text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from db.store.search.folding import by_code, fold
from db.store.search.grams import initial, initials, syllable, wanted
from db.store.search.pinyin import Segment, readings, spellings, usual
from db.store.search.sound import pattern, sound

_LETTERS = re.compile(r"[a-z]+")
_NUMERALS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_RUNS = re.compile(r"[a-z]+|.", re.DOTALL)
_GRAMS = 60
"""So many of a long word are asked for; the rest is looked at again."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Word:
    """One word that was typed.

    Attributes:
        text: it, folded. ``spelled``: as sequences of syllables, initials and characters.
        match: the question to the index, in FTS5's words.
        exact: whether the index finds by it nothing but what holds it.
    """

    text: str
    spelled: tuple[tuple[Segment, ...], ...]
    match: str
    exact: bool

    def places(self, line: str) -> Iterator[Span]:
        """Where it stands in a folded line."""
        start = line.find(self.text)
        while start >= 0:
            yield start, start + len(self.text)
            start = line.find(self.text, start + 1)
        if self.spelled:
            yield from self.sounding(line)

    def marks(self, text: str) -> bool:
        """Whether one line of text, not folded, shows it."""
        return any(self.places(fold(text)))

    def sounding(self, line: str) -> Iterator[Span]:
        """Where a folded line sounds like it."""
        said, start = sound(line), 0
        while found := self.pattern.search(said, start):
            first = said.count(";", 0, found.start())
            yield first, first + found[0].count(";")
            start = found.start() + 1

    def sounds_in(self, said: str) -> bool:
        """Whether something in the ``sound`` of a text is meant by it."""
        return bool(self.spelled and self.pattern.search(said))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """How it sounds (``db.store.search.sound``)."""
        return pattern(self.spelled)


@dataclass(frozen=True)
class Asked:
    """All that was typed: each word must be found."""

    words: tuple[Word, ...]

    @property
    def match(self) -> str:
        """The question to the index; empty for nothing typed."""
        return " AND ".join(f"({word.match})" for word in self.words)

    @property
    def exact(self) -> bool:
        """Whether nothing has to be looked at again."""
        return all(word.exact for word in self.words)

    def holds(self, *texts: str) -> bool:
        """Whether the texts hold every word."""
        missing = self.words
        for text in texts:
            folded = fold(text)
            missing = tuple([word for word in missing if word.text not in folded])
            if any(word.spelled for word in missing):
                said = sound(folded)
                missing = tuple([word for word in missing if not word.sounds_in(said)])
            if not missing:
                return True  # the first text nearly always holds all
        return not missing

    def begins(self, text: str) -> bool:
        """Whether one line of text begins with one of the words."""
        line = fold(text)
        return any(start == 0 for word in self.words for start, _ in word.places(line))

    def usually_begins(self, text: str) -> bool:
        """Whether it begins so as its first character is mostly read: wei is 魏, hardly 于."""
        if not self.begins(text):
            return False
        line = fold(text)
        spoken = (line[0], *usual(line[0]))
        begun = (word.text for word in self.words if line.startswith(word.text))
        ways = (way[0].letters for word in self.words for way in word.spelled)
        return any(begun) or any(one.startswith(letters) for letters in ways for one in spoken)

    def spans(self, text: str) -> list[Span]:
        """The places in one line of text that were asked for, in order and without overlap."""
        folded, origin = "", []
        for place, letter in enumerate(text):
            part = fold(letter)
            folded += part
            origin += [place] * len(part)
        found = {
            (origin[start], origin[end - 1] + 1)
            for word in self.words
            for start, end in word.places(folded)
        }
        merged: list[Span] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


@lru_cache(256)
def asked(typed: str, *, typing: bool = False) -> Asked:
    """What people mean by what they typed.

    Args:
        typed: words parted by blanks; characters may be named by code (U+2070E).
        typing: more may follow, so that the last syllable may become another.
    """
    words = [_word(fold(by_code(word)), typing=typing) for word in typed.split()]
    return Asked(tuple(dict.fromkeys(words)))


def holds(typed: str, typing: int, *texts: str) -> bool:
    """``Asked.holds``, for SQL."""
    return asked(typed, typing=bool(typing)).holds(*texts)


def begins(typed: str, text: str) -> bool:
    """``Asked.begins`` while it is being typed, for SQL."""
    return asked(typed, typing=True).begins(text)


def _word(text: str, *, typing: bool) -> Word:
    spelled = tuple(_spelled(text, typing=typing))
    grams = wanted(text)[:_GRAMS]
    ways = [(_all(grams), len(text) <= 3)]
    ways += map(_sought, spelled)
    match = " OR ".join(dict.fromkeys(way for way, _ in ways))
    return Word(text, spelled, match, all(exact for _, exact in ways))


def _spelled(text: str, *, typing: bool) -> Iterator[tuple[Segment, ...]]:
    """The ways a word of letters, characters and digits may be a name; none for other words."""
    if not _LETTERS.search(text.replace("ü", "v")):
        return
    parts = _RUNS.findall(text.replace("ü", "v").replace("·", ""))
    ways: list[tuple[Segment, ...]] = [()]
    for number, part in enumerate(parts):
        if part.isascii() and part.isalpha():
            more = spellings(part, ends=number == len(parts) - 1, typing=typing)
        elif part in _NUMERALS:
            more = ((Segment(_NUMERALS[part], whole=True),),)
        elif readings(part):
            more = ((Segment(part, whole=True),),)
        else:
            return
        ways = [(*way, *one) for way in ways for one in more][:60]
    yield from ways


def _sought(segments: tuple[Segment, ...]) -> tuple[str, bool]:
    """A spelling as a question to the index, and whether that says all of it."""
    first = [_firsts(segment) for segment in segments]
    plain = all(len(one.letters) == 1 and not one.whole for one in segments)
    if plain and len(segments) <= 3:
        return _quoted(initial("".join(map("".join, first)))), True
    parts = []
    for segment, letters in zip(segments, first, strict=True):
        if not segment.letters.isascii():
            parts.append(_quoted(segment.letters))
        elif segment.whole:
            parts.append(_quoted(syllable(segment.letters)))
        elif len(segment.letters) > 1:
            parts.append(_quoted(syllable(segment.letters)) + " *")
        elif len(segments) == 1:
            parts.append(_quoted(initial(letters[0])))
    size = min(len(segments), 3)
    for start in range(len(segments) - size + 1):
        some = first[start : start + size]
        if size > 1 and all(len(letters) == 1 for letters in some):
            parts.append(_quoted(initial("".join(letters[0] for letters in some))))
    return f"({' AND '.join(dict.fromkeys(parts))})", len(segments) == 1


def _firsts(segment: Segment) -> list[str]:
    """The initials that a segment may have."""
    if segment.letters.isascii():
        return [segment.letters[0]]
    return [token[1:] for token in initials(segment.letters)]


def _all(grams: list[str]) -> str:
    return f"({' AND '.join(map(_quoted, grams))})"


def _quoted(token: str) -> str:
    return f'"{token}"'
