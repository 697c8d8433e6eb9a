"""The course of a batch within one step: each parcel judged, compared, decided and entered."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from db.figures.deadlines.waiting import live
from db.figures.received import (
    SAME,
    CellChange,
    Compared,
    PutRight,
    TableValues,
    compare,
    put_right,
    withdraw,
)
from db.figures.received.values import digest_of
from db.registers import ReceivedTable
from db.store.attachments import attach
from db.store.progress import Progress
from db.store.recorder import who
from db.store.trouble import Trouble
from desktop.exchange.merging.deciding import OURS, Decisions
from desktop.exchange.merging.outcome import Fate, Verdict, listed, told
from desktop.exchange.merging.receipts_in import file_receipt
from desktop.exchange.merging.records_in import take_records
from desktop.exchange.parcel.manifest import RECEIPT
from desktop.exchange.parcel.taking import doubts_about, take_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.registers import Parcel
    from desktop.exchange.merging.incoming import Incoming
    from desktop.exchange.parcel.manifest import Manifest
    from desktop.exchange.parcel.opening import Opened


def run(
    session: "Session",
    incoming: "Sequence[Incoming]",
    decisions: Decisions,
    progress: Progress,
) -> list[Verdict]:
    """Enter what may be entered; those of one office in the order they were made.

    Raises:
        Trouble: what was received before was altered by another tool; nothing is kept then.
        Cancelled: through ``progress``.
    """
    verdicts: dict[int, Verdict] = {}
    order = sorted(range(len(incoming)), key=lambda number: _turn(incoming[number]))
    for done, number in enumerate(order):
        progress(done, len(order))
        verdicts[number] = _one(session, incoming[number], decisions)
    progress(len(order), len(order))
    return [verdicts[number] for number in range(len(incoming))]


def _turn(one: "Incoming") -> tuple[str, bool, int]:
    if one.opened is None:
        return "", False, 0
    said = one.opened.manifest
    return said.office, said.about.kind == RECEIPT, said.sequence


def _one(session: "Session", one: "Incoming", decisions: Decisions) -> Verdict:
    if one.opened is None:
        return Verdict(one.name, Fate.REFUSED, one.refusal)
    said = one.opened.manifest
    verdict = Verdict(
        one.name,
        Fate.REFUSED,
        "",
        said.office,
        said.sequence,
        said.about.period,
        one.opened.digest,
    )
    try:
        doubts = doubts_about(session, one.opened)
        if one.receipt is not None:
            sentence = file_receipt(session, one.receipt, said.office, one.files)
            entered = take_in(session, one.opened)
            return replace(verdict, fate=Fate.FILED, sentence=sentence, parcel_id=entered.id)
    except Trouble as trouble:
        return replace(verdict, sentence=trouble.sentence)
    return _taken(session, one, one.opened, decisions, replace(verdict, doubts=tuple(doubts)))


def _taken(
    session: "Session", one: "Incoming", opened: "Opened", decisions: Decisions, verdict: Verdict
) -> Verdict:
    said = opened.manifest
    tables = tuple(compare(_kept(session, said, values), values) for values in one.tables)
    verdict = replace(verdict, tables=tables, doubts=(*verdict.doubts, *one.notes))
    waiting = [
        change
        for table in tables
        for change in table.changes
        if decisions.of(opened.digest, table.values.table, change) is None
    ]
    if waiting:
        sentence = f"有 {len(waiting)} 处是本单位更正过的数，对方又报了别的数：请先决定用哪个"
        return replace(verdict, fate=Fate.WAITS, sentence=sentence)
    parcel = take_in(session, opened)
    parcel.taken_by, parcel.contents = who(session), listed(tables) or None
    for table in tables:
        _apply(session, table, opened, decisions, parcel)
    if one.files:
        attach(session, "parcel", parcel.id, one.files)
    office = (said.office_uid, said.office)
    records = take_records(session, one.records, office, parcel) if one.records else {}
    session.flush()
    return replace(
        verdict,
        fate=Fate.TAKEN,
        sentence=told(tables, records),
        records=records,
        parcel_id=parcel.id,
    )


def _kept(session: "Session", said: "Manifest", values: TableValues) -> ReceivedTable | None:
    """What is here of this table and period, by the office's identity or its name."""
    same = select(ReceivedTable).where(
        live(ReceivedTable),
        ReceivedTable.table_code == values.table,
        ReceivedTable.first_on == said.about.first,
        ReceivedTable.last_on == said.about.last,
        or_(ReceivedTable.office_uid == said.office_uid, ReceivedTable.office == said.office),
    )
    return session.scalar(same.order_by(ReceivedTable.id.desc()).limit(1))


def _apply(
    session: "Session",
    compared: Compared,
    opened: "Opened",
    decisions: Decisions,
    parcel: "Parcel",
) -> None:
    said, values, kept = opened.manifest, compared.values, compared.kept
    if kept is None:
        session.add(_fresh(said, values, parcel))
        return
    if compared.state == SAME:
        return
    for change in compared.changes:
        choice = decisions.of(opened.digest, values.table, change)
        _decide(kept, change, choice, f"收到第 {said.sequence} 号报送包时留用", who(session))
    kept.office, kept.office_uid = said.office, said.office_uid
    kept.content, kept.digest = values.content, digest_of(values.content)
    kept.revision += 1
    kept.received_on, kept.parcel_id = date.today(), parcel.id


def _fresh(said: "Manifest", values: TableValues, parcel: "Parcel") -> ReceivedTable:
    return ReceivedTable.fresh(
        name=f"{said.office} {values.title} {said.about.period}",
        office=said.office,
        office_uid=said.office_uid,
        table_title=values.title,
        table_code=values.table,
        period=said.about.period,
        first_on=said.about.first,
        last_on=said.about.last,
        received_on=date.today(),
        parcel_id=parcel.id,
        content=values.content,
        digest=digest_of(values.content),
    )


def _decide(
    kept: ReceivedTable, change: CellChange, choice: str | None, why: str, person: str
) -> None:
    """Ours stays a correction beside the new number; theirs takes any correction back."""
    number = change.ours if change.corrected else change.before
    reasons = (one.why for one in kept.corrections if (one.row_key, one.column_key) == change.key)
    why = next(reasons, why)
    withdraw(kept, change.key)
    if choice == OURS and number is not None:
        put_right(kept, change.key, change.place, change.now, PutRight(number, why, person))
