"""A file is written whole or not at all, and survives a pulled plug once written."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from db.store.trouble import Trouble

_IN_NAMES = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


def file_name(text: str) -> str:
    """The text as a file's name that Windows takes, too: its forbidden marks made full-width."""
    return text.translate(_IN_NAMES).strip(" .")


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, then take the name.

    Raises:
        Trouble: the disk is full, read-only or gone; what stood there before still stands.
    """
    with beside(path) as part:
        part.write_bytes(data)
        take_name(part, path)


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Where to write what shall take the name ``path``; whatever did not take it goes.

    Raises:
        Trouble: the disk is full, read-only or gone.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def take_name(part: Path, path: Path) -> None:
    """Flush the finished file to the disk and give it its name, in place of what bore it.

    Raises:
        Trouble: the disk refuses, or (Windows) another program has the old file open.
    """
    try:
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(path)
        settle(path.parent)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> Trouble:
    if not path.parent.is_dir():
        return Trouble(f"没有文件夹 {path.parent}，请先建好它", wrong_input=True)
    reason = error.strerror or type(error).__name__
    return Trouble(f"写不了 {path.name}（{reason}）：请检查磁盘空间和权限，文件是否正被打开")


def settle(folder: Path) -> None:
    """Make a rename in ``folder`` last where the disk can do that.

    A refusal is not told: the file stands there whole by its new name, and who heard that it was
    not written would look for the old one. Some file systems flush no folders at all.
    """
    with contextlib.suppress(OSError):
        flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last (POSIX; Windows does so by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
