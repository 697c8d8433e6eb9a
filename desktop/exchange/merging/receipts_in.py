"""A receipt that came back: the parcels it answers are 对方已收到, its paper lies beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import Office, Parcel
from db.store.attachments import attach, new_among
from db.store.blobs import NewFile
from db.store.trouble import Trouble

_ACKNOWLEDGE = next(move for move in Parcel.moves if move.code == "acknowledge")


def paper_name(sequence: int) -> str:
    """The receipt's PDF for a parcel, as it is called inside the receipt."""
    return f"回执-第{sequence}号.pdf"


def file_receipt(
    session: Session, said: Mapping[str, Any], receiver: str, files: Sequence[NewFile]
) -> str:
    """Note in the running step that our parcels arrived; gives what people are told.

    Args:
        session: of the step.
        said: the receipt's JSON, fitting its schema.
        receiver: the office that signed it.
        files: its papers.

    Raises:
        Trouble: it answers another office, or a parcel that our register does not know so.
    """
    uid = session.scalar(select(Office.uid).where(live(Office)))
    if said["sender_uid"] != uid:
        raise Trouble(f"这是给“{said['sender']}”的回执，不是给本单位的，没有登记。")
    found = [(one, _answered(session, one, receiver)) for one in said["parcels"]]
    told = []
    for entry, parcel in found:
        at = datetime.fromisoformat(entry["taken_at"])
        if parcel.state != "received":
            parcel.receipted_at, parcel.receipted_by = at, f"{receiver} {entry['taken_by']}"
            _ACKNOWLEDGE.make(parcel, session)
        name = paper_name(entry["sequence"])
        papers = [file for file in files if file.name == name]
        fresh, _ = new_among(session, Parcel.__tablename__, parcel.id, papers)
        if fresh:
            attach(session, Parcel.__tablename__, parcel.id, fresh, "回执")
        told.append(f"第 {parcel.sequence} 号（{at:%Y-%m-%d}）")
    return f"“{receiver}”已收到本单位的报送包：{'、'.join(told)}"


def _answered(session: Session, entry: Mapping[str, Any], receiver: str) -> Parcel:
    ours = select(Parcel).where(
        live(Parcel), Parcel.direction == "out", Parcel.digest == entry["sha256"]
    )
    parcel = session.scalar(ours.limit(1))
    if parcel is None:
        raise Trouble(
            f"回执所说的第 {entry['sequence']} 号报送包与本单位登记的对不上，没有登记："
            f"请向“{receiver}”核实收到的是哪一份。"
        )
    return parcel
