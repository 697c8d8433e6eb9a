"""Records that a table passes over because what decides is not filled, in words."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.figures.catalogue import figure
from db.figures.figure import Figure
from db.figures.tables.filled import TOTAL, Filled


def left_out(session: Session, filled: Filled) -> Iterator[tuple[str, int, str]]:
    """Column, number and sentence for each of a table's figures that passes records over."""
    if not filled.table.total:
        return
    for column, cell in zip(filled.columns, filled.row(TOTAL).cells, strict=True):
        terms = cell.source.terms if cell.source and column.shown else ()
        one = figure(terms[0].code) if len(terms) == 1 else None
        if one is not None and one.left_out is not None and (number := _count(session, one)):
            words = f"{number} {one.unit}{one.cls.title}{one.left_out.words}，表里没有计入，请补上"
            yield column.code, number, words


def _count(session: Session, one: Figure) -> int:
    if one.left_out is None:
        return 0
    query = select(func.count()).select_from(one.cls)
    return session.scalar(query.where(one.cls.deleted_at.is_(None), one.left_out.clause)) or 0
