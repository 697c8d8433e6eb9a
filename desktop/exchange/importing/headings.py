"""Where a sheet's header stands, and what its columns are called; two header rows are joined."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.store.record import Record
from db.store.trouble import Trouble
from desktop.exchange.importing.book import Book, Cell, Line, Sheet
from desktop.exchange.importing.guessing import guess, plain
from desktop.exchange.importing.targets import REASON, TAKEN
from desktop.exchange.layout import MARK

_LOOKED_AT = 30
"""Rows among which the header is looked for: above it stand titles and the unit's name."""
_OWN = {plain(word) for word in (MARK, TAKEN, REASON)}


@dataclass(frozen=True)
class Heading:
    """The header: ``row`` is its last row, ``first`` its first; ``names`` by column, from 1."""

    first: int
    row: int
    names: dict[int, str]

    def column(self, name: str) -> int | None:
        """The column of that name."""
        return next((number for number, word in self.names.items() if word == name), None)


def is_own(word: str) -> bool:
    """Whether a header is one of the program's own: a mark, what was taken, why not."""
    return plain(word) in _OWN


def best_sheet(book: Book, cls: type[Record]) -> Sheet:
    """The sheet of the register's title, else the one whose header says most.

    Raises:
        Trouble: nothing in the file.
    """
    sheets = list(book.filled())
    if not sheets:
        raise Trouble(f"{book.path.name} 里没有内容", wrong_input=True)
    own = book.sheet(cls.title)
    if own is not None and own.lines:
        return own
    return max(sheets, key=lambda sheet: _score(cls, _guessed(sheet, cls).names))


def heading(sheet: Sheet, cls: type[Record], row: int | None = None) -> Heading:
    """The header in that row, or where most cells are words of the register.

    Args:
        sheet: with its lines.
        cls: the register.
        row: the last row of the header, from 1; None guesses.

    Raises:
        Trouble: there is no such row.
    """
    if row is None:
        return _guessed(sheet, cls)
    lines = [line for line in sheet.lines if line[0] <= row]
    if not lines or lines[-1][0] != row:
        raise Trouble(f"工作表“{sheet.name}”的第 {row} 行是空的，不能作表头", wrong_input=True)
    both = [_heading(sheet, lines[-1:])]
    if len(lines) > 1:
        both.append(_heading(sheet, lines[-2:]))
    return max(both, key=lambda one: _score(cls, one.names))


def _guessed(sheet: Sheet, cls: type[Record]) -> Heading:
    lines = sheet.lines[:_LOOKED_AT]
    found = [one for place in range(len(lines)) for one in _from(sheet, lines, place)]
    # The first of equals, but a row alone before two: the upper one is a title then.
    return max(found, key=lambda one: (_score(cls, one.names), one.first == one.row))


def _from(sheet: Sheet, lines: list[Line], place: int) -> Iterator[Heading]:
    yield _heading(sheet, lines[place : place + 1])
    if place + 1 < len(lines) and lines[place + 1][0] == lines[place][0] + 1:
        yield _heading(sheet, lines[place : place + 2])


def _score(cls: type[Record], names: dict[int, str]) -> float:
    """How many columns are understood; a row of data or a title understands none."""
    known = {found.path for word in names.values() if (found := guess(cls, word))}
    own = sum(map(is_own, names.values()))
    return len(known) + own - 0.01 * sum(len(word) > 20 for word in names.values())


def _heading(sheet: Sheet, lines: list[Line]) -> Heading:
    rows = [_spread(sheet, line) for line in lines]
    names: dict[int, str] = {}
    for column in sorted(set().union(*rows)):
        words: list[str] = []
        for row in rows:
            word = row.get(column, "")
            if word and word not in words:
                words.append(word)
        names[column] = " ".join(words)
    return Heading(lines[0][0], lines[-1][0], names)


def _spread(sheet: Sheet, line: Line) -> dict[int, str]:
    """The cells of a header row; a merged one stands over all its columns and rows."""
    number, cells = line
    found = {c: _word(cell) for c, cell in enumerate(cells, start=1) if cell is not None}
    for merge in sheet.merges:
        if merge.top <= number <= merge.bottom and merge.right - merge.left < 40:
            word = found.get(merge.left) if merge.top == number else None
            if word and merge.right > merge.left:
                found.update(dict.fromkeys(range(merge.left, merge.right + 1), word))
    return {column: word for column, word in found.items() if word}


def _word(cell: Cell) -> str:
    return " ".join(str(cell).split())
