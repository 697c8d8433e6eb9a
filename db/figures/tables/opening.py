"""Opens a cell of a filled table to the records that it counts."""

from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.figures.behind import Records, of_piece
from db.figures.catalogue import figure
from db.figures.figure import Behind, Condition, Piece
from db.figures.frozen import Weights, named
from db.figures.splitting import expression
from db.figures.tables.filled import Filled, Source
from db.figures.tables.layout import Term
from db.figures.tables.parting import field_of


def records_of(
    session: Session,
    filled: Filled,
    row: str,
    column: str,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[Records, ...]:
    """The records of a cell, for each number that it is made of; that of the cell itself first.

    A cell that opens nothing (received from another office, written by hand) gives none. A table
    that a return holds opens the records that were frozen with it, without telling numbers apart.

    Args:
        session: for looking.
        filled: the table.
        row: its key.
        column: its code.
        offset: where the page begins, for each number.
        limit: how many records it has.
    """
    if filled.held is not None:
        return _frozen(session, filled.held.records.get((row, column), {}), offset, limit)
    source = filled.cell(row, column).source
    if source is None:
        return ()
    return tuple(
        found
        for term in source.terms
        for found in of_term(session, source, term, filled.basis, (offset, limit))
    )


def _frozen(
    session: Session, carried: Weights, offset: int, limit: int | None
) -> tuple[Records, ...]:
    end = None if limit is None else offset + limit
    rows = tuple(named(session, carried))
    return (Records("", len(rows), rows[offset:end]),) if rows else ()


def of_term(
    session: Session,
    source: Source,
    term: Term,
    basis: str | None,
    page: tuple[int, int | None] = (0, None),
) -> list[Records]:
    """The records of one figure of a cell: of its pieces, or of the one that the term names."""
    offset, limit = page
    one = figure(term.code)
    pieces = [piece for piece in one.pieces(source.period, basis) if term.role in ("", piece.role)]
    by = field_of(one, source.by)
    found = []
    for piece in pieces:
        if not by:
            group = of_piece(session, piece, offset, limit)
        elif piece.source is None:
            group = of_piece(session, _within(piece, by, source), offset, limit)
        else:
            rows = _of_keys(session, piece, by, source)
            end = None if limit is None else offset + limit
            group = Records(piece.role, len(rows), rows[offset:end])
        named = len(source.terms) > 1 and len(pieces) == 1
        found.append(replace(group, role=one.name) if named else group)
    return found


def _within(piece: Piece, by: str, source: Source) -> Piece:
    value = expression(piece, by)
    wanted = [value.in_([key for key in source.keys if key is not None])]
    if None in source.keys:
        wanted.append(value.is_(None))
    return replace(piece, tests=(*piece.tests, Condition("在这一行", or_(*wanted))))


def _of_keys(session: Session, piece: Piece, by: str, source: Source) -> tuple[Behind, ...]:
    rows = piece.reckoned(session)
    query = select(piece.cls.id, expression(piece, by))
    keys = {
        row[0]: row[1]
        for row in session.execute(query.where(piece.cls.id.in_({row.id for row in rows})))
    }
    return tuple(row for row in rows if keys.get(row.id) in source.keys)
