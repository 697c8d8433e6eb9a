"""The few system calls that writing to a drive is made of; tests let each of them fail."""

import errno
import os
import shutil
from pathlib import Path

from db.store.whole_file import flush_folder
from desktop.exchange.drives.reading_back import Reader, reader_of

_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP})


class Calls:
    """Each method is one call, raises OSError as the system does, and keeps nothing back."""

    def free(self, folder: Path) -> int:
        """Bytes that may still be written there."""
        return shutil.disk_usage(folder).free

    def create(self, path: Path) -> int:
        """A new, empty file to write to; one of that name is emptied."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o644)

    def write(self, handle: int, data: memoryview) -> int:
        """How many of the bytes were taken."""
        return os.write(handle, data)

    def flush(self, handle: int) -> None:
        """Until the drive says that it has them."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Also tells of errors that came late."""
        os.close(handle)

    def reopen(self, path: Path) -> Reader:
        """The file as the drive holds it, past the system's cache."""
        return reader_of(path)

    def rename(self, old: Path, new: Path) -> None:
        """In place of what bore the name."""
        old.replace(new)

    def flush_folder(self, folder: Path) -> None:
        """Make the names in it last."""
        try:
            flush_folder(folder)
        except OSError as error:
            if error.errno not in _NO_FOLDER_FLUSH:
                raise
            os.sync()  # some network and FUSE drives flush no folders

    def size(self, path: Path) -> int:
        """Bytes, as the folder says."""
        return path.stat().st_size

    def remove(self, path: Path) -> None:
        """Gone, or never there."""
        path.unlink(missing_ok=True)


CALLS = Calls()
