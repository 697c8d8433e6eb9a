"""Attachments on their way out: only when asked, photos without the place where they were taken."""

from pathlib import Path
from typing import TYPE_CHECKING

from db.registers.users.access_log import note_whole
from db.store.blobs import content_of
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.documents.photos import without_metadata
from desktop.exchange.attaching import clean_name, free_name
from desktop.exchange.secret_marks import Marked, Place, in_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.attachments import Attachment
    from db.store.database import Database

LEAVES = "文件离开加密仓库后，本程序不再保护它：请只存到该存的地方，用完删除。"
"""Said wherever attachments are saved out."""

__all__ = ["LEAVES", "clean_name", "refuse_marked", "save_as", "save_out"]


def save_out(
    database: "Database",
    attachments: "Sequence[Attachment]",
    folder: Path,
    *,
    original: bool = False,
    progress: Progress = unwatched,
    marks_read: bool = False,
) -> list[Path]:
    """Write attachments into a folder, each whole or not at all; nothing there is overwritten.

    Args:
        database: the open store.
        attachments: which.
        folder: where to; must exist.
        original: photos as they came, with place, time and device.
        progress: told of files; may cancel.
        marks_read: people have read where marks of state secrets stand in them.

    Returns:
        The files that were written.

    Raises:
        Marked: there are such marks and nobody has read them; nothing was written.
        Trouble: a content is lost, or the disk refuses; says how many were written before.
        Cancelled: through ``progress``; what was written stays.
    """
    if not marks_read:
        refuse_marked(database, attachments, progress)
    written: list[Path] = []
    for number, one in enumerate(attachments):
        progress(number, len(attachments))
        try:
            there = {path.name for path in folder.iterdir()}
            path = folder / free_name(clean_name(one.name), there)
            save_as(database, one, path, original=original)
        except OSError as error:
            raise Trouble(f"打不开文件夹 {folder}，请检查它还在不在、是否有权限") from error
        except Trouble as trouble:
            before = f"（前面 {len(written)} 个已写好）" if written else ""
            raise Trouble(f"“{one.name}”没有存出{before}：{trouble.sentence}") from trouble
        written.append(path)
    return written


def refuse_marked(
    database: "Database", attachments: "Sequence[Attachment]", progress: Progress = unwatched
) -> None:
    """Search attachments for marks of state secrets before they leave.

    Raises:
        Marked: there are some.
        Trouble: a content is lost.
        Cancelled: through ``progress``.
    """
    places: list[Place] = []
    for one in attachments:
        progress(0, len(attachments))
        with database.read() as session:
            content = content_of(session, one.sha256)
        places += in_content(one.name, one.media_type, content)
    if places:
        raise Marked(places, entered=False)


def save_as(
    database: "Database", attachment: "Attachment", path: Path, *, original: bool = False
) -> None:
    """Write one attachment under that path; people have agreed to what stands there going.

    Raises:
        Trouble: the person may not see what it tells of people, its content is lost, or the disk
            refuses; what stood there before still stands.
    """
    note_whole(database, "附件", attachment.table_name, attachment.record_id)
    with database.read() as session:
        content = content_of(session, attachment.sha256)
    if attachment.is_picture and not original:
        content = without_metadata(content)
    write_whole(path, content)
