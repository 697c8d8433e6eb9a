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
from desktop.exchange.parcel.making import delivered, make_parcel, void
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.seal import Seal, refuse_unfit
from desktop.exchange.rows_out import Wish, batches
from desktop.exchange.secret_marks import in_records, read_by_people
from desktop.exchange.text_out import as_object

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from desktop.exchange.drives.put import Phase


@dataclass(frozen=True)
class Sent:
    """The parcel's file, its number, and how many records of each register are in it.

    ``withheld`` stay in the house: somebody in them is restricted.
    """

    path: Path
    sequence: int
    counts: Mapping[str, int]
    withheld: int = 0


def behind(
    session: "Session", period: Period, progress: Progress = unwatched
) -> dict[str, frozenset[int]]:
    """The records that the period's tables count, by register."""
    tables = []
    for number, table in enumerate(summary().tables):
        progress(number, len(summary().tables))
        tables.append(fill(session, table, period, compared=False))
    return counted(session, tables)


def packed_records(session: "Session", wishes: Mapping[str, Wish]) -> list[PackedFile]:
    """A file for each register: the columns of its list, personal data masked."""
    return [
        PackedFile(f"records/{table}.json", schemas.written(_told(session, wish)), "records")
        for table, wish in wishes.items()
    ]


def send_records(
    database: "Database",
    period: Period,
    folder: Path,
    seal: Seal,
    pin: str,
    *,
    marks_read: bool = False,
) -> Sent:
    """Write the records behind a period's tables into a folder, as a parcel of their own.

    Entered in 报送包登记 and 导出登记, read back; what could not be written is void.

    Raises:
        Marked: there are marks of state secrets that nobody has read yet.
        Trouble: nothing to send, no certificate, a wrong pin, or the folder refuses.
    """
    database.rights.refuse_partial("报送的记录")
    with database.read() as session:
        refuse_unfit(session, seal)
        wishes, counts, withheld = _leaving(session, behind(session, period))
        places = [place for wish in wishes.values() for place in in_records(session, wish)]
        secrecy = read_by_people(places, read=marks_read)
        files = packed_records(session, wishes)
    if not files:
        raise Trouble(f"{period.name}的统计表背后没有记录", wrong_input=True)
    about = About("records", period.name, period.first, period.last, counts)
    made = make_parcel(database, files, about, seal, pin, marks_read=True)
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
        secrecy=secrecy,
    )
    try:
        drive = folder_as_drive(folder)
        hand_over(database, drive, [outgoing], Handed(receiver, "报送记录"), _unheard)
    except Trouble:
        void(database, made.record_id, f"没有写到 {folder}")
        raise
    delivered(database, made.record_id)
    return Sent(folder / outgoing.safe_name, made.sequence, counts, withheld)


def _leaving(
    session: "Session", ids: Mapping[str, frozenset[int]]
) -> tuple[dict[str, Wish], dict[str, int], int]:
    """By register what goes and how many records that are; and how many stay."""
    wishes, counts, withheld = {}, {}, 0
    for table, some in ids.items():
        wish = Wish(Listing(register(table), only=some), shown=True, masked=True)
        stay = wish.withheld(session)
        withheld += stay
        if len(some) > stay:
            wishes[table], counts[table] = wish, len(some) - stay
    return wishes, counts, withheld


def _told(session: "Session", wish: Wish) -> dict[str, object]:
    (sheet,) = wish.sheets
    marks = _marks(session, wish.listing)
    records = [
        {"uid": next(marks), "caption": _name(values), **values}
        for batch in batches(session, wish)
        for row in batch.rows[0]
        for values in (as_object(sheet, row, shown=True),)
    ]
    return {"register": wish.listing.cls.__tablename__, "records": records}


def _marks(session: "Session", listing: Listing) -> Iterator[str]:
    """In the order of the list, as the rows come."""
    for chunk in listing.batches(session, (), 1000):
        yield from (uid for _id, uid, _caption in chunk)


def _name(values: Mapping[str, object]) -> str:
    """What the list shows first: a number mostly; the caption itself may name people."""
    return next((str(value) for value in values.values() if value), "")


def _unheard(_number: int, _phase: "Phase", _done: int, _total: int) -> None:
    """Nobody looks on."""
