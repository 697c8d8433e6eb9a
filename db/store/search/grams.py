"""What the index holds of a record: its text cut into grams, its short lines in pinyin too.

Grams of one, two and three characters, so that whatever is as short is found by the index alone: a
trigram index finds no name of two. A token is one word to FTS5's ascii tokenizer: marks that it
would cut at stand for others that no text has.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from operator import add

from db.store.search.folding import fold
from db.store.search.pinyin import readings

SHORT = 60
"""Characters of a line that may be a name or a place; longer text is not spelled."""
_MARKS = {
    code: chr(0x10F000 + code)
    for code in range(128)
    if not (chr(code).isalnum() or chr(code).isspace())
}
_INITIAL, _SYLLABLE = "\x81", "\x82"  # before pinyin; no text that people save has them


def tokens_of(*texts: str) -> set[str]:
    """All tokens of a record with these texts, lines and words in them apart."""
    found: set[str] = set()
    for line in {line for text in texts for line in fold(text).splitlines()}:
        for word in line.translate(_MARKS).split():
            pairs = list(map(add, word, word[1:]))
            found.update(word, pairs, map(add, pairs, word[2:]))
        for run in _runs(line):
            for place in range(len(run)):
                found.update(_spelled(run[place : place + 3]))
    return found


def wanted(word: str) -> list[str]:
    """The fewest grams that a text holding the folded word must have."""
    word = word.translate(_MARKS)
    parts = (word[start : start + 3] for start in range(max(len(word) - 2, 1)))
    return list(dict.fromkeys(parts))


def _runs(line: str) -> Iterator[str]:
    """The Chinese characters of a short folded line that stand together.

    A middle dot parts no name.
    """
    if len(line) > SHORT:
        return
    run = ""
    for letter in line:
        if letter > "\u2e7f" and readings(letter):
            run += letter
        elif letter != "·" and run:
            yield run
            run = ""
    if run:
        yield run


@lru_cache(100_000)
def _spelled(run: str) -> tuple[str, ...]:
    """The tokens of the first of up to three characters, alone and with those that follow."""
    alone = (_SYLLABLE + one for one in readings(run[0]))
    return (*alone, *(one for end in range(1, len(run) + 1) for one in initials(run[:end])))


@lru_cache(20_000)
def initials(run: str) -> tuple[str, ...]:
    """Tokens of the initials of some characters, by every reading."""
    first = (dict.fromkeys(one[0] for one in readings(letter)) for letter in run)
    return tuple(initial("".join(letters)) for letters in product(*first))


def initial(letters: str) -> str:
    """The token of up to three initials that stand together."""
    return _INITIAL + letters


def syllable(letters: str) -> str:
    """The token of a syllable."""
    return _SYLLABLE + letters
