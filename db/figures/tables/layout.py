"""What a table is: blocks of rows, columns under headings of several levels, their figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.figures.period import Period
from db.store.codes import codes
from db.store.trouble import Trouble

NOW, TO_DATE, BEFORE, YEAR_AGO = "now", "to_date", "before", "year_ago"
WHENS = (NOW, TO_DATE, BEFORE, YEAR_AGO)
STAR = "*"
_TERM = re.compile(r"\s*([+-]?)\s*([a-z0-9_.*]+)(?:@(\w+))?\s*")


@dataclass(frozen=True)
class Term:
    """A figure in a cell's expression: ``sign`` 1 or -1, ``role`` for one of its pieces (期初)."""

    sign: int
    code: str
    role: str = ""

    def of(self, key: str) -> "Term":
        """The term with a row's or entry's code in place of the star."""
        return replace(self, code=self.code.replace(STAR, key))


Terms = tuple[Term, ...]


def terms(expression: str) -> Terms:
    """What ``a + b@期初 - c`` says; of nothing, nothing: a cell that is written by hand.

    Raises:
        Trouble: it cannot be read.
    """
    found, place = [], 0
    while place < len(expression.strip()):
        match = _TERM.match(expression, place)
        if match is None or (place and not match[1]):
            raise Trouble(f"看不懂算式“{expression}”", wrong_input=True)
        found.append(Term(-1 if match[1] == "-" else 1, match[2], match[3] or ""))
        place = match.end()
    return tuple(found)


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        code: unique in its table; a part of a column has its code and a further segment.
        heading: printed. ``groups``: the headings above it, the highest first.
        figure: the expression of a cell; a star is the row's code; none is filled by hand.
        total: the expression in the row of totals, where it is another.
        unit: printed under the heading; empty takes that of the figure.
        when: now, to_date (累计), before (上期), year_ago (去年同期).
        adds: whether the rows add up to the total.
        shown: printed; a column that is not only serves the check rules.
        each: a code table: one column for each entry, leaves below theirs (其中).
        else_by_hand: people write it in while the register is not kept at all.
    """

    code: str
    heading: str
    figure: Terms = ()
    groups: tuple[str, ...] = ()
    total: Terms | None = None
    unit: str = ""
    when: str = NOW
    adds: bool = True
    shown: bool = True
    each: str = ""
    else_by_hand: bool = False

    @property
    def parent(self) -> str:
        """The code of the column that it is a part of; empty for the highest."""
        return self.code.rpartition(".")[0] if self.code.count(".") > 1 else ""

    def in_force(self, period: Period) -> Iterator["Column"]:
        """The columns it stands for in a period: those of a code table as it stood at the end."""
        if not self.each:
            yield self
            return
        entries = [one for one in codes(self.each).entries if one.in_force(period.last)]
        for entry in entries:
            if not entry.parent:
                below = [one for one in entries if one.parent == entry.code]
                code = f"{self.code}.{entry.code}"
                groups = (*self.groups, entry.name) if below else self.groups
                yield self._of(entry.code, code, "合计" if below else entry.name, groups)
                for one in below:
                    yield self._of(one.code, f"{code}.{one.code}", one.name, groups)

    def _of(self, entry: str, code: str, heading: str, groups: tuple[str, ...]) -> "Column":
        own = tuple(term.of(entry) for term in self.figure)
        all_ = None if self.total is None else tuple(term.of(entry) for term in self.total)
        return replace(
            self, code=code, heading=heading, figure=own, total=all_, groups=groups, each=""
        )


@dataclass(frozen=True)
class Item:
    """One row of a fixed list; ``code`` takes the place of the star in the columns' figures."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class Block:
    """A group of rows.

    Attributes:
        code: put before the keys of its rows, where a table has several.
        name: heading of the block's first column: 单位, 纠纷类型.
        by: fields by which figures are split; of each register the first that it has.
        every: linked records without anything have a row as well: the zero report.
        items: the rows of a fixed list; without ``by`` and ``items`` there is the total alone.
        each: a code table whose entries are the items.
    """

    code: str = ""
    name: str = ""
    by: tuple[str, ...] = ()
    every: bool = False
    items: tuple[Item, ...] = ()
    each: str = ""

    def rows(self, period: Period) -> tuple[Item, ...]:
        """The fixed rows in a period."""
        if not self.each:
            return self.items
        entries = codes(self.each).entries
        return tuple(Item(one.code, one.name) for one in entries if one.in_force(period.last))


@dataclass(frozen=True)
class Table:
    """A table of figures.

    Attributes:
        code, title: of it. ``note``: printed below.
        total: name of the last row; empty where rows do not add up and there is none.
        received: name of the row for what other offices handed in; empty where there is none.
        unit: the heading of the whole: 单位：件.
        own: made by the office.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...] = (Block(),)
    total: str = "合计"
    received: str = ""
    unit: str = ""
    note: str = ""
    own: bool = False

    @property
    def corner(self) -> str:
        """What stands over the names of the rows."""
        return "、".join(dict.fromkeys(one.name for one in self.blocks if one.name)) or "项目"

    def columns_in(self, period: Period) -> tuple[Column, ...]:
        """The columns of a period."""
        return tuple(one for column in self.columns for one in column.in_force(period))
