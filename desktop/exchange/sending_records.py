"""The records behind a period's tables in a parcel: masked, each with its lasting mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.figures.period import Period
from db.figures.tables import counted, fill, summary
from db.registers import Parcel
from db.store.listing import Listing
from db.store.progress import Progress, unwatched
from db.store.record import register
from db.store.trouble import Trouble
from desktop.exchange.drives.drive import folder_as_drive
from desktop.exchange.handing import hand_over
from desktop.exchange.outgoing import About as Handed
from desktop.exchange.outgoing import Outgoing
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.making import Seal, delivered, make_parcel, refuse_unfit, void
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.rows_out import Wish, batches
from desktop.exchange.text_out import as_object

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from desktop.exchange.drives.put import Phase


@dataclass(frozen=True)
class Sent:
    """The parcel's file, its number, and how many records of each register are in it."""

    path: Path
    sequence: int
    counts: Mapping[str, int]


def behind(
    session: "Session", period: Period, progress: Progress = unwatched
) -> dict[str, frozenset[int]]:
    """The records that the period's tables count, by register."""
    tables = []
    for number, table in enumerate(summary().tables):
        progress(number, len(summary().tables))
        tables.append(fill(session, table, period, compared=False))
    return counted(session, tables)


def packed_records(session: "Session", ids: Mapping[str, frozenset[int]]) -> list[PackedFile]:
    """A file for each register: the columns of its list, personal data masked."""
    return [
        PackedFile(f"records/{table}.json", schemas.written(_told(session, table, some)), "records")
        for table, some in ids.items()
        if some
    ]


def send_records(database: "Database", period: Period, folder: Path, seal: Seal, pin: str) -> Sent:
    """Write the records behind a period's tables into a folder, as a parcel of their own.

    Entered in 报送包登记 and 导出登记, read back; what could not be written is void.

    Raises:
        Trouble: nothing to send, no certificate, a wrong pin, or the folder refuses.
    """
    with database.read() as session:
        refuse_unfit(session, seal)
        ids = behind(session, period)
        files = packed_records(session, ids)
    if not files:
        raise Trouble(f"{period.name}的统计表背后没有记录", wrong_input=True)
    counts = {table: len(some) for table, some in ids.items() if some}
    about = About("records", period.name, period.first, period.last, counts)
    made = make_parcel(database, files, about, seal, pin)
    with database.read() as session:
        receiver = session.get_one(Parcel, made.record_id).receiver or ""
    title = f"{period.name}统计表背后的记录"
    outgoing = Outgoing(
        made.file_name,
        made.content,
        title,
        sum(counts.values()),
        masked=True,
        sequence=made.sequence,
    )
    try:
        drive = folder_as_drive(folder)
        hand_over(database, drive, [outgoing], Handed(receiver, "报送记录"), _unheard)
    except Trouble:
        void(database, made.record_id, f"没有写到 {folder}")
        raise
    delivered(database, made.record_id)
    return Sent(folder / outgoing.safe_name, made.sequence, counts)


def _told(session: "Session", table: str, ids: frozenset[int]) -> dict[str, object]:
    wish = Wish(Listing(register(table), only=ids), shown=True, masked=True)
    (sheet,) = wish.sheets
    marks = _marks(session, wish.listing)
    records = [
        {"uid": next(marks), "caption": _name(values), **values}
        for batch in batches(session, wish)
        for row in batch.rows[0]
        for values in (as_object(sheet, row, shown=True),)
    ]
    return {"register": table, "records": records}


def _marks(session: "Session", listing: Listing) -> Iterator[str]:
    """In the order of the list, as the rows come."""
    for chunk in listing.batches(session, (), 1000):
        yield from (uid for _id, uid, _caption in chunk)


def _name(values: Mapping[str, object]) -> str:
    """What the list shows first: a number mostly; the caption itself may name people."""
    return next((str(value) for value in values.values() if value), "")


def _unheard(_number: int, _phase: "Phase", _done: int, _total: int) -> None:
    """Nobody looks on."""
