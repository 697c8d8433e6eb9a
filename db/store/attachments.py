"""Attachments: which file belongs to which record, in which order, and what it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.store.blobs import BLOB, NewFile, keep
from db.store.fields import field
from db.store.kinds import without_numbers
from db.store.kinds.kind import legible
from db.store.record import Record, Row, register
from db.store.recorder import who
from db.store.trouble import Trouble


class Attachment(Row):
    """One file of one record 附件; what it holds lies in ``blob`` under its SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("table_name", "record_id", "sha256"),)
    title: ClassVar = "附件"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    record_id: Mapped[int]
    position: Mapped[int] = mapped_column(active_history=True)
    name: Mapped[str] = field("文件名")
    purpose: Mapped[str | None] = field("说明")
    taken_on: Mapped[date | None] = field("拍摄日期")
    pages: Mapped[int | None] = field("页数", unit="页")
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(index=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str]

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo or a scan in a picture's format."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class Tally:
    """What a record's attachments come to.

    Attributes:
        files: how many. ``size``: their bytes together.
        pages: of all whose pages are known. ``unpaged``: how many files do not tell theirs.
    """

    files: int = 0
    pages: int = 0
    unpaged: int = 0
    size: int = 0


def attach(
    session: Session,
    table: str,
    record_id: int,
    files: Sequence[NewFile],
    purpose: str | None = None,
) -> list[Attachment]:
    """Attach files to a record, after those it has; ``purpose`` is what they all are.

    Raises:
        Trouble: the record is gone or in the recycle bin, or it has one of the files already.
    """
    cls = register(table)
    record: Record | None = session.get(cls, record_id)
    if record is None or record.deleted_at is not None:
        raise Trouble(f"这条{cls.title}记录已经不在，文件没有附上")
    known = new_among(session, table, record_id, files)[1]
    if known:
        raise Trouble(known[0], wrong_input=True)
    last = select(func.max(Attachment.position)).where(*_of(table, record_id))
    first = (session.scalar(last) or 0) + 1
    now = datetime.now().replace(microsecond=0)
    added = [
        Attachment(
            table_name=table,
            record_id=record_id,
            position=place,
            name=file.name,
            purpose=purpose,
            taken_on=file.taken_on,
            pages=file.pages,
            media_type=file.media_type,
            size=len(file.content),
            sha256=keep(session, file),
            added_at=now,
            added_by=who(session),
        )
        for place, file in enumerate(files, start=first)
    ]
    session.add_all(added)
    session.flush()
    return added


def new_among(
    session: Session, table: str, record_id: int, files: Sequence[NewFile]
) -> tuple[list[NewFile], list[str]]:
    """The files that the record does not have yet, and a sentence about each of the others."""
    names = {one.sha256: one.name for one in attachments_of(session, table, record_id)}
    fresh, known = [], []
    for file in files:
        if file.digest not in names:
            names[file.digest] = file.name
            fresh.append(file)
        elif names[file.digest] == file.name:
            known.append(f"“{file.name}”已经附在这条记录上，没有重复附上")
        else:
            same = names[file.digest]
            known.append(f"“{file.name}”与已附的“{same}”内容完全相同，没有重复附上")
    return fresh, known


def attachments_of(session: Session, table: str, record_id: int) -> list[Attachment]:
    """A record's attachments in their order; reads nothing of what they hold."""
    here = select(Attachment).where(*_of(table, record_id))
    return list(session.scalars(here.order_by(Attachment.position, Attachment.id)))


def said(attachment: Attachment, *, full: bool) -> tuple[str, str]:
    """Name and purpose for people; without ``full`` the numbers of persons in them are masked."""
    words = (attachment.name, attachment.purpose or "")
    return words if full else (without_numbers(words[0]), without_numbers(words[1]))


def photos_of(session: Session, table: str, record_id: int) -> list[Attachment]:
    """A record's pictures in their order."""
    return [one for one in attachments_of(session, table, record_id) if one.is_picture]


def tally(session: Session, table: str, record_id: int) -> Tally:
    """How many files and pages a record has, for its dossier and for the window."""
    files, paged = func.count(Attachment.id), func.count(Attachment.pages)
    sums = func.sum(Attachment.pages), func.sum(Attachment.size)
    found = session.execute(select(files, paged, *sums).where(*_of(table, record_id))).one()
    return Tally(found[0], int(found[2] or 0), found[0] - found[1], int(found[3] or 0))


def remove(session: Session, ids: Iterable[int]) -> list[str]:
    """Take attachments off their records; gives their names. The content stays for undo."""
    gone = [one for number in ids if (one := session.get(Attachment, number)) is not None]
    for one in gone:
        session.delete(one)
    return [one.name for one in gone]


def describe(session: Session, number: int, **values: Any) -> None:
    """Give an attachment another ``name``, ``purpose`` or ``taken_on``.

    Raises:
        Trouble: it is gone, or the name is blank.
    """
    one = _there(session, number)
    for column in ("name", "purpose"):
        if column in values:
            values[column] = legible(values[column] or "").strip() or None
    if values.get("name", one.name) is None:
        raise Trouble("请填写文件名", wrong_input=True)
    for column, value in values.items():
        if getattr(one, column) != value:
            setattr(one, column, value)


def shift(session: Session, number: int, by: int) -> None:
    """Move an attachment before the one in front of it (-1) or behind the next one (1).

    At the end of the row nothing happens.

    Raises:
        Trouble: it is gone.
    """
    one = _there(session, number)
    row = attachments_of(session, one.table_name, one.record_id)
    place = next(place for place, other in enumerate(row) if other.id == number)
    if 0 <= place + by < len(row):
        other = row[place + by]
        one.position, other.position = other.position, one.position


def purposes(session: Session, limit: int = 200) -> list[str]:
    """What the office has called its attachments, the most frequent first."""
    told = select(Attachment.purpose).where(Attachment.purpose.is_not(None))
    often = told.group_by(Attachment.purpose).order_by(func.count().desc(), Attachment.purpose)
    return [word for word in session.scalars(often.limit(limit)) if word]


def _there(session: Session, number: int) -> Attachment:
    one = session.get(Attachment, number)
    if one is None:
        raise Trouble("这个附件刚在别处移除了")
    return one


def _of(table: str, record_id: int) -> tuple[Any, Any]:
    return Attachment.table_name == table, Attachment.record_id == record_id


__all__ = [
    "BLOB",
    "Attachment",
    "NewFile",
    "Tally",
    "attach",
    "attachments_of",
    "describe",
    "new_among",
    "photos_of",
    "purposes",
    "remove",
    "shift",
    "tally",
]
