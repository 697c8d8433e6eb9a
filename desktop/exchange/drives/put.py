"""Puts a file on a drive so that it is whole or not there: written aside, read back, then named."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from db.store.trouble import Trouble
from desktop.exchange.drives import sentences
from desktop.exchange.drives.calls import CALLS, Calls

PART = ".part"
"""The ending of a file that is not whole yet."""

_BLOCK = 2**20
_FLUSH_EVERY = 8 * 2**20  # else the cache swallows all at once, and progress and speed would lie
SPARE = 2**20  # room for the folder's own growth and the file system's books


class Phase(Enum):
    """What is going on, in the words of the window."""

    WRITING = "正在写入"
    READING = "正在读回核对"


Told = Callable[[Phase, int, int], None]
"""Called with the phase and the bytes of it (done, total); raises ``Cancelled`` to stop it."""


@dataclass(frozen=True)
class Written:
    """A file that the drive holds: it was read back from there and is what was meant.

    ``digest`` is the SHA-256 of the whole file.
    """

    path: Path
    size: int
    digest: str


def untold(_phase: Phase, _done: int, _total: int) -> None:
    """Nobody looks on."""


def put(
    path: Path,
    content: bytes | Path,
    told: Told = untold,
    *,
    largest: int | None = None,
    calls: Calls = CALLS,
) -> Written:
    """Write ``content`` under the name ``path``, in place of what stands there.

    Args:
        path: on the drive; its folder exists.
        content: the bytes, or the file that holds them.
        told: hears how far it is; may cancel.
        largest: bytes of the largest file the drive can hold (``Drive.largest``).
        calls: the system calls.

    Raises:
        Trouble: no room, pulled out, read-only, or not read back as written; what stood under
            the name still stands whole, or the new file does.
        Cancelled: through ``told``; nothing changed.
    """
    with aside(path, content, told, largest=largest, calls=calls) as part:
        return part.take_name()


@dataclass(frozen=True)
class Part:
    """A file that is whole on the drive and proven there, but does not bear its name yet."""

    path: Path
    size: int
    digest: str
    calls: Calls

    def take_name(self) -> Written:
        """Rename it into place and make that last.

        Raises:
            Trouble: the drive refuses; the old file or the new one stands under the name, whole.
        """
        try:
            self.calls.rename(_part(self.path), self.path)
        except OSError as error:
            raise sentences.not_written(self.path.name, error) from error
        try:
            self.calls.flush_folder(self.path.parent)
            size = self.calls.size(self.path)
        except OSError as error:
            raise sentences.not_settled(self.path.name, error) from error
        if size != self.size:
            raise sentences.differs()
        return Written(self.path, self.size, self.digest)


@contextlib.contextmanager
def aside(
    path: Path,
    content: bytes | Path,
    told: Told = untold,
    *,
    largest: int | None = None,
    calls: Calls = CALLS,
) -> Iterator[Part]:
    """The content beside its name, read back from the drive; whatever takes no name is removed.

    Raises:
        Trouble: see ``put``.
    """
    size = _size(content)
    if largest is not None and size > largest:
        raise sentences.too_large(size, largest)
    try:
        try:
            free = calls.free(path.parent)
            if free < size + SPARE:
                raise sentences.too_small(size + SPARE, free)
            written, digest = _write(_part(path), content, size, told, calls)
            told(Phase.READING, 0, written)
            back = _read_back(_part(path), written, told, calls)
        except OSError as error:
            raise sentences.not_written(path.name, error) from error
        if back != digest:
            raise sentences.differs()
        yield Part(path, written, digest, calls)
    finally:
        with contextlib.suppress(OSError):
            calls.remove(_part(path))


def leftovers(folder: Path) -> list[Path]:
    """Files that an earlier hand-over did not finish, because the drive was pulled out."""
    try:
        return sorted(one for one in folder.glob(f"*{PART}") if one.is_file())
    except OSError:
        return []


def _part(path: Path) -> Path:
    return path.with_name(path.name + PART)


def _write(
    part: Path, content: bytes | Path, size: int, told: Told, calls: Calls
) -> tuple[int, str]:
    """Write it and wait for the drive; gives bytes and digest of what was written."""
    digest, done, flushed = hashlib.sha256(), 0, 0
    told(Phase.WRITING, 0, size)
    handle = calls.create(part)
    try:
        for block in _blocks(content):
            digest.update(block)
            left = memoryview(block)
            while left:
                left = left[calls.write(handle, left) :]
            done += len(block)
            if done - flushed >= _FLUSH_EVERY:
                calls.flush(handle)
                flushed = done
            told(Phase.WRITING, done, max(size, done))
        calls.flush(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            calls.close(handle)
        raise
    calls.close(handle)
    return done, digest.hexdigest()


def _read_back(part: Path, size: int, told: Told, calls: Calls) -> str:
    digest, done = hashlib.sha256(), 0
    reader = calls.reopen(part)
    try:
        while block := reader.read():
            digest.update(block)
            done += len(block)
            told(Phase.READING, done, max(size, done))
    finally:
        reader.close()
    return digest.hexdigest()


def _size(content: bytes | Path) -> int:
    if isinstance(content, bytes):
        return len(content)
    with _source(content):
        return content.stat().st_size


def _blocks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), _BLOCK):
            yield content[start : start + _BLOCK]
        return
    with _source(content):
        file = content.open("rb")
    with file:
        while True:
            with _source(content):
                block = file.read(_BLOCK)
            if not block:
                return
            yield block


@contextlib.contextmanager
def _source(path: Path) -> Iterator[None]:
    """Errors of the file that is copied are not the drive's."""
    try:
        yield
    except OSError as error:
        raise Trouble(f"读不了要写出的文件 {path.name}，请检查它还在不在") from error
