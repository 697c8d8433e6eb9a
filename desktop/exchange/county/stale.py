"""Formulas whose computed values are old once cells are filled, and the word to compute anew."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.exchange.county.grid import Cell, Grid, Place, area

if TYPE_CHECKING:
    from desktop.exchange.importing.book import Merge

_MOST = 4000
"""Formulas that are looked into; of more, every value counts as old."""
_WHOLE = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?(\d+):\$?(\d+)")
_ELSEWHERE = ("INDIRECT(", "OFFSET(")
_CALC = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*?/?>")
_BEFORE = re.compile(
    rb"</(?:\w+:)?(?:definedNames|externalReferences|functionGroups|sheets)>"
    rb"|<(?:\w+:)?(?:definedNames|functionGroups)\s*/>"
)


@dataclass(frozen=True)
class _Formula:
    """One formula and the ranges it looks at, by sheet; None where only Excel could say."""

    sheet: str
    place: Place
    cell: Cell
    areas: "tuple[tuple[str, Merge], ...] | None"

    def sees(self, dirty: Mapping[str, set[Place]]) -> bool:
        if self.areas is None:
            return True
        return any(
            one.top <= row <= one.bottom and one.left <= column <= one.right
            for sheet, one in self.areas
            for row, column in dirty.get(sheet, ())
        )


def stale(
    sheets: Mapping[str, Grid], filled: Mapping[str, set[Place]]
) -> dict[str, list[tuple[int, int]]]:
    """Where, by sheet, the values lie that formulas computed from cells that are filled now."""
    if not any(filled.values()):
        return {}
    waiting = list(_formulas(sheets))
    dirty = {name: set(places) for name, places in filled.items()}
    found: dict[str, list[tuple[int, int]]] = {}
    many = len(waiting) > _MOST
    while True:
        hit = [one for one in waiting if many or one.sees(dirty)]
        if not hit:
            return found
        waiting = [one for one in waiting if one not in hit] if not many else []
        for one in hit:
            dirty.setdefault(one.sheet, set()).add(one.place)
            if one.cell.value is not None:
                found.setdefault(one.sheet, []).append(one.cell.value)


def recomputed(book: bytes) -> bytes:
    """The workbook's own part, told to compute everything when it is opened."""
    found = _CALC.search(book)
    if found is None:
        places = [match.end() for match in _BEFORE.finditer(book)]
        prefix = re.search(rb"<(\w+:)?workbook\b", book)
        word = (prefix[1] or b"") if prefix else b""
        at = max(places) if places else 0
        return book[:at] + b"<" + word + b'calcPr fullCalcOnLoad="1"/>' + book[at:] if at else book
    tag = found[0]
    if b"fullCalcOnLoad" in tag:
        tag = re.sub(rb'fullCalcOnLoad="[^"]*"', b'fullCalcOnLoad="1"', tag)
    else:
        tag = re.sub(rb"\s*(/?>)$", rb' fullCalcOnLoad="1"\1', tag)
    return book[: found.start()] + tag + book[found.end() :]


def _formulas(sheets: Mapping[str, Grid]) -> Iterator[_Formula]:
    for name, held in sheets.items():
        masters: dict[str, tuple[str, Place]] = {}
        for number, row in held.rows.items():
            for column, cell in row.cells.items():
                if cell.formula is None:
                    continue
                text = cell.formula
                if cell.shared is not None and text:
                    masters[cell.shared] = (text, (number, column))
                elif cell.shared in masters and not text:
                    text = _moved(*masters[cell.shared], (number, column))
                yield _Formula(name, (number, column), cell, _areas(text, name))


def _moved(text: str, origin: Place, place: Place) -> str:
    """A shared formula as it reads in another of its cells."""
    from openpyxl.formula.translate import Translator

    from desktop.exchange.importing.book import address

    moved = Translator(f"={text}", address(*origin)).translate_formula(address(*place))
    return str(moved).removeprefix("=")


def _areas(text: str, sheet: str) -> "tuple[tuple[str, Merge], ...] | None":
    from openpyxl.formula.tokenizer import Token, Tokenizer

    if not text or any(word in text.upper() for word in _ELSEWHERE):
        return None
    found = []
    for token in Tokenizer(f"={text}").items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        where, mark, ref = token.value.rpartition("!")
        name = where.strip("'").replace("''", "'") if mark else sheet
        one = _area(ref.replace("$", ""))
        if one is None or ":" in where or "[" in where:
            return None  # a name, a table's column, sheets from one to another
        found.append((name, one))
    return tuple(found)


def _area(ref: str) -> "Merge | None":
    from desktop.exchange.importing.book import Merge

    match = _WHOLE.fullmatch(ref)
    if match and match[1]:
        first, last = area(f"{match[1]}1"), area(f"{match[2]}1")
        return Merge(1, first.left, 1_048_576, last.right)
    if match:
        return Merge(int(match[3]), 1, int(match[4]), 16_384)
    try:
        return area(ref)
    except ValueError:
        return None
