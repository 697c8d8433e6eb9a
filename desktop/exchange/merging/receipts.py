"""The receiving side's answer: for each office a signed receipt, on paper and as a parcel."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from db.registers import Parcel
from db.store.trouble import Trouble
from db.store.whole_file import file_name
from desktop.documents.forms import form
from desktop.documents.issue import issue
from desktop.documents.office_form import office_of
from desktop.exchange.drives.drive import folder_as_drive
from desktop.exchange.handing import hand_over
from desktop.exchange.merging.receipts_in import paper_name
from desktop.exchange.outgoing import About as Handed
from desktop.exchange.outgoing import Outgoing
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.making import ENDING, delivered, make_parcel, void
from desktop.exchange.parcel.manifest import RECEIPT, About, PackedFile
from desktop.exchange.parcel.seal import Seal

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.drives.put import Phase

FORM = "parcel_receipt"


@dataclass(frozen=True)
class Answer:
    """Receipts of one office: the parcel with them, and the papers beside it."""

    office: str
    files: tuple[Outgoing, ...] = field(repr=False)
    record_id: int


def answer(database: "Database", parcels: Sequence[int], pin: str) -> list[Answer]:
    """Sign a receipt for each parcel taken in, and pack those of one office together.

    A receipt names parcels, times and digests and holds no personal data: it is signed and not
    sealed, so that the office needs no key to file it.

    Args:
        database: the open store.
        parcels: ids of parcels that were taken in.
        pin: of the signing key.

    Raises:
        Trouble: no certificate, a wrong pin.
    """
    with database.read() as session:
        name = office_of(session).name
        by_office: dict[str, list[Parcel]] = {}
        for number in parcels:
            one = session.get_one(Parcel, number)
            if one.direction == "in" and one.kind != RECEIPT:
                by_office.setdefault(one.office_uid, []).append(one)
    return [_answer(database, some, name, pin) for some in by_office.values()]


def write(database: "Database", answers: Sequence[Answer], folder: Path) -> list[str]:
    """Write them into a folder (of a stick), read back and entered in 导出登记; gives the names.

    Raises:
        Trouble: the folder refuses; what was not written is void.
    """
    names = []
    for number, one in enumerate(answers):
        about = Handed(one.office, "报送回执")
        try:
            hand_over(database, folder_as_drive(folder), one.files, about, _unheard)
        except Trouble:
            for other in answers[number:]:
                void(database, other.record_id, f"没有写到 {folder}")
            raise
        delivered(database, one.record_id)
        names += [file.safe_name for file in one.files]
    return names


def _answer(database: "Database", parcels: Sequence[Parcel], name: str, pin: str) -> Answer:
    office, last = parcels[0].office, parcels[-1]
    papers = [(one, issue(database, form(FORM), one.id, pin)) for one in parcels]
    said = {
        "format": "fengqiao-receipt",
        "version": 1,
        "receiver": name,
        "sender": office,
        "sender_uid": last.office_uid,
        "parcels": [_entry(one) for one in parcels],
    }
    packed = [PackedFile("receipt.json", schemas.written(said), "receipt")]
    packed += [PackedFile(paper_name(one.sequence), paper.pdf) for one, paper in papers]
    about = About(RECEIPT, last.period or "")
    made = make_parcel(database, packed, about, Seal(unsealed=True), pin)
    stem = file_name(f"回执-{office}")
    numbers = "、".join(str(one.sequence) for one in parcels)
    files = [
        Outgoing(
            f"{stem}-{made.sequence}{ENDING}",
            made.content,
            f"报送回执，答第 {numbers} 号报送包",
            sequence=made.sequence,
        )
    ]
    files += [
        Outgoing(f"{stem}-第{one.sequence}号.pdf", paper.pdf, paper.name) for one, paper in papers
    ]
    return Answer(office, tuple(files), made.record_id)


def _entry(one: Parcel) -> dict[str, object]:
    if one.taken_at is None:
        raise Trouble(f"“{one.name}”还没有收下，不能出回执")
    return {
        "sequence": one.sequence,
        "sha256": one.digest,
        "period": one.period or "",
        "taken_at": one.taken_at.isoformat(timespec="seconds"),
        "taken_by": one.taken_by or one.created_by,
        "contents": one.contents or "",
    }


def _unheard(_number: int, _phase: "Phase", _done: int, _total: int) -> None:
    """Nobody looks on."""
