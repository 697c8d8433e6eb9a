"""Goes over a sheet's part once and notes at which byte each row and cell stands."""

import re
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from db.registers.county_form import located
from db.store.trouble import Trouble
from desktop.exchange.county.grid import Cell, Grid, Row, area
from desktop.exchange.county.package import Package, SheetPart, damaged, parsed

_TAG = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")


def grid(package: Package, sheet: SheetPart, strings: list[str] | None = None) -> Grid:
    """One sheet.

    Args:
        package: the workbook.
        sheet: which.
        strings: its shared texts, if they were read already.

    Raises:
        Trouble: the part is damaged or is written in a way that cannot be changed in place.
    """
    made = Grid(sheet, package.part(sheet.part))
    _Reader(made, shared_strings(package) if strings is None else strings).read(package.name)
    return made


def grids(package: Package) -> Mapping[str, Grid]:
    """All sheets by name."""
    strings = shared_strings(package)
    return {one.name: grid(package, one, strings) for one in package.sheets}


def shared_strings(package: Package) -> list[str]:
    """The texts that cells point at; without the small marks of pronunciation."""
    content = package.other("sharedStrings")
    if content is None:
        return []
    return [
        "".join(
            part.text or ""
            for part in item.iter("{*}t")
            if not str(part.getparent().tag).endswith("}rPh")
        )
        for item in parsed(content, package.name).iter("{*}si")
    ]


class _Reader:
    """Goes over the part once; expat says at which byte each element stands."""

    def __init__(self, made: Grid, strings: list[str]) -> None:
        self._grid, self._strings = made, strings
        self._row: Row | None = None
        self._cell: Cell | None = None
        self._at = (0, 0)
        self._words: list[str] | None = None
        self._value = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._refused

    def read(self, name: str) -> None:
        if self._grid.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _written_otherwise(name)
        try:
            self._parser.Parse(self._grid.content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged(name) from error
        except _OtherwiseError as error:
            raise _written_otherwise(name) from error
        if not self._grid.data[1]:
            raise damaged(name)

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            raise _OtherwiseError

    def _refused(self, *_told: Any) -> None:
        raise _OtherwiseError

    def _tag_end(self) -> int:
        match = _TAG.match(self._grid.content, self._parser.CurrentByteIndex)
        if match is None:
            raise ValueError("no tag")
        return match.end()

    def _bare(self, tag: int) -> bool:
        return self._grid.content[tag - 2 : tag] == b"/>"

    def _after(self, tag: int) -> int:
        """Behind the element that ends here; one without content ends where its tag does."""
        here = self._parser.CurrentByteIndex
        return tag if self._bare(tag) else self._grid.content.index(b">", here) + 1

    def _start(self, name: str, told: dict[str, str]) -> None:
        prefix, _, word = name.rpartition(":")
        begin = self._parser.CurrentByteIndex
        if word == "sheetData":
            self._grid.prefix = f"{prefix}:" if prefix else ""
            self._grid.data = (begin, self._tag_end(), 0)
        elif word == "row" and self._grid.data[1]:
            number = int(told.get("r") or self._at[0] + 1)
            self._row = self._grid.rows[number] = Row(begin, self._tag_end())
            self._at = (number, 0)
        elif word == "c" and self._row is not None:
            self._begin_cell(begin, told)
        elif word == "mergeCell":
            self._grid.merges.append(area(told["ref"]))
        elif self._cell is not None:
            self._inside(word, begin, told)

    def _begin_cell(self, begin: int, told: dict[str, str]) -> None:
        column = self._at[1] + 1
        if "r" in told:
            place = located(told["r"])
            if place is None:
                raise ValueError(told["r"])
            column = place[1]
        self._at = (self._at[0], column)
        kind, style = told.get("t", "n"), told.get("s", "")
        self._cell = Cell(begin, self._tag_end(), 0, style, kind)

    def _inside(self, word: str, begin: int, told: dict[str, str]) -> None:
        cell = self._cell
        if cell is None:
            return
        if word == "f":
            cell.formula, cell.shared = "", told.get("si") if told.get("t") == "shared" else None
            if told.get("t") in ("array", "dataTable") and "ref" in told:
                self._grid.arrays.append(area(told["ref"]))
            self._words = []
        elif word == "v":
            self._value = begin
            cell.value = (begin, self._tag_end())
            self._words = []
        elif word == "t":
            self._words = []

    def _text(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def _end(self, name: str) -> None:
        word = name.rpartition(":")[2]
        cell, row, here = self._cell, self._row, self._parser.CurrentByteIndex
        if word == "sheetData":
            begin, tag, _ = self._grid.data
            self._grid.data = (begin, tag, here)
        elif word == "row" and row is not None:
            row.closing, self._row = here, None
        elif cell is not None and row is not None:
            self._end_inside(word, cell, row)

    def _end_inside(self, word: str, cell: Cell, row: Row) -> None:
        if word == "c":
            cell.end = self._after(cell.tag)
            row.cells[self._at[1]], self._cell = cell, None
            return
        if self._words is None:
            return
        text, self._words = "".join(self._words), None
        if word == "f":
            cell.formula = text
        elif word == "v" and cell.value is not None:
            cell.value = (self._value, self._after(cell.value[1]))
            cell.text = self._shown(text, cell.kind)
        elif word == "t":
            cell.text += text

    def _shown(self, text: str, kind: str) -> str:
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return text


class _OtherwiseError(Exception):
    """The part is in another encoding, or carries declarations of its own."""


def _written_otherwise(name: str) -> Trouble:
    return Trouble(
        f"{name} 不是 Excel 或 WPS 存的样子；请在 Excel 或 WPS 里打开，另存为 xlsx 再用",
        wrong_input=True,
    )
