"""Lines of a sheet gathered into records: a case may take several lines, its rows other sheets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from db.store.record import Record
from desktop.exchange import layout
from desktop.exchange.importing.book import Book, Line, Sheet, address
from desktop.exchange.importing.cells import Unread, text_of
from desktop.exchange.importing.headings import Heading, heading
from desktop.exchange.importing.mapping import Mapping
from desktop.exchange.importing.targets import KEPT, TAKEN, Target, target

_FOOT = re.compile(r"\s*(合\s*计|小\s*计|总\s*计|填表|制表|审核人|负责人|注\s*[:：]|说明\s*[:：])")
_ANOTHER = "像是另一张表，没有导入；请把它移到单独的工作表里再导入"
_DIGIT = re.compile(r"\d")
_SEVERAL = re.compile(r"[、;；\n]+")


@dataclass(slots=True)
class Given:
    """One cell that is meant for a field."""

    target: Target
    cell: Any
    row: int = 0
    column: int = 0
    header: str = ""
    sheet: str = ""

    @property
    def at(self) -> str:
        """The cell as Excel calls it, with its sheet where that is another one."""
        if not self.column:
            return ""
        here = address(self.row, self.column)
        return f"{self.sheet}!{here}" if self.sheet else here


@dataclass
class RowDraft:
    """One child row: what chooses it, its cells, where it stands."""

    by: tuple[str, str] | None
    nth: int
    cells: dict[str, Given]
    place: int | None = None


@dataclass
class Draft:
    """One record as the sheet has it, not yet read as values.

    Attributes:
        lines: the rows of the sheet it takes, the first one first.
        cells: by field. ``rows``: by the field of the child rows.
        uid: the record's mark, where the sheet has one. ``taken``: it was imported before.
        faults: what is wrong with the lines themselves, as (address, sentence).
    """

    lines: list[int]
    cells: dict[str, Given] = field(default_factory=dict)
    rows: dict[str, list[RowDraft]] = field(default_factory=dict)
    uid: str | None = None
    taken: bool = False
    faults: list[tuple[str, str]] = field(default_factory=list)


def drafts(
    cls: type[Record], book: Book, sheet: Sheet, head: Heading, mapping: Mapping
) -> list[Draft]:
    """The sheet's records, with the rows that sheets of our own layout hold for them."""
    found = list(_of_sheet(cls, sheet, head, mapping))
    if head.column(layout.MARK) is not None or sheet.name == cls.title:
        _take_rows(cls, book, found)
    return found


def _of_sheet(cls: type[Record], sheet: Sheet, head: Heading, mapping: Mapping) -> Iterator[Draft]:
    goals = mapping.targets(cls)
    reader = _Reader(sheet, head, goals)
    key = _key_column(cls, goals)
    draft: Draft | None = None
    other = 0
    for line in sheet.lines:
        if line[0] <= head.row or _is_foot(line):
            continue
        if reader.is_header(line):
            if reader.repeats(line):
                continue
            other = other or line[0]
        given = reader.given(line)
        if not given:
            continue
        if draft is not None and not other and _continues(reader, key, line, given, draft):
            _add(draft, line[0], given)
            continue
        if draft is not None:
            yield draft
        draft = Draft([], uid=reader.text(line, layout.MARK))
        draft.taken = reader.text(line, TAKEN) == KEPT
        _add(draft, line[0], given)
        if other:  # its columns mean something else
            draft.cells, draft.rows = {}, {}
            draft.faults = [(address(line[0], 1), f"第 {other} 行起{_ANOTHER}")]
    if draft is not None:
        yield draft


class _Reader:
    """Reads lines by column."""

    def __init__(self, sheet: Sheet, head: Heading, goals: dict[int, Target]) -> None:
        self._sheet = sheet
        self._columns = [(c, goal, head.names.get(c, "")) for c, goal in goals.items()]
        self._said = {c: {*name.split(), "".join(name.split())} for c, name in head.names.items()}
        self._marks = {word: head.column(word) for word in (layout.MARK, TAKEN)}
        self.covered = {
            (row, column)
            for merge in sheet.merges
            if merge.bottom > merge.top and merge.bottom - merge.top < 1000
            for row in range(merge.top + 1, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }

    def given(self, line: Line) -> list[Given]:
        """The cells of the line that go somewhere."""
        number, cells = line
        width, unread = len(cells), self._sheet.unread
        found = []
        for column, goal, header in self._columns:
            cell: Any = cells[column - 1] if column <= width else None
            if cell is None and unread and (number, column) in unread:
                cell = Unread()
            if cell is not None:
                found.append(Given(goal, cell, number, column, header))
        return found

    def is_header(self, line: Line) -> bool:
        """Words alone, of which the first says what its column is called."""
        there = [(column, cell) for column, cell in enumerate(line[1], 1) if cell is not None]
        if not there or not self._echoes(*there[0]):
            return False
        return all(isinstance(cell, str) and not _DIGIT.search(cell) for _, cell in there)

    def repeats(self, line: Line) -> bool:
        """Whether a header is this table's again, as at the top of each printed page."""
        cells = enumerate(line[1], 1)
        return all(self._echoes(column, cell) for column, cell in cells if cell is not None)

    def _echoes(self, column: int, cell: Any) -> bool:
        return isinstance(cell, str) and "".join(cell.split()) in self._said.get(column, ())

    def text(self, line: Line, header: str) -> str | None:
        """What stands in one of the layout's own columns."""
        column = self._marks.get(header)
        cells = line[1]
        cell = cells[column - 1] if column and column <= len(cells) else None
        return text_of(cell).strip() or None


def _key_column(cls: type[Record], goals: dict[int, Target]) -> int | None:
    """The column whose blank says that the line goes on with the record above it."""
    own = {goal.path: column for column, goal in goals.items() if goal.rows is None}
    names = ("number", cls.name_field, *(key for keys in cls.identified_by for key in keys))
    return next((own[name] for name in names if name in own), None)


def _continues(
    reader: _Reader, key: int | None, line: Line, given: list[Given], draft: Draft
) -> bool:
    """A line without a key of its own whose cells are those of child rows, or repeat the record's.

    Where cells are merged downwards over the key, whatever else the line holds belongs to it.
    """
    if key is not None and any(one.column == key for one in given):
        return False
    if key is not None and (line[0], key) in reader.covered:
        return True
    own = [one for one in given if one.target.rows is None]
    if len(own) == len(given):
        return False
    same = draft.cells
    return all(o.target.path in same and same[o.target.path].cell == o.cell for o in own)


def _add(draft: Draft, number: int, given: list[Given]) -> None:
    draft.lines.append(number)
    rows: dict[str, dict[tuple[Any, int], dict[str, Given]]] = {}
    for one in given:
        goal = one.target
        if goal.rows is None:
            before = draft.cells.setdefault(goal.path, one)
            if before.cell != one.cell:
                said = f"与上面 {before.at} 的不同：同一条记录只能有一个{goal.words}"
                draft.faults.append((one.at, said))
        else:
            chosen = rows.setdefault(goal.rows.name, {}).setdefault((goal.by, goal.nth), {})
            chosen[goal.spec.name] = one
    for name, kinds in rows.items():
        for (by, nth), cells in kinds.items():
            draft.rows.setdefault(name, []).extend(_split(by, nth, cells))


def _split(by: tuple[str, str] | None, nth: int, cells: dict[str, Given]) -> Iterator[RowDraft]:
    """Several names in one cell are several rows; other cells of as many parts go with them."""
    goal = next(iter(cells.values())).target
    row: Any = getattr(goal.rows.kind, "row") if goal.rows else None  # noqa: B009
    lead = cells.get(row.name_field)
    parts = _parts(lead.cell) if lead is not None and row.name_field != "text" else []
    if len(parts) < 2 or lead is None:
        yield RowDraft(by, nth, cells)
        return
    for place, part in enumerate(parts):
        mine = {row.name_field: replace(lead, cell=part)}
        for name, one in cells.items():
            shares = _parts(one.cell)
            if name != row.name_field and (len(shares) == len(parts) or place == 0):
                cell = shares[place] if len(shares) == len(parts) else one.cell
                mine[name] = replace(one, cell=cell)
        yield RowDraft(by, nth, mine)


def _parts(cell: Any) -> list[str]:
    if not isinstance(cell, str):
        return [cell]
    return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]


def _is_foot(line: Line) -> bool:
    """Sums and signatures below the ledger."""
    first = next((cell for cell in line[1] if cell is not None), None)
    return isinstance(first, str) and bool(_FOOT.match(first))


def _take_rows(cls: type[Record], book: Book, found: list[Draft]) -> None:
    """Child rows on sheets of their own, given to their records by mark, else by name."""
    by_uid = {draft.uid: draft for draft in found if draft.uid}
    lost: list[Draft] = []
    by_name: dict[str, Draft] = {}
    for draft in found:
        for name in ("number", cls.name_field):
            if name in draft.cells:
                by_name.setdefault(text_of(draft.cells[name].cell).strip(), draft)
    for shape in layout.complete(cls)[1:]:
        sheet = book.sheet(shape.name)
        if sheet is None or not sheet.lines or shape.rows is None:
            continue
        head = heading(sheet, cls, sheet.lines[0][0])
        labels = {spec.label: spec for spec in shape.fields}
        goals = {
            column: target(cls, f"{shape.rows.name}.{labels[word].name}")
            for column, word in head.names.items()
            if word in labels
        }
        reader = _Reader(sheet, head, goals)
        marks = {word: head.column(word) for word in (layout.MARK, layout.OWNER, layout.PLACE)}
        for number, cells in sheet.lines[1:]:
            told = {w: _at(cells, column) for w, column in marks.items()}
            owner = by_uid.get(told[layout.MARK]) or _called(by_name, told[layout.OWNER])
            if owner is None:
                if reader.given((number, cells)):
                    said = f"所属记录“{told[layout.OWNER]}”不在“{cls.title}”表里"
                    lost.append(Draft([], faults=[(f"{sheet.name}!A{number}", said)]))
                continue
            place = told[layout.PLACE]
            row = {one.target.spec.name: one for one in reader.given((number, cells))}
            for one in row.values():
                one.sheet = sheet.name
            rows = owner.rows.setdefault(shape.rows.name, [])
            rows.append(RowDraft(None, 0, row, int(place) if place.isdecimal() else None))
    found.extend(lost)


def _called(by_name: dict[str, Draft], owner: str) -> Draft | None:
    """By the name in full, else by its first word: captions say number and name."""
    return by_name.get(owner) or by_name.get(owner.split(" ", maxsplit=1)[0])


def _at(cells: list[Any], column: int | None) -> str:
    cell = cells[column - 1] if column and column <= len(cells) else None
    return text_of(cell).strip()
