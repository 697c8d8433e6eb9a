"""A table with the numbers that its return holds, for screen, paper and workbook alike."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from db.figures.frozen import Content, FrozenCell, Key, content_of
from db.figures.period import Period
from db.figures.returns.guards import latest
from db.figures.tables import Cell, Column, Filled, FilledRow, Held, Report, Table, check, report
from db.figures.tables.filled import LEAF, PART, TOTAL
from db.figures.tables.rules import in_use
from db.figures.words import NOTHING
from db.registers import Return
from db.registers.statistics_return import SENT_BACK
from db.store.progress import Progress, unwatched


def held(filled: Filled, made: Return) -> Filled:
    """The table as the return holds it.

    Args:
        filled: the same table as the registers give it now: its layout, and the numbers of other
            periods, which a return does not hold.
        made: was filled, perhaps signed.

    Raises:
        Trouble: never filled, or altered past the program.
    """
    content = content_of(made)
    columns = [one for one in filled.columns if one.code in content.columns]
    known = {one.code for one in columns}
    columns += [_gone(code, name) for code, name in content.columns.items() if code not in known]
    rows = tuple(_row(filled, columns, content, key, name) for key, name in content.rows.items())
    return replace(filled, columns=tuple(columns), rows=rows, held=_said(made, content))


def signed_report(
    session: Session,
    period: Period,
    cumulative: bool = False,
    *,
    tables: Sequence[Table] | None = None,
    progress: Progress = unwatched,
) -> Report:
    """The summary of a period: tables that were signed for it as they were signed.

    Raises:
        Trouble: a figure is not known; what was signed was altered past the program.
        Cancelled: through ``progress``.
    """
    live = report(session, period, cumulative, tables=tables, progress=progress)
    rules = in_use(session)
    made, findings = [], []
    for filled, found in zip(live.tables, live.findings, strict=True):
        one = as_signed(session, filled)
        made.append(one)
        findings.append(found if one is filled else tuple(check(one, rules)))
    return replace(live, tables=tuple(made), findings=tuple(findings))


def as_signed(session: Session, filled: Filled) -> Filled:
    """A table as it was signed for its period; as it is, where nobody signed it by that day."""
    code, asked = filled.table.code, filled.asked
    made = latest(session, code, asked, cumulative=filled.cumulative)
    if made is not None and not made.frozen and made.previous_id is not None:
        made = session.get(Return, made.previous_id)  # its correction is under way
    same_day = made is not None and (made.basis or None) == filled.basis
    return held(filled, made) if made is not None and made.frozen and same_day else filled


def _said(made: Return, content: Content) -> Held:
    signed = made.frozen
    return Held(
        made.revision,
        made.filled_by or "",
        made.checked_by or "",
        made.head or "" if signed else "",
        made.signed_at if signed else None,
        made.digest or "" if signed else "",
        tuple(f"{one.place}：{one.text}" for one in made.notes if one.place != SENT_BACK),
        tuple(f"{one.place}：{one.old} → {one.new}（{one.why}）" for one in made.corrections),
        {key: cell.records for key, cell in content.cells.items()},
    )


def _gone(code: str, name: str) -> Column:
    """A column that the table has no more."""
    *groups, heading = name.split("·")
    return Column(code, heading, groups=tuple(groups))


def _row(
    filled: Filled, columns: Sequence[Column], content: Content, key: str, name: str
) -> FilledRow:
    now = next((one for one in filled.rows if one.key == key), None)
    cells = []
    for column in columns:
        place: Key = (key, column.code)
        like = _like(filled, now, column)
        cells.append(_cell(like, content.cells.get(place)))
    if now is None:
        kind = TOTAL if key == TOTAL else LEAF if "." in key else PART
        return FilledRow(key, name, kind, tuple(cells))
    return replace(now, name=name, cells=tuple(cells))


def _like(filled: Filled, row: FilledRow | None, column: Column) -> Cell:
    """How the cell is printed, and what it counts today; of a row that went only the former."""
    if column not in filled.columns:
        return Cell()
    place = filled.columns.index(column)
    if row is not None:
        return row.cells[place]
    like = next((one.cells[place] for one in filled.rows if one.cells[place].source), Cell())
    return Cell(scale=like.scale, percent=like.percent)


def _cell(like: Cell, frozen: FrozenCell | None) -> Cell:
    if frozen is None:
        return replace(like, number=None, kept=False)
    kept = frozen.number is not None or frozen.words != NOTHING
    return replace(like, number=frozen.number, kept=kept, by_hand=frozen.by_hand)
