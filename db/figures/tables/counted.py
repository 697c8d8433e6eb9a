"""The records that a period's tables rest on, by register."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from db.figures.behind import of_piece
from db.figures.catalogue import figure
from db.figures.figure import Piece
from db.figures.tables.filled import Filled
from db.figures.tables.layout import NOW, TO_DATE
from db.store.rights import rights_in


def counted(session: Session, tables: Iterable[Filled]) -> dict[str, frozenset[int]]:
    """The ids of all records that some printed number of the period itself counts, by table name.

    Those of other periods, which stand beside for comparison, are not among them. A distinct
    number (persons) opens every record that holds one. Of a register that the person may not
    look at none is given. A table that a return holds has the
    records that were frozen with it.
    """
    found: dict[str, set[int]] = defaultdict(set)
    live = []
    for filled in tables:
        if filled.held is None:
            live.append(filled)
            continue
        own = {one.code for one in filled.shown_columns if one.when in (NOW, TO_DATE)}
        for (_, column), records in filled.held.records.items():
            for table, number in records if column in own else ():
                found[table].add(number)
    for piece in {one.mark: one for one in _pieces(live)}.values():
        for row in of_piece(session, piece, 0, None).rows:
            found[row.table].add(row.id)
    seen = rights_in(session).may_see_table
    return {table: frozenset(ids) for table, ids in sorted(found.items()) if seen(table)}


def _pieces(tables: Iterable[Filled]) -> Iterator[Piece]:
    for filled in tables:
        shown = set(filled.shown_columns)
        asked = {
            (term, cell.source.period)
            for row in filled.rows
            for column, cell in zip(filled.columns, row.cells, strict=True)
            if cell.source is not None and column in shown
            for term in cell.source.terms
        }
        for term, period in asked:
            for piece in figure(term.code).pieces(period, filled.basis):
                if period == filled.period == piece.period and term.role in ("", piece.role):
                    yield piece
