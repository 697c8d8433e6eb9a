"""What attachments hold, kept once by its hash and never changed, outside the history.

The history holds each attachment's SHA-256, so the chain proves the content without carrying it.
An undone addition leaves its content here, or redo could not bring it back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, func, insert, select
from sqlalchemy.orm import Session

from db.store.record import Row
from db.store.trouble import Trouble

BLOB = Table(
    "blob",
    Row.metadata,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),  # bytes
    Column("thumbnail", LargeBinary),
    Column("content", LargeBinary, nullable=False),  # last: what stands before is read without it
    info={"told": False},
)


@dataclass(frozen=True)
class NewFile:
    """A file that was looked at and may be attached.

    Attributes:
        name: with the ending that its content deserves.
        media_type: what the content is, e.g. ``image/jpeg``.
        content: its bytes.
        thumbnail: a small JPEG, None for what cannot be seen.
        pages: of a PDF or scan, 1 for a photo, None for what has none or does not tell.
        taken_on: when a photo was taken.
        note: one sentence of what was done to it, for people.
    """

    name: str
    media_type: str
    content: bytes
    thumbnail: bytes | None = None
    pages: int | None = None
    taken_on: date | None = None
    note: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hex."""
        return sha256(self.content).hexdigest()


def keep(session: Session, file: NewFile) -> str:
    """Keep a file's content, unless it is there; gives its SHA-256."""
    digest = file.digest
    connection = session.connection()
    if not connection.scalar(select(BLOB.c.sha256).where(BLOB.c.sha256 == digest)):
        row = {
            "sha256": digest,
            "size": len(file.content),
            "thumbnail": file.thumbnail,
            "content": file.content,
        }
        connection.execute(insert(BLOB), row)
    return digest


def content_of(session: Session, digest: str) -> bytes:
    """The content with that SHA-256.

    Raises:
        Trouble: it is not there, or it is not what was attached.
    """
    content = session.scalar(select(BLOB.c.content).where(BLOB.c.sha256 == digest))
    if content is None:
        raise Trouble("这个附件的内容不见了：请运行“检查仓库”，并从备份里找回")
    if not isinstance(content, bytes) or sha256(content).hexdigest() != digest:
        raise Trouble("这个附件的内容被绕过程序改过，不能打开：请运行“检查仓库”，并从备份里找回")
    return content


def thumbnails_of(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """The small pictures of those that have one, by SHA-256."""
    wanted = select(BLOB.c.sha256, BLOB.c.thumbnail).where(
        BLOB.c.sha256.in_(list(digests)), BLOB.c.thumbnail.is_not(None)
    )
    return {row.sha256: row.thumbnail for row in session.execute(wanted)}


def count(connection: Connection) -> int:
    """How many contents are kept."""
    return connection.scalar(select(func.count()).select_from(BLOB)) or 0


def proven(connection: Connection) -> Iterator[tuple[str, bool]]:
    """Each SHA-256 that is kept, and whether its content has it; one content at a time."""
    names = connection.execute(select(BLOB.c.sha256, BLOB.c.size).order_by(BLOB.c.sha256)).all()
    for name, size in names:
        if isinstance(name, str) and not name.isascii():  # forged, and perhaps no text to ask by
            yield "", False
            continue
        content = connection.scalar(select(BLOB.c.content).where(BLOB.c.sha256 == name))
        held = content if isinstance(content, bytes) else b""
        yield name, len(held) == size and sha256(held).hexdigest() == name


def in_megabytes(size: int) -> str:
    """A number of bytes for people."""
    if size >= 2**30:
        return f"{size / 2**30:.1f} GB"
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(round(size / 1024), 1)} KB"
