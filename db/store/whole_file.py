"""A file is written whole or not at all, and survives a pulled plug once written."""

import contextlib
import os
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
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise Trouble(f"写不了 {path.name}（{reason}）：请检查磁盘空间和权限") from error


def flush_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last (POSIX; Windows does so by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
