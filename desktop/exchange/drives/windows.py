"""Removable drives as Windows tells of them, through a handful of calls to kernel32."""

import ctypes
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple, Protocol

from desktop.exchange.drives.drive import Drive

_REMOVABLE, _FIXED, _REMOTE = 2, 3, 4  # GetDriveType: DRIVE_…
_READ_ONLY_VOLUME = 0x00080000  # FILE_READ_ONLY_VOLUME
_QUIET = 0x0001 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOOPENFILEERRORBOX: no box “no disk in E:”
_BUS_USB = 7  # STORAGE_BUS_TYPE BusTypeUsb
_QUERY_PROPERTY = 0x002D1400  # IOCTL_STORAGE_QUERY_PROPERTY
_GENERIC_READ, _GENERIC_WRITE = 0x80000000, 0x40000000
_SHARE_ALL, _OPEN_EXISTING = 0x7, 3
_LOCK, _DISMOUNT = 0x00090018, 0x00090020  # FSCTL_LOCK_VOLUME, FSCTL_DISMOUNT_VOLUME
_ALLOW_REMOVAL, _EJECT = 0x002D4804, 0x002D4808  # IOCTL_STORAGE_MEDIA_REMOVAL, …_EJECT_MEDIA


class Volume(NamedTuple):
    """What GetVolumeInformation says."""

    label: str
    serial: int
    system: str
    flags: int


class Calls(Protocol):
    """The calls that are asked; tests answer in the system's place."""

    def letters(self) -> int:
        """GetLogicalDrives: bit 0 is A."""

    def kind(self, root: str) -> int:
        """GetDriveType."""

    def on_usb(self, root: str) -> bool:
        """Whether the volume's bus is USB: an external hard disk says it is fixed."""

    def volume(self, root: str) -> Volume | None:
        """GetVolumeInformation; None for a reader without a card."""

    def space(self, root: str) -> tuple[int, int] | None:
        """GetDiskFreeSpaceEx: bytes free for us, and in all."""


def drives(calls: Calls) -> list[Drive]:
    """The removable drives with something in them."""
    found = []
    mask = calls.letters()
    for number in range(2, 26):  # A and B were floppies; asking them makes them rattle
        root = f"{chr(65 + number)}:\\"
        if not mask >> number & 1 or not _removable(calls, root):
            continue
        volume, space = calls.volume(root), calls.space(root)
        if volume is None or space is None:
            continue
        found.append(
            Drive(
                Path(root),
                volume.label,
                f"{volume.serial >> 16:04X}-{volume.serial & 0xFFFF:04X}",
                space[1],
                space[0],
                volume.system,
                read_only=bool(volume.flags & _READ_ONLY_VOLUME),
                device=root[:2],
            )
        )
    return found


def on_network(calls: Calls, place: str) -> bool:
    r"""Whether a path is another computer's: ``\\server\share``, or a letter for one."""
    root = PureWindowsPath(place).drive
    return root.startswith("\\\\") or calls.kind(f"{root}\\") == _REMOTE


def _removable(calls: Calls, root: str) -> bool:
    kind = calls.kind(root)
    return kind == _REMOVABLE or (kind == _FIXED and calls.on_usb(root))


class Kernel:
    """The real calls; only on Windows."""

    def __init__(self) -> None:
        self._dll: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        self._dll.CreateFileW.restype = ctypes.c_void_p
        self._dll.SetErrorMode(_QUIET)

    def letters(self) -> int:
        """See ``Calls``."""
        return int(self._dll.GetLogicalDrives())

    def kind(self, root: str) -> int:
        """See ``Calls``."""
        return int(self._dll.GetDriveTypeW(ctypes.c_wchar_p(root)))

    def on_usb(self, root: str) -> bool:
        """See ``Calls``."""
        volume = self._opened(root[:2], 0)
        if volume is None:
            return False
        query, answer = ctypes.create_string_buffer(12), ctypes.create_string_buffer(1024)
        try:
            if not self._control(volume, _QUERY_PROPERTY, query, answer):
                return False
            # STORAGE_DEVICE_DESCRIPTOR: the bus stands after 7 words of 4 bytes
            return int.from_bytes(answer.raw[28:32], "little") == _BUS_USB
        finally:
            self._dll.CloseHandle(volume)

    def volume(self, root: str) -> Volume | None:
        """See ``Calls``."""
        label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        serial, longest, flags = ctypes.c_uint32(), ctypes.c_uint32(), ctypes.c_uint32()
        if not self._dll.GetVolumeInformationW(
            ctypes.c_wchar_p(root), label, 261, ctypes.byref(serial), ctypes.byref(longest),
            ctypes.byref(flags), system, 261,
        ):  # fmt: skip
            return None
        return Volume(label.value, serial.value, system.value, flags.value)

    def space(self, root: str) -> tuple[int, int] | None:
        """See ``Calls``."""
        free, total = ctypes.c_uint64(), ctypes.c_uint64()
        asked = self._dll.GetDiskFreeSpaceExW(
            ctypes.c_wchar_p(root), ctypes.byref(free), ctypes.byref(total), None
        )
        return (free.value, total.value) if asked else None

    def eject(self, device: str) -> bool:
        """Lock, dismount and eject ``E:``; False where another program still uses it."""
        volume = self._opened(device, _GENERIC_READ | _GENERIC_WRITE)
        if volume is None:
            return False
        allow = ctypes.create_string_buffer(1)  # PREVENT_MEDIA_REMOVAL: false
        try:
            if not self._control(volume, _LOCK) or not self._control(volume, _DISMOUNT):
                return False
            self._control(volume, _ALLOW_REMOVAL, allow)
            self._control(volume, _EJECT)  # a stick stays in its hole; dismounted it is safe
            return True
        finally:
            self._dll.CloseHandle(volume)

    def _opened(self, device: str, access: int) -> Any:
        handle = self._dll.CreateFileW(
            ctypes.c_wchar_p(f"\\\\.\\{device}"), access, _SHARE_ALL, None, _OPEN_EXISTING, 0, None
        )
        if handle in (None, ctypes.c_void_p(-1).value):
            return None
        return ctypes.c_void_p(handle)

    def _control(self, volume: Any, code: int, given: Any = None, answer: Any = None) -> bool:
        got = ctypes.c_uint32()
        return bool(
            self._dll.DeviceIoControl(
                volume, code, given, ctypes.sizeof(given) if given is not None else 0,
                answer, ctypes.sizeof(answer) if answer is not None else 0,
                ctypes.byref(got), None,
            )
        )  # fmt: skip
