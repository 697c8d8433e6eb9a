"""The records that make a table miss a rule: those that one side of it counts and the other not."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy.orm import Session

from db.figures.figure import Behind
from db.figures.tables.checking import Finding
from db.figures.tables.filled import PART, TOTAL, Filled
from db.figures.tables.opening import of_term
from db.figures.tables.rules import ASKS_FOR, AT_LEAST, AT_MOST, BOTH, ROWS, Share

_Carried = Counter[tuple[str, int]]


def causes(session: Session, filled: Filled, finding: Finding) -> tuple[Behind, ...]:
    """The records behind a finding, each with by how much it does not fit; by id.

    None for numbers that did not come from this store, and for rules that no record breaks.
    """
    known: dict[tuple[str, int], Behind] = {}
    if finding.test is not None:
        test = finding.test
        left = _carried(session, filled, finding.row, test.left, known)
        right = _carried(session, filled, finding.row, test.right, known)
        excess = _excess(left, right, test.relation)
    elif finding.rule.kind == ROWS and finding.row == TOTAL:
        total, *rest = finding.cells
        parts = {row.key for row in filled.rows if row.kind == PART}
        left = _of_cells(session, filled, [(1, *total)], known)
        right = _of_cells(session, filled, [(1, *cell) for cell in rest if cell[0] in parts], known)
        excess = _excess(left, right, "=")
    else:
        return ()
    return tuple(
        Behind(table, number, known[table, number].caption, weight, known[table, number].day)
        for (table, number), weight in sorted(excess.items())
    )


def _excess(left: _Carried, right: _Carried, relation: str) -> dict[tuple[str, int], int]:
    """By how much each record is out of the relation."""
    differing = {one: left[one] - right[one] for one in {*left, *right} if left[one] != right[one]}
    if relation == AT_MOST:
        return {one: by for one, by in differing.items() if by > 0}
    if relation == AT_LEAST:
        return {one: by for one, by in differing.items() if by < 0}
    if relation == ASKS_FOR:
        return {one: left[one] for one in left if left[one] and not right[one]}
    if relation == BOTH:
        return {one: by for one, by in differing.items() if bool(left[one]) != bool(right[one])}
    return differing


def _carried(
    session: Session,
    filled: Filled,
    row: str,
    shares: Iterable[Share],
    known: dict[tuple[str, int], Behind],
) -> _Carried:
    cells = [
        (share.times, row, column.code)
        for share in shares
        for column in filled.columns
        if share.of(column.code)
    ]
    return _of_cells(session, filled, cells, known)


def _of_cells(
    session: Session,
    filled: Filled,
    cells: Iterable[tuple[int, str, str]],
    known: dict[tuple[str, int], Behind],
) -> _Carried:
    """What each record carries to some cells together."""
    carried: _Carried = Counter()
    for times, row, column in cells:
        source = filled.cell(row, column).source
        if source is None:
            continue
        for term in source.terms:
            for record in of_term(session, source, term, filled.basis)[0].rows:
                one = (record.table, record.id)
                known[one] = record
                carried[one] += times * term.sign * record.weight
    return carried
