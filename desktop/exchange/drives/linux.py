"""Removable drives as Linux tells of them: /proc/self/mountinfo, /sys and /dev/disk."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from desktop.exchange.drives.drive import Drive

_OCTAL = re.compile(r"\\([0-7]{3})")
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_MEDIA = ("/media/", "/run/media/")  # where udisks mounts what people plug in
_NETWORKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs"}
    | {"vboxsf", "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs2"}
    | {"fuse.gvfsd-fuse", "fuse.vmhgfs-fuse"}
)
_NO_TARGETS = frozenset({"iso9660", "udf", "squashfs", "erofs"})


class Mount(NamedTuple):
    """One line of mountinfo (proc_pid_mountinfo(5)), as far as it concerns us."""

    number: str
    inner: str
    point: Path
    read_only: bool
    system: str
    source: str


class Places(NamedTuple):
    """Where the kernel tells; tests make their own."""

    mounts: Path = Path("/proc/self/mountinfo")
    sys: Path = Path("/sys")
    disk: Path = Path("/dev/disk")


def drives(places: Places = Places()) -> list[Drive]:  # noqa: B008 - a constant of the system
    """The removable drives that are mounted, each once."""
    found: dict[str, Drive] = {}
    labels, serials = (_names(places.disk / by) for by in ("by-label", "by-uuid"))
    for mount in mounts(places.mounts.read_text(encoding="utf-8", errors="surrogateescape")):
        if mount.inner != "/" or mount.system in _NO_TARGETS or not _removable(mount, places.sys):
            continue
        try:
            space = os.statvfs(mount.point)
        except OSError:
            continue  # pulled out between the two looks
        device = Path(mount.source).name
        found.setdefault(
            mount.number,
            Drive(
                mount.point,
                labels.get(device, ""),
                serials.get(device, ""),
                space.f_blocks * space.f_frsize,
                space.f_bavail * space.f_frsize,
                mount.system,
                read_only=mount.read_only,
                device=mount.source,
            ),
        )
    return list(found.values())


def on_network(place: Path, places: Places = Places()) -> bool:  # noqa: B008 - as above
    """Whether the file system that holds a folder is another computer's."""
    try:
        found = mounts(places.mounts.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:  # no /proc
        return False
    around = [mount for mount in found if place.is_relative_to(mount.point)]
    nearest = max(around, key=lambda mount: len(mount.point.parts), default=None)
    return nearest is not None and nearest.system in _NETWORKS


def mounts(text: str) -> list[Mount]:
    """The lines of mountinfo; a later mount over the same folder hides the earlier one."""
    found: dict[Path, Mount] = {}
    for line in text.splitlines():
        own, _, more = line.partition(" - ")
        fields, rest = own.split(" "), more.split(" ")
        if len(fields) < 6 or len(rest) < 3:
            continue
        options = {*fields[5].split(","), *rest[2].split(",")}
        point = Path(_plain(fields[4]))
        found[point] = Mount(
            fields[2], _plain(fields[3]), point, "ro" in options, rest[0], _plain(rest[1])
        )
    return list(found.values())


def _removable(mount: Mount, sys: Path) -> bool:
    """Whether people can take it away: marked so, on USB or a card reader, or plugged in by hand.

    A USB hard disk says ``removable`` 0, so its way through /sys is asked, too.
    """
    if not mount.source.startswith("/dev/"):
        return False
    if str(mount.point).startswith(_MEDIA):
        return True
    block = (sys / "dev" / "block" / mount.number).resolve()
    way = str(block)
    if "/usb" in way or "/mmc_host/" in way:
        return mount.point != Path("/")
    for folder in (block, block.parent):  # a partition's flag is its disk's
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def _names(folder: Path) -> dict[str, str]:
    """What the links in /dev/disk/by-… call each device."""
    try:
        links = list(folder.iterdir())
    except OSError:
        return {}
    return {link.resolve().name: _unescaped(link.name) for link in links}


def _plain(text: str) -> str:
    """The kernel writes space, tab, newline and backslash as octal numbers."""
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), text)


def _unescaped(text: str) -> str:
    r"""Udev writes what is not plain as ``\x20``, byte by byte of UTF-8."""
    raw = _HEX.sub(lambda match: chr(int(match[1], 16)), text)
    if raw == text:
        return text
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError:  # whole characters beside escaped ones
        return raw
