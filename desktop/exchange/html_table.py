"""A table copied from a web page or a text document, read from its HTML: one line for each row."""

from html.parser import HTMLParser
from typing import Any

_SPREADSHEETS = ("office:excel", "excel.sheet", "libreoffice", "kingsoft et")
_BREAKS = frozenset({"br", "p", "div", "li"})
_CELLS = frozenset({"td", "th"})
_MOST = 1000  # columns or rows that one cell may take: what HTML itself allows


class _Tables(HTMLParser):
    """Gathers the cells of all tables; what stands in an inner one is the inner one's."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[tuple[str, int, int]]]] = []
        self._open: list[list[list[tuple[str, int, int]]]] = []
        self._cells: list[tuple[list[str], int, int] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
            self._open.append(self.found[-1])
            self._cells.append(None)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].append([])
        elif tag in _CELLS:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            told = dict(attrs)
            self._cells[-1] = ([], _span(told.get("colspan")), _span(told.get("rowspan")))
        elif tag in _BREAKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if not self._open:
            return
        if tag in _CELLS or tag == "tr":
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._open.pop()
            self._cells.pop()

    def handle_data(self, data: str) -> None:
        self._say(" ".join(data.replace("\xa0", " ").split()) if data.strip() else " ")

    def close(self) -> None:
        """What was left open ends with the page."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _say(self, words: str) -> None:
        cell: Any = self._cells[-1] if self._cells else None
        if cell is not None:
            cell[0].append(words)

    def _end_cell(self) -> None:
        cell, self._cells[-1] = self._cells[-1], None
        if cell is not None:
            words, wide, deep = cell
            lines = (line.strip() for line in "".join(words).split("\n"))
            self._open[-1][-1].append(("\n".join(filter(None, lines)), wide, deep))


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _MOST) if told and told.isascii() and told.isdecimal() else 1


def is_from_a_spreadsheet(html: str) -> bool:
    """Whether its text, with tabulators, tells the cells as well as they can be told."""
    head = html[:5000].lower()
    return any(mark in head for mark in _SPREADSHEETS)


def rows_of(html: str) -> list[list[str]]:
    """The rows of the largest table, none where there is no table.

    A cell over several rows stands in each of them, as it is meant; one over several columns in
    the first of them.
    """
    parser = _Tables()
    parser.feed(html)
    parser.close()
    parser.found.sort(key=lambda table: sum(map(len, table)))
    return _laid_out(parser.found[-1]) if parser.found else []


def _laid_out(table: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    below: dict[int, tuple[str, int]] = {}  # by column: what reaches down, and how many rows more
    rows = []
    for cells in table:
        row: list[str] = []
        waiting = list(cells)
        while waiting or len(row) in below:
            place = len(row)
            if place in below:
                words, more = below.pop(place)
                row.append(words)
                if more > 1:
                    below[place] = (words, more - 1)
                continue
            words, wide, deep = waiting.pop(0)
            for step in range(wide):
                told = "" if step else words
                row.append(told)
                if deep > 1:
                    below[place + step] = (told, deep - 1)
        rows.append(row)
    return rows
