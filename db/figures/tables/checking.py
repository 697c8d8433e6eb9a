"""Checks the numbers of a table against the rules, wherever the numbers came from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.figures.catalogue import known_figures
from db.figures.figure import Figure
from db.figures.measures import Distinct, Sum, Total
from db.figures.tables.filled import (
    ALL,
    PART,
    RECEIVED,
    RECEIVED_TOTAL,
    TOTAL,
    Filled,
    Number,
    Plain,
)
from db.figures.tables.layout import Column
from db.figures.tables.rules import (
    ASKS_FOR,
    AT_LEAST,
    AT_MOST,
    BOTH,
    EQUAL,
    GROWS,
    ROWS,
    UNITS,
    Rule,
    Share,
    Test,
)
from db.figures.tables.wording import Side, heading_of, said, sentence_of

_HOLDS: dict[str, Callable[[Number, Number], bool]] = {
    EQUAL: lambda left, right: left == right,
    AT_MOST: lambda left, right: left <= right,
    AT_LEAST: lambda left, right: left >= right,
    ASKS_FOR: lambda left, right: not left or bool(right),
    BOTH: lambda left, right: bool(left) == bool(right),
}


@dataclass(frozen=True)
class Line:
    """One row of numbers: ``kind`` and ``block`` as in ``FilledRow``."""

    key: str
    name: str
    numbers: Mapping[str, Number | None]
    kind: str = TOTAL
    block: int = 0


@dataclass(frozen=True)
class Sheet:
    """The numbers of a table, wherever they come from.

    Attributes:
        table: its code.
        columns: for the words; numbers of other columns are checked as well.
        lines: rows. ``previous``: the cumulative numbers of the period before, of the same year.
        expected: names, by key, of the units that must have a row.
    """

    table: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    previous: Plain = field(default_factory=dict)
    expected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A rule that is not kept.

    Attributes:
        rule: which. ``sentence``: what is wrong, for people.
        cells: row key and column code of what does not fit; of a missing row none.
        test: the comparison that fails, where it is one; ``row`` its row.
    """

    rule: Rule
    sentence: str
    cells: tuple[tuple[str, str], ...] = ()
    row: str = ""
    test: Test | None = None

    @property
    def level(self) -> str:
        """Of the rule: error or warning."""
        return self.rule.level


def check(filled: Filled, rules: Iterable[Rule]) -> list[Finding]:
    """What a filled table does not keep to; ``causes.causes`` finds the records."""
    return check_sheet(sheet_of(filled), rules)


def sheet_of(filled: Filled) -> Sheet:
    """The numbers of a filled table."""
    plain = filled.plain()
    lines = [Line(row.key, row.name, plain[row.key], row.kind, row.block) for row in filled.rows]
    previous: dict[str, dict[str, Number | None]] = {}
    if filled.cumulative and filled.asked.first.year == filled.asked.before().last.year:
        for row in filled.rows:
            cells = zip(filled.columns, row.cells, strict=True)
            previous[row.key] = {column.code: cell.before for column, cell in cells}
    return Sheet(filled.table.code, filled.columns, lines, previous, filled.expected)


def check_sheet(sheet: Sheet, rules: Iterable[Rule]) -> list[Finding]:
    """What plain numbers do not keep to; what was not given is not judged."""
    found: list[Finding] = []
    for rule in rules:
        if rule.meant_for(sheet.table):
            found += _OF_KIND[rule.kind](sheet, rule)
    return found


def _tested(sheet: Sheet, rule: Rule) -> Iterator[Finding]:
    for line in sheet.lines:
        for test in rule.tests:
            left, right = (_side(side, line) for side in (test.left, test.right))
            if left is None or right is None or _HOLDS[test.relation](left[0], right[0]):
                continue
            cells = tuple((line.key, code) for code in (*left[1], *right[1]))
            sentence = f"{line.name}：{sentence_of(sheet.columns, test, left, right)}"
            yield Finding(rule, sentence, cells, line.key, test)


def _side(shares: Sequence[Share], line: Line) -> Side | None:
    """The sum of a side and its columns; None where a part of it was not given."""
    total: Number = 0
    columns: list[str] = []
    for share in shares:
        if not share.columns:
            total += share.times
            continue
        given = [
            (code, number)
            for code, number in line.numbers.items()
            if number is not None and share.of(code)
        ]
        if not given:
            return None
        columns += [code for code, _ in given]
        total += share.times * sum(number for _, number in given)
    return total, columns


def _grows(sheet: Sheet, rule: Rule) -> Iterator[Finding]:
    """The year's numbers do not fall; of flows only."""
    for line in sheet.lines:
        for code, number in line.numbers.items():
            before = sheet.previous.get(line.key, {}).get(code)
            if number is None or before is None or number >= before or not _flows(sheet, code):
                continue
            column = next(one for one in sheet.columns if one.code == code)
            now, was = (said(sheet.columns, [code], one) for one in (number, before))
            sentence = f"{line.name}：{heading_of(column)}累计 {now}，上期累计已有 {was}"
            yield Finding(rule, sentence, ((line.key, code),), line.key)


def _flows(sheet: Sheet, code: str) -> bool:
    """Whether a column counts what happened, so that a year's number only grows."""
    column = next((one for one in sheet.columns if one.code == code), None)
    known = known_figures()
    if column is None or not column.figure or any(term.role for term in column.figure):
        return False
    figures = [known[term.code] for term in column.figure if term.code in known]
    return len(figures) == len(column.figure) and all(map(_flow, figures))


def _flow(one: Figure) -> bool:
    return bool(one.bases) or isinstance(one.measure, (Sum, Distinct, Total))


def _rows(sheet: Sheet, rule: Rule) -> Iterator[Finding]:
    """The rows of each block add up to the total, what was received to its own, both to all."""
    lines = {line.kind: line for line in sheet.lines if line.kind in (TOTAL, RECEIVED_TOTAL, ALL)}
    groups: list[tuple[str, list[Line]]] = [
        (TOTAL, [one for one in sheet.lines if one.kind == PART and one.block == block])
        for block in sorted({one.block for one in sheet.lines if one.kind == PART})
    ]
    groups.append((RECEIVED_TOTAL, [one for one in sheet.lines if one.kind == RECEIVED]))
    groups.append((ALL, [lines[kind] for kind in (TOTAL, RECEIVED_TOTAL) if kind in lines]))
    adding = {column.code for column in sheet.columns if column.adds and not _rate(column)}
    for kind, rows in groups:
        total = lines.get(kind)
        for code in adding if total and rows else ():
            numbers = [row.numbers.get(code) for row in rows]
            whole = total.numbers.get(code) if total else None
            known: list[Number] = [one for one in numbers if one is not None]
            if total is None or whole is None or not known or sum(known) == whole:
                continue
            column = next(one for one in sheet.columns if one.code == code)
            all_, parts = (said(sheet.columns, [code], one) for one in (whole, sum(known)))
            sentence = f"{total.name}：{heading_of(column)} {all_}，应等于各行之和 {parts}"
            cells = ((total.key, code), *((row.key, code) for row in rows))
            yield Finding(rule, sentence, cells, total.key)


def _rate(column: Column) -> bool:
    known = known_figures()
    return any(known[term.code].measure.in_percent for term in column.figure if term.code in known)


def _units(sheet: Sheet, rule: Rule) -> Iterator[Finding]:
    there = {line.key for line in sheet.lines}
    for key, name in sheet.expected.items():
        if key not in there:
            yield Finding(rule, f"{name}：没有报这张表，没有案件也要零报告", (), key)


_OF_KIND = {"": _tested, GROWS: _grows, ROWS: _rows, UNITS: _units}
