"""Parcels as they come: each opened, judged and read, or one sentence says why it is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.figures.received import TableValues, read_values
from db.registers import Office
from db.store.blobs import NewFile
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from desktop.documents.seals import receiving_records
from desktop.documents.signing.envelope import taken_apart
from desktop.documents.signing.receiving import ReceivingKey, open_receiving
from desktop.exchange.attaching import inspect
from desktop.exchange.merging.records_in import SentRecord, sent_records
from desktop.exchange.merging.unsealing import Secrets
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.limits import MB
from desktop.exchange.parcel.manifest import RECEIPT
from desktop.exchange.parcel.opening import Opened, open_parcel, read_parcel
from desktop.exchange.parcel.recognised import sealing_of
from desktop.exchange.parcel.senders import Senders, senders_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database

AT_ONCE = 1024 * MB
"""Bytes of all parcels that are looked at together: their contents wait in memory."""
ENDING = ".p7m"


@dataclass(frozen=True)
class Incoming:
    """One file.

    Attributes:
        name: of the file.
        refusal: why nothing of it is used; empty for one that is whole.
        opened: what it holds. ``tables``, ``records``, ``receipt``: read from it.
        files: papers and workbooks, ready to be attached. ``notes``: on those that cannot be.
    """

    name: str
    refusal: str = ""
    opened: Opened | None = None
    tables: tuple[TableValues, ...] = ()
    records: tuple[SentRecord, ...] = ()
    receipt: dict[str, Any] | None = None
    files: tuple[NewFile, ...] = ()
    notes: tuple[str, ...] = ()


def parcels_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and of folders (a stick's) the parcels in them, one level deep.

    Raises:
        Trouble: a folder cannot be read or holds no parcel.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() == ENDING)
        except OSError as error:
            raise Trouble(f"读不了文件夹 {path}", wrong_input=True) from error
        if not inside:
            raise Trouble(f"文件夹 {path} 里没有报送包（*{ENDING}）", wrong_input=True)
        found += inside
    return list(dict.fromkeys(found))


def wanted_for(database: "Database", paths: Iterable[Path]) -> tuple[bool, bool]:
    """Whether files are sealed for our receiving key, and whether some need a pass phrase."""
    with database.read() as session:
        locked = bool(receiving_records(session))
    key = phrase = False
    for path in paths:
        try:
            by_phrase = _by_phrase(read_parcel(path))
        except Trouble:
            continue  # said when it is opened
        phrase = phrase or by_phrase is True
        key = key or (locked and by_phrase is False)
    return key, phrase


def _by_phrase(data: bytes) -> bool | None:
    """Whether a sealed file wants a pass phrase or a key; None for one that is not sealed."""
    if sealing_of(data) in (None, "none"):
        return None
    return taken_apart(data).by_passphrase


def open_all(
    database: "Database",
    paths: Sequence[Path],
    secrets: Secrets,
    progress: Progress = unwatched,
) -> list[Incoming]:
    """Open and read each; what is wrong with one is said of it and does not touch the others.

    Raises:
        Trouble: the pin does not open our receiving keys.
        Cancelled: through ``progress``, told of each file.
    """
    with database.read() as session:
        opener = _Opener(session, secrets)
    found = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        found.append(opener.open(path))
    progress(len(paths), len(paths))
    return found


class _Opener:
    """Whom we believe, and our keys, unlocked when the first file needs them."""

    def __init__(self, session: "Session", secrets: Secrets) -> None:
        self._senders: Senders = senders_of(session, "报送单位")
        self._own = session.scalar(select(Office.uid).where(Office.deleted_at.is_(None)))
        self._locked = [(one.certificate, one.key) for one in receiving_records(session)]
        self._secrets = secrets
        self._room = AT_ONCE

    @cached_property
    def _keys(self) -> list[ReceivingKey]:
        return [open_receiving(*pair, self._secrets.pin) for pair in self._locked]

    def open(self, path: Path) -> Incoming:
        """One file."""
        try:
            data = read_parcel(path)
        except Trouble as trouble:
            return Incoming(path.name, trouble.sentence)
        self._room -= len(data)
        if self._room < 0:
            return Incoming(path.name, "这一批报送包太大，这一个没有打开：请分批接收。")
        keys = self._keys if self._wants_keys(data) else ()  # a wrong pin stops them all
        try:
            opened = self._opened(data, keys)
            self._refuse_own(opened)
            return _read(path.name, opened)
        except Trouble as trouble:
            return Incoming(path.name, trouble.sentence)

    def _wants_keys(self, data: bytes) -> bool:
        try:
            return bool(self._locked) and _by_phrase(data) is False
        except Trouble:
            return False

    def _opened(self, data: bytes, keys: Sequence[ReceivingKey]) -> Opened:
        *others, last = self._secrets.phrases or (None,)
        for phrase in others:
            try:
                return open_parcel(data, self._senders, keys=keys, passphrase=phrase)
            except Trouble as trouble:
                if not trouble.wrong_input:  # another reason than the wrong pass phrase
                    raise
        return open_parcel(data, self._senders, keys=keys, passphrase=last)

    def _refuse_own(self, opened: Opened) -> None:
        if opened.manifest.office_uid == self._own:
            raise Trouble(f"这是本单位自己制作的{opened.manifest.word}，不用接收。")


def _read(name: str, opened: Opened) -> Incoming:
    said = opened.manifest
    by_role: dict[str, list[str]] = {}
    for one in said.files:
        by_role.setdefault(one.role, []).append(one.name)
    if said.about.kind == RECEIPT:
        (answer,) = by_role.get("receipt", []) or _none_in(said.word)
        data = schemas.parsed(answer, opened.files[answer])
        return Incoming(name, opened=opened, receipt=data, files=_kept(opened, by_role)[0])
    tables = tuple(_tables(opened, by_role.get("table", ())))
    records = [
        record
        for file in by_role.get("records", ())
        for record in sent_records(schemas.parsed(file, opened.files[file]))
    ]
    files, notes = _kept(opened, by_role)
    return Incoming(name, "", opened, tables, tuple(records), None, files, notes)


def _none_in(word: str) -> list[str]:
    raise Trouble(f"{word}里没有回执内容，没有采用。")


def _tables(opened: Opened, names: Iterable[str]) -> Iterable[TableValues]:
    about, seen = opened.manifest.about, set()
    for name in names:
        values = read_values(schemas.parsed(name, opened.files[name]))
        if about.first is None or about.last is None or values.period != about.period:
            raise Trouble(f"“{values.title}”的统计期间与报送包写明的不一致，没有采用任何内容。")
        if values.table in seen:
            raise Trouble(f"报送包里有两张“{values.title}”，没有采用任何内容。")
        seen.add(values.table)
        yield values


def _kept(
    opened: Opened, by_role: dict[str, list[str]]
) -> tuple[tuple[NewFile, ...], tuple[str, ...]]:
    """The papers that stay beside the parcel's entry; what cannot be kept is said."""
    files: list[NewFile] = []
    notes = []
    for role in ("document", "workbook", "attachment"):
        for name in by_role.get(role, ()):
            try:
                file = inspect((PurePosixPath(name).name, opened.files[name]))
            except Trouble as trouble:
                notes.append(f"{trouble.sentence}，只收下了数字")
                continue
            if all(file.content != one.content for one in files):
                files.append(file)
    return tuple(files), tuple(notes)
