"""Tables added up over offices: a row for each, or each row over all of them.

A number that an office did not give is not taken for zero, and rates do not add up: both print as
a dash. Rows that are records of one office (its committees) have no like in another; such a table
is added up by office alone, as the official form has it (下级上报总计, 本级上报总计, 总计).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db.figures.period import Period
from db.figures.received.offices import expected, received_in
from db.figures.received.rows import Given, all_rows, unit_key
from db.figures.received.values import TableValues, effective
from db.figures.tables import fill
from db.figures.tables.filled import LEAF, TOTAL, Cell, Filled, FilledRow, outside, summed
from db.figures.tables.layout import Block, Table
from db.registers import ReceivedTable

OWN, RECEIVED = "本级", "下级合计"
_BY_OFFICE, _TOGETHER = "（分单位）", "（汇总）"


@dataclass(frozen=True)
class AddedUp:
    """A table of a period over this office and those that hand in.

    Attributes:
        by_office: a row for each office; None where rows do not add up.
        together: the table itself, each number over all offices; None where its rows are records,
            and where it has the total alone.
        received: what was handed in. ``missing``: offices of which this table has not come.
    """

    by_office: Filled | None
    together: Filled | None
    received: tuple[ReceivedTable, ...]
    missing: tuple[str, ...]

    @property
    def tables(self) -> tuple[Filled, ...]:
        """Those there are."""
        return tuple(one for one in (self.by_office, self.together) if one is not None)

    @property
    def says(self) -> bool:
        """Whether any office has a number in it: an office that keeps no such register has none."""
        cells = (cell for one in self.tables for row in one.rows for cell in row.cells)
        return any(cell.kept and cell.number is not None for cell in cells)


def added_up(session: Session, table: Table, period: Period, cumulative: bool = False) -> AddedUp:
    """A shipped table over all offices.

    Raises:
        Trouble: what was received was altered by another tool.
    """
    own = fill(session, table, period, cumulative, compared=False)
    kept = received_in(session, own.period.first, own.period.last, table.code)
    given = [Given(one.office, effective(one)) for one in kept]
    there = {one.office for one in kept}
    wanted = expected(session)
    lacking = tuple(name for name in wanted if name not in there)
    note = _note(own, kept, given, lacking)
    alike = _rows_are_alike(table)
    by_office = together = None
    if table.total:
        due = {**own.expected, **{unit_key(name): name for name in wanted}}
        added = replace(_by_office(own, given, alike=alike), expected=due)
        by_office = _titled(added, note, _BY_OFFICE if alike else "")
    if alike and any(row.kind != TOTAL for row in own.rows):
        together = _titled(_together(own, given), note, _TOGETHER)
    return AddedUp(by_office, together, tuple(kept), lacking)


def _rows_are_alike(table: Table) -> bool:
    """Whether the rows of one office mean the same as those of another."""
    return not any(name.endswith("_id") for block in table.blocks for name in block.by)


def _titled(filled: Filled, note: str, more: str) -> Filled:
    table = filled.table
    said = "。".join(filter(None, (table.note.rstrip("。"), note)))
    return replace(filled, table=replace(table, title=f"{table.title}{more}", note=said))


def _note(
    own: Filled, kept: Sequence[ReceivedTable], given: Sequence[Given], lacking: Sequence[str]
) -> str:
    """What whoever reads the sums must know."""
    said = [f"本级之外有 {len(kept)} 个单位报来这张表"]
    if lacking:
        said.append(f"没有报来的：{'、'.join(lacking)}")
    corrected = sum(len(one.corrections) for one in kept)
    if corrected:
        said.append(f"本单位更正了 {corrected} 处（见“收到的报表”）")
    known = {column.code for column in own.columns}
    other = sorted(one.office for one in given if set(one.values.columns) - known)
    if other:
        said.append(f"{'、'.join(other)}的表另有本表没有的栏目，没有加入")
    return "；".join(said) + "。"


def _by_office(own: Filled, given: Sequence[Given], *, alike: bool) -> Filled:
    """A row for each office, below them the sums."""
    base = replace(own, rows=tuple(row for row in own.rows if row.kind == TOTAL or not alike))
    if not own.table.received:
        mine = replace(base.row(TOTAL), name=OWN)
        base = replace(base, table=replace(own.table, received=RECEIVED), rows=(mine,))
    if alike:
        base = replace(base, table=replace(base.table, blocks=(Block(name="单位"),)))
    added = base.with_received([(one.key, one.office, one.values.whole) for one in given])
    return replace(added, rows=tuple(map(_without_records, added.rows)))


def _together(own: Filled, given: Sequence[Given]) -> Filled:
    """Each row over all offices; below it the offices, where no other table names them."""
    rows: list[FilledRow] = []
    for row in [*all_rows(own, given), *(row for row in own.rows if row.kind == TOTAL)]:
        parts = [(OWN, row.cells)]
        parts += [(one.office, _cells(own, row, one.values)) for one in given]
        columns = zip(*(cells for _, cells in parts), strict=True)
        added = (summed(like, some) for like, some in zip(row.cells, columns, strict=True))
        rows.append(replace(row, cells=tuple(added)))
        if not own.table.total:
            rows += [
                _without_records(
                    FilledRow(f"{row.key}.{unit_key(name)}", name, LEAF, cells, row.block)
                )
                for name, cells in parts
            ]
    return replace(own, rows=tuple(rows), expected={})


def _without_records(row: FilledRow) -> FilledRow:
    """The row as numbers alone: what is added up is opened by office, not by record."""
    return replace(row, cells=tuple(replace(cell, source=None) for cell in row.cells))


def _cells(own: Filled, row: FilledRow, values: TableValues) -> tuple[Cell, ...]:
    """An office's numbers in a row."""
    numbers = values.whole if row.kind == TOTAL else values.numbers.get(row.key, {})
    return tuple(
        replace(outside(cell), number=numbers.get(column.code))
        for column, cell in zip(own.columns, row.cells, strict=True)
    )
