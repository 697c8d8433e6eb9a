"""A place that files are handed over by: a removable drive, or a plain folder."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from db.store.trouble import Trouble

FAT_LIMIT = 4 * 2**30 - 1
"""Bytes of the largest file that FAT can hold: its directory keeps the size in 32 bits."""

_FAT = frozenset({"vfat", "msdos", "fat", "fat16", "fat32"})
_KINDS = {"vfat": "FAT32", "msdos": "FAT", "exfat": "exFAT", "ntfs3": "NTFS", "fuseblk": "NTFS"}


@dataclass(frozen=True)
class Drive:
    """A drive as it stands now.

    Attributes:
        root: its top folder, or the plain folder itself.
        label: the name people gave it; may be empty.
        serial: of the file system, as ``1A2B-3C4D`` on FAT: Linux and Windows tell the same.
        size: bytes in all.
        free: bytes that may still be written.
        system: the file system as the operating system calls it; empty when unknown.
        read_only: nothing can be written: a lock on its side, or mounted so.
        device: what the operating system calls it, ``/dev/sdb1``; empty for a plain folder.
    """

    root: Path
    label: str = ""
    serial: str = ""
    size: int = 0
    free: int = 0
    system: str = ""
    read_only: bool = False
    device: str = ""

    @property
    def name(self) -> str:
        """How people know it: its name, else its letter or folder."""
        return self.label or (self.root.name or str(self.root)).rstrip("\\/")

    @property
    def kind(self) -> str:
        """The file system as people call it."""
        return _KINDS.get(self.system.lower(), self.system)

    @property
    def largest(self) -> int | None:
        """Bytes of the largest file it can hold, None where only the room counts."""
        return FAT_LIMIT if self.system.lower() in _FAT else None


def folder_as_drive(folder: Path) -> Drive:
    """A plain folder as a target; it has no device and nothing to eject.

    Raises:
        Trouble: it is not there.
    """
    try:
        usage = shutil.disk_usage(folder)
    except OSError as error:
        raise Trouble(f"打不开文件夹 {folder}，请检查它还在不在", wrong_input=True) from error
    writable = folder.is_dir() and os.access(folder, os.W_OK)
    return Drive(folder, "", "", usage.total, usage.free, "", read_only=not writable)
