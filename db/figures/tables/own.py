"""The office's own tables, of the register 自定义统计表; filled like the shipped ones."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.splitting import MONTH
from db.figures.tables import shipped
from db.figures.tables.layout import STAR, Block, Column, Item, Table, Term
from db.registers import ReportTable
from db.registers.report_table import FIGURES, ReportColumn
from db.store.trouble import Trouble

_STEM = "own."
_BY = {
    "committee": ("committee_id",),
    "committee_kind": ("committee_id.kind",),
    "type": ("dispute_type",),
    "village": ("place_id", "village_id"),
    "month": (MONTH,),
}
"""By what the rows part a figure: of each register the first field that it has."""


def every_table(session: Session) -> dict[str, Table]:
    """The shipped tables and the office's own, by code."""
    own = session.scalars(select(ReportTable).where(live(ReportTable)).order_by(ReportTable.id))
    return {**shipped.tables(), **{table.code: table for table in map(table_of, own)}}


def find_table(session: Session, code: str) -> Table:
    """A table by its code or title.

    Raises:
        Trouble: there is none.
    """
    known = every_table(session)
    if code in known:
        return known[code]
    found = next((one for one in known.values() if one.title == code), None)
    if found is None:
        named = "、".join(f"{one.code}（{one.title}）" for one in known.values())
        raise Trouble(f"没有统计表“{code}”，有：{named}", wrong_input=True)
    return found


def table_of(own: ReportTable) -> Table:
    """One of the office's tables; ``own.`` and its id is its code."""
    in_rows = own.split == FIGURES
    total = own.split == "total" or (own.total and not in_rows)
    name = ReportTable.fields["split"].kind.format(own.split)
    block = Block(
        name=name.removeprefix("各"),
        by=_BY.get(own.split, ()),
        every=own.every and own.split in ("committee", "village"),
        items=tuple(Item(row.figure, row.name or "") for row in own.rows) if in_rows else (),
    )
    return Table(
        code=f"{_STEM}{own.id}",
        title=own.name,
        columns=tuple(_column(column, in_rows=in_rows) for column in own.columns),
        blocks=(block,),
        total="合计" if total else "",
        note=own.note or "",
        own=True,
    )


def _column(own: ReportColumn, *, in_rows: bool) -> Column:
    groups = (own.group or "").replace("／", "/").split("/")
    column = Column(
        code=f"c{own.id}",
        heading=own.heading,
        groups=tuple(filter(None, (one.strip() for one in groups))),
        unit=own.unit or "",
        when=own.period,
    )
    if in_rows:
        return replace(column, figure=(Term(1, STAR),), adds=False)
    shares = ((1, own.figure), (-1, own.minus))
    return replace(column, figure=tuple(Term(sign, code) for sign, code in shares if code))
