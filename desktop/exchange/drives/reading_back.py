"""Reads a file as the drive holds it: the system's cache would only repeat what we wrote."""

import contextlib
import ctypes
import errno
import mmap
import os
import sys
from pathlib import Path
from typing import Any, Protocol

BLOCK = 2**20
"""Bytes of a read; a multiple of every sector, in a buffer that begins on a page."""

_GENERIC_READ, _SHARE_READ, _OPEN_EXISTING = 0x80000000, 0x1, 3
_NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000  # FILE_FLAG_…


class Reader(Protocol):
    """An open file."""

    def read(self) -> bytes:
        """The next bytes; none at its end."""

    def close(self) -> None:
        """Let go of it."""


def reader_of(path: Path) -> Reader:
    """A reader past the cache, as far as the file system can.

    Raises:
        OSError: as the system has it.
    """
    return _Unbuffered(path) if sys.platform == "win32" else _Direct(path)


class _Direct:
    """Linux: the cached pages are dropped, then read with O_DIRECT where it is known.

    FAT, exFAT, ext and NTFS know it; a memory file system has no device to ask.
    """

    def __init__(self, path: Path) -> None:
        self._buffer = mmap.mmap(-1, BLOCK)
        self._path, self._at = path, 0
        self._handle = os.open(path, os.O_RDONLY)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._handle, 0, 0, os.POSIX_FADV_DONTNEED)
        self._direct = self._try_direct()

    def read(self) -> bytes:
        """See ``Reader``."""
        if self._direct:
            try:
                return self._next()
            except OSError as error:
                if error.errno != errno.EINVAL:  # it takes the flag but not our blocks
                    raise
                self._direct = False
                handle = os.open(self._path, os.O_RDONLY)
                os.close(self._handle)
                self._handle = handle
        return self._next()

    def close(self) -> None:
        """See ``Reader``."""
        os.close(self._handle)
        self._buffer.close()

    def _next(self) -> bytes:
        got = os.preadv(self._handle, [self._buffer], self._at)
        self._at += got
        return self._buffer[:got]

    def _try_direct(self) -> bool:
        direct = getattr(os, "O_DIRECT", 0)
        if not direct:
            return False
        with contextlib.suppress(OSError):
            handle = os.open(self._path, os.O_RDONLY | direct)
            os.close(self._handle)
            self._handle = handle
            return True
        return False


class _Unbuffered:
    """Windows: FILE_FLAG_NO_BUFFERING, which wants whole sectors into an aligned buffer."""

    def __init__(self, path: Path) -> None:
        self._dll: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        self._dll.CreateFileW.restype = ctypes.c_void_p
        self._buffer = mmap.mmap(-1, BLOCK)
        handle = self._dll.CreateFileW(
            ctypes.c_wchar_p(str(path)), _GENERIC_READ, _SHARE_READ, None, _OPEN_EXISTING,
            _NO_BUFFERING | _SEQUENTIAL, None,
        )  # fmt: skip
        if handle in (None, ctypes.c_void_p(-1).value):
            raise _windows_error()
        self._handle = ctypes.c_void_p(handle)

    def read(self) -> bytes:
        """See ``Reader``."""
        got = ctypes.c_uint32()
        view = (ctypes.c_char * BLOCK).from_buffer(self._buffer)
        try:
            if not self._dll.ReadFile(self._handle, view, BLOCK, ctypes.byref(got), None):
                raise _windows_error()
        finally:
            del view  # else the buffer cannot be closed
        return self._buffer[: got.value]

    def close(self) -> None:
        """See ``Reader``."""
        self._dll.CloseHandle(self._handle)
        self._buffer.close()


def _windows_error() -> OSError:
    number = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    error: OSError = ctypes.WinError(number)  # type: ignore[attr-defined,unused-ignore]
    return error
