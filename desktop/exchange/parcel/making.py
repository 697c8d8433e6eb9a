"""Making a parcel: numbered, packed, signed, sealed and entered in its register, in one step."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.registers import Certificate, Office, Paper, Parcel, Receiver
from db.store.counters import next_number
from db.store.database import Database
from db.store.history import CHANGE, chain_head
from db.store.program import OURS, version_of
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import file_name
from desktop.documents import seals
from desktop.documents.signing.enclosed import sign_enclosing
from desktop.exchange.parcel import contents
from desktop.exchange.parcel.manifest import RECEIPT, About, Manifest, PackedFile
from desktop.exchange.parcel.seal import Seal, sealed, usable
from desktop.exchange.secret_marks import in_files, read_by_people

ENDING = ".p7m"
_MADE = "制作报送包"  # passed by undo: the parcel may have left
_STAGES = 4


@dataclass(frozen=True)
class Made:
    """A parcel to be written to a stick, and its entry in the register."""

    content: bytes = field(repr=False)
    record_id: int
    name: str
    file_name: str
    sequence: int
    digest: str


def make_parcel(
    database: Database,
    files: Sequence[PackedFile],
    about: About,
    seal: Seal,
    pin: str,
    *,
    marks_read: bool = False,
    progress: Progress = unwatched,
    now: datetime | None = None,
) -> Made:
    """The parcel as bytes; it is in the register as 已制作 then, not yet written anywhere.

    Once made, its number is used up: ``void`` it when it could not be written, else ``delivered``.

    Args:
        database: the open store.
        files: what goes in; names may have folders.
        about: kind, period and counts.
        seal: who can open it.
        pin: of the office's signing key.
        marks_read: people have read where marks of state secrets stand, and go on.
        progress: told after each of the four stages.
        now: the time of signing (aware); the clock when left out.

    Raises:
        Marked: marks that nobody has read yet.
        Trouble: no office, certificate or right pin, a clock set back, a receiver or file unfit.
        Cancelled: through ``progress``; no number was taken.
    """
    moment = _begun(files, now, marks_read=marks_read)
    with database.read() as session:
        certificate, last = seals.signing_certificate(session), _last_signature(session)
    progress(0, _STAGES)
    with seals.signer_of(certificate, pin) as signer, database.step(_MADE, lasting=True) as session:
        receivers = [usable(session, one, moment.date()) for one in seal.receivers]
        said = _manifest(session, about, moment)
        progress(1, _STAGES)
        packed = contents.pack(said, files)
        progress(2, _STAGES)
        signed = sign_enclosing(packed, signer, not_before=last, now=moment)
        progress(3, _STAGES)
        content = sealed(signed, seal, receivers)
        record = _entry(
            said, content, len(files), seal=seal, certificate=certificate, receivers=receivers
        )
        session.add(record)
        session.flush()
        progress(_STAGES, _STAGES)  # within the step: whoever stops it here takes no number
    return Made(content, record.id, record.name, _file_name(said), said.sequence, record.digest)


def _begun(files: Sequence[PackedFile], now: datetime | None, *, marks_read: bool) -> datetime:
    """When it is made, of a parcel whose files may go."""
    if not files:
        raise Trouble("报送包里还没有文件。", wrong_input=True)
    read_by_people(list(in_files(files)), read=marks_read)
    return (now or datetime.now()).astimezone().replace(microsecond=0)


def delivered(database: Database, record_id: int) -> None:
    """Note that the parcel was written and read back whole."""
    _move(database, record_id, "deliver", "登记报送包写出")


def void(database: Database, record_id: int, reason: str) -> None:
    """Note that the parcel was not written; its number stays used.

    Raises:
        Trouble: no reason given, or it is void already.
    """
    _move(database, record_id, "void", "作废报送包", void_reason=reason)


def _move(database: Database, record_id: int, code: str, name: str, **values: Any) -> None:
    with database.step(name, lasting=True) as session:  # undo brings no file back
        record = session.get_one(Parcel, record_id)
        for key, value in values.items():
            setattr(record, key, value)
        next(move for move in Parcel.moves if move.code == code).make(record, session)


def _last_signature(session: Session) -> datetime | None:
    """When the office signed last: a paper or a parcel. A later clock is a clock put right."""
    paper = session.scalar(select(func.max(Paper.signed_at)))
    parcel = session.scalar(select(func.max(Parcel.made_at)).where(Parcel.direction == "out"))
    last = max((one for one in (paper, parcel) if one), default=None)
    return last.astimezone() if last else None


def _manifest(session: Session, about: About, moment: datetime) -> Manifest:
    office = session.scalar(select(Office).where(Office.deleted_at.is_(None)))
    if office is None:
        raise Trouble("请先填写“本所资料”，再制作报送包。")
    series = Parcel.kind == RECEIPT if about.kind == RECEIPT else Parcel.kind != RECEIPT
    ours = select(Parcel.digest).where(
        Parcel.direction == "out", Parcel.office_uid == office.uid, series
    )
    return Manifest(
        office.name,
        office.uid,
        office.credit_code,
        _new_number(session, about.kind),
        about,
        moment,
        f"枫桥 {version_of(OURS)}",
        chain_head(session),
        session.scalar(ours.order_by(Parcel.sequence.desc()).limit(1)),
    )


def _new_number(session: Session, kind: str) -> int:
    """The next number that never stood on a parcel (or a receipt), undone ones included.

    Undoing the step gives the counter its number back, as everywhere; but the parcel may have
    left on a stick, so here the history, which forgets nothing, is asked as well.
    """
    added = select(CHANGE.c.content).where(
        CHANGE.c.table_name == Parcel.__tablename__,
        CHANGE.c.action == "add",
        CHANGE.c.content.is_not(None),
    )
    rows = [json.loads(content) for content in session.scalars(added)]
    receipt = kind == RECEIPT
    given = {
        row["sequence"]
        for row in rows
        if row["direction"] == "out" and (row["kind"] == RECEIPT) is receipt
    }
    series = RECEIPT if receipt else "out"
    number = next_number(session, Parcel.__tablename__, 0, series)
    while number in given:
        number = next_number(session, Parcel.__tablename__, 0, series)
    return number


def _entry(
    said: Manifest,
    content: bytes,
    files: int,
    *,
    seal: Seal,
    certificate: Certificate,
    receivers: Sequence[Receiver],
) -> Parcel:
    return Parcel.fresh(
        **described(said),
        direction="out",
        files=files,
        size=len(content),
        sealing=seal.code,
        receiver="、".join(one.name for one in receivers) or None,
        digest=sha256(content).hexdigest(),
        signed_by=certificate.subject,
        fingerprint=certificate.fingerprint,
    )


def described(said: Manifest) -> dict[str, Any]:
    """What the register keeps of a manifest."""
    local = said.made_at.astimezone()
    return {
        "name": f"{said.office}第{said.sequence}号{said.word} {said.about.period}".strip(),
        "kind": said.about.kind,
        "office": said.office,
        "office_uid": said.office_uid,
        "office_code": said.office_code,
        "sequence": said.sequence,
        "period": said.about.period or None,
        "made_on": local.date(),
        "made_at": local.replace(tzinfo=None, microsecond=0),
        "previous": said.previous,
        "chain_head": said.chain_head,
    }


def _file_name(said: Manifest) -> str:
    word = said.word if said.about.kind == RECEIPT else ""
    parts = (said.office, f"第{said.sequence}号{word}", said.about.period)
    return file_name("-".join(part for part in parts if part)) + ENDING
