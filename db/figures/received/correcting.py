"""Putting a received number right: kept beside what was handed in, with who and why."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.figures.received.comparing import Key
from db.figures.received.values import values_of, written
from db.figures.tables.filled import Number
from db.registers import ReceivedTable
from db.registers.received import ReceivedCorrection
from db.store.trouble import Trouble


@dataclass(frozen=True)
class PutRight:
    """What this office counts instead: exact, money in fen; why, and who says so."""

    number: Number | None
    why: str
    who: str


def correct(session: Session, record_id: int, key: Key, right: PutRight) -> ReceivedTable:
    """Count another number in a cell than the one that was handed in.

    The number that was handed in takes the correction back.

    Args:
        session: of a running step.
        record_id: of the received table.
        key: row and column.
        right: the number, with its reason.

    Raises:
        Trouble: no number, no reason, no such cell.
    """
    kept = session.get(ReceivedTable, record_id)
    if kept is None or kept.deleted_at is not None:
        raise Trouble("这份报表已经不在了")
    values, (row, column) = values_of(kept), key
    if row not in values.rows or column not in values.columns:
        raise Trouble(f"“{kept.name}”没有这一格", wrong_input=True)
    theirs = values.numbers[row][column]
    if right.number != theirs and (right.number is None or not right.why.strip()):
        raise Trouble("请写明采用的数和原因，如：电话核实，漏报一件", wrong_input=True)
    withdraw(kept, key)
    if right.number != theirs:
        put_right(kept, key, values.place(row, column), theirs, right)
    return kept


def put_right(
    kept: ReceivedTable, key: Key, place: str, theirs: Number | None, right: PutRight
) -> None:
    """Add a correction to a received table."""
    kept.corrections = [
        *kept.corrections,
        ReceivedCorrection.fresh(
            place=place,
            row_key=key[0],
            column_key=key[1],
            theirs=written(theirs),
            ours=str(right.number),
            why=right.why.strip(),
            corrected_by=right.who,
            corrected_on=date.today(),
        ),
    ]


def withdraw(kept: ReceivedTable, key: Key) -> None:
    """Take what was put right in a cell back, if anything was."""
    kept.corrections = [one for one in kept.corrections if (one.row_key, one.column_key) != key]
