"""Files on their way in: looked at, named, made smaller where they must be, then attached."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.store.attachments import NewFile, attach, attachments_of, new_among
from db.store.blobs import in_megabytes
from db.store.kinds.kind import legible
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import file_name
from desktop.documents import photos
from desktop.documents.pdf_look import first_page
from desktop.exchange import file_kinds
from desktop.exchange.file_kinds import FileKind, claimed, kind_of
from desktop.exchange.marks_inside import mark_inside

if TYPE_CHECKING:
    from db.store.database import Database

MB = 2**20
LIMITS = {
    file_kinds.PICTURE: 20 * MB,
    file_kinds.PDF: 20 * MB,
    file_kinds.DOCUMENT: 20 * MB,
    file_kinds.RECORDING: 50 * MB,
}
"""The largest file of each group that is kept as it is, in bytes."""
LARGEST_PHOTO = 100 * MB
"""A photo up to this size is made smaller; nothing larger is read at all."""
AT_ONCE = 200 * MB
"""All files of one addition together: they wait in memory until they are kept."""
_LONGEST_NAME = 100  # characters; with a folder in front it must fit Windows' 260

Source = Path | tuple[str, bytes]
"""A file on disk, or a name and content (from the clipboard)."""


@dataclass
class Outcome:
    """What became of files that people wanted attached.

    Attributes:
        added: names of those that the record has now.
        notes: what was done to them. ``known``: sentences about those it had already.
        refused: a sentence for each file that cannot be attached.
    """

    added: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def take_in(
    database: "Database",
    table: str,
    record_id: int,
    sources: Sequence[Source],
    progress: Progress = unwatched,
    *,
    purpose: str | None = None,
) -> Outcome:
    """Attach files to a record, in one step; those that cannot be are told, the others stand.

    ``purpose`` is what they all are.

    Raises:
        Cancelled: through ``progress``; nothing was attached.
        Trouble: the record is gone, or the disk is full; nothing was attached.
    """
    outcome = Outcome()
    files = _good_ones(sources, outcome.refused, progress)
    with database.read() as session:
        taken = {one.name for one in attachments_of(session, table, record_id)}
        fresh, outcome.known = new_among(session, table, record_id, files)
    progress(len(sources), len(sources) + 1)
    if fresh:
        with database.step(f"附上 {len(fresh)} 个文件") as session:
            files = [_unlike(file, taken) for file in fresh]
            outcome.added = [one.name for one in attach(session, table, record_id, files, purpose)]
        outcome.notes = [*(note for file in files for note in _notes(file)), *_places(files)]
    return outcome


def _places(files: Sequence[NewFile]) -> Iterator[str]:
    """That the store keeps where photos were taken, and that they leave it without."""
    seen = [one for one in files if one.media_type.startswith("image/")]
    told = [one for one in seen if photos.tells_place(one.content)]
    if told:
        which = f"“{told[0].name}”" if len(told) == 1 else f"有 {len(told)} 张照片"
        yield f"{which}里记着拍摄地点：库里原样保存，存出时去掉"


def _notes(file: NewFile) -> Iterator[str]:
    if file.note:
        yield file.note
    if said := mark_inside(file.media_type, file.content).sentence(file.name):
        yield said


def _good_ones(sources: Sequence[Source], refused: list[str], progress: Progress) -> list[NewFile]:
    files, room = [], AT_ONCE
    for number, source in enumerate(sources):
        progress(number, len(sources) + 1)
        try:
            file = inspect(source)
        except Trouble as trouble:
            refused.append(trouble.sentence)
            continue
        if len(file.content) > room:
            most = AT_ONCE // MB
            refused.append(f"“{file.name}”这次没有附上：一次最多附 {most} MB，请再附一次")
            continue
        room -= len(file.content)
        files.append(file)
    return files


def inspect(source: Source) -> NewFile:
    """Look at a file and make it ready to be attached.

    Raises:
        Trouble: one sentence with the file's name: it is missing, empty, too large, damaged, of a
            kind that cannot be attached, or not what its name says.
    """
    if isinstance(source, Path):
        name, content = clean_name(source.name), _read(source)
    else:
        name, content = clean_name(source[0]), source[1]
    if not content:
        raise Trouble(f"“{name}”是空的，没有内容可附", wrong_input=True)
    try:
        kind = kind_of(content)
    except Trouble as trouble:
        raise Trouble(f"“{name}”{trouble.sentence}", wrong_input=True) from trouble
    name = _named(name, kind)
    try:
        return _looked_at(name, kind, content)
    except Trouble as trouble:
        raise Trouble(f"“{name}”不能附：{trouble.sentence}", wrong_input=True) from trouble


def _read(path: Path) -> bytes:
    name = clean_name(path.name)
    try:
        if path.is_dir():
            raise Trouble(f"“{name}”是文件夹，请打开它，选里面的文件", wrong_input=True)
        size = path.stat().st_size
        if size > LARGEST_PHOTO:
            most = LARGEST_PHOTO // MB
            raise Trouble(
                f"“{name}”有 {in_megabytes(size)}，超过 {most} MB，不能附", wrong_input=True
            )
        return path.read_bytes()
    except OSError as error:
        raise Trouble(
            f"读不了“{name}”：请检查文件还在不在、U盘是否插好、是否正被别的程序打开",
            wrong_input=True,
        ) from error


def _looked_at(name: str, kind: FileKind, content: bytes) -> NewFile:
    size, most = len(content), LIMITS[kind.group]
    if kind.group == file_kinds.PICTURE:
        return _picture(name, kind, content)
    if size > most:
        raise Trouble(f"它有 {in_megabytes(size)}，{kind.label}最大 {most // MB} MB")
    if kind.group == file_kinds.PDF:
        pages, image = first_page(content, photos.THUMB)
        return NewFile(name, kind.media_type, content, photos.thumb(image), pages)
    return NewFile(name, kind.media_type, content)


def _picture(name: str, kind: FileKind, content: bytes) -> NewFile:
    size, most = len(content), LIMITS[kind.group]
    if size > LARGEST_PHOTO:
        raise Trouble(f"它有 {in_megabytes(size)}，超过 {LARGEST_PHOTO // MB} MB")
    seen = photos.look_at(content)
    file = NewFile(name, kind.media_type, content, seen.thumbnail, seen.frames, seen.taken_on)
    if size <= most:
        return file
    if seen.frames > 1:
        raise Trouble(f"它有 {in_megabytes(size)}，多页扫描件最大 {most // MB} MB，请分成几份")
    smaller = photos.shrunk(content)
    note = (
        f"“{name}”有 {in_megabytes(size)}，已缩小成 {in_megabytes(len(smaller))} 的 JPEG 附上；"
        "原件请另行保存"
    )
    jpeg = f"{os.path.splitext(name)[0]}.jpg"  # noqa: PTH122 - a name, no path
    return replace(file, name=jpeg, media_type="image/jpeg", content=smaller, note=note)


def _named(name: str, kind: FileKind) -> str:
    """The name with the ending that the content deserves.

    Raises:
        Trouble: the name claims to be something else.
    """
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name, no path
    known = claimed(ending[1:].lower())
    if kind in known:
        return name
    if known:
        raise Trouble(
            f"“{name}”的名字说它是{known[0].label}，内容却是{kind.label}："
            f"请核对是不是拿错了文件；没有拿错，就把扩展名改成 .{kind.endings[0]} 再附",
            wrong_input=True,
        )
    return f"{stem if ending.lower() in _MEANINGLESS else name}.{kind.endings[0]}"


_MEANINGLESS = {"", ".", ".tmp", ".bin", ".dat", ".download", ".crdownload", ".part"}


def clean_name(name: str) -> str:
    """A name without folders, unseen characters, and what Windows cannot keep."""
    plain = legible(name.replace("\n", " ").replace("\r", " ").replace("\t", " "))
    plain = file_name(plain.encode("utf-8", "replace").decode())
    stem, ending = os.path.splitext(plain)  # noqa: PTH122 - a name, no path
    return f"{stem[: _LONGEST_NAME - len(ending)]}{ending}"[:_LONGEST_NAME] or "未命名"


def _unlike(file: NewFile, taken: set[str]) -> NewFile:
    """The file under a name that its record has not given yet."""
    name = free_name(file.name, taken)
    taken.add(name)
    return replace(file, name=name)


def free_name(name: str, taken: set[str]) -> str:
    """``名.jpg``, else ``名 (2).jpg`` and so on; names that differ in case alone are the same."""
    folded = {one.casefold() for one in taken}
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name, no path
    number = 2
    while name.casefold() in folded:
        name = f"{stem} ({number}){ending}"
        number += 1
    return name
