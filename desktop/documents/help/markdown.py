r"""The little of Markdown in which help is written, the same for the window and for paper.

Headings ``#`` to ``###``, paragraphs, list items ``-`` and ``1.``, ``**bold**``, links
``[words](chapter)`` and a backslash before a mark that means itself. A paragraph or item is one
line, with a blank line before each but items that follow an item: so Qt, which reads the same text
for the window, breaks it alike.
"""

import re
from dataclasses import dataclass

PAGE = "page:"
"""Begins a link that leads to a page of the program; on paper it leads nowhere and is left out."""

_HEADING = re.compile(r"(#{1,3}) (.+)")
_ITEM = re.compile(r"(?:-|(\d+)\.) (.+)")
_INLINE = re.compile(
    r"\\(?P<plain>[^\w\s]|_)"
    r"|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*"
    r"|\[(?P<name>(?:\\.|[^\]\\])+)\]\((?P<to>[^)]+)\)"
)
_MARKS = re.compile(r"([\\*_\[\]<>`#~|&])")


@dataclass(frozen=True)
class Words:
    """Words in one look; ``to`` is the chapter a link leads to."""

    text: str
    bold: bool = False
    to: str = ""


@dataclass(frozen=True)
class Block:
    """A heading of ``level`` 1 to 3, a paragraph (level 0), or an item with its ``sign``."""

    words: tuple[Words, ...]
    level: int = 0
    sign: str = ""

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(word.text for word in self.words)


def blocks(text: str) -> list[Block]:
    """The text's blocks in order."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if heading:
            found.append(Block(words_in(heading[2]), level=len(heading[1])))
        elif item:
            found.append(Block(words_in(item[2]), sign=f"{item[1]}." if item[1] else "·"))
        else:
            found.append(Block(words_in(line)))
    return found


def words_in(line: str) -> tuple[Words, ...]:
    """The words of one line in their looks."""
    found: list[Words] = []
    at = 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            found.append(Words(line[at : match.start()]))
        if match["plain"]:
            found.append(Words(match["plain"]))
        elif match["bold"]:
            found.append(Words(_bare(match["bold"]), bold=True))
        else:
            found.append(Words(_bare(match["name"]), to=match["to"]))
        at = match.end()
    if at < len(line):
        found.append(Words(line[at:]))
    return tuple(found)


def escaped(text: str) -> str:
    """The text so that every mark in it means itself; line ends become blanks."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
