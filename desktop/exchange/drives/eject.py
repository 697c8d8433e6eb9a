"""Letting go of a drive, so that it may be pulled out; honest where the system does not let us."""

import contextlib
import shutil
import subprocess
import sys
from dataclasses import dataclass

from desktop.exchange.drives import windows
from desktop.exchange.drives.drive import Drive

_PATIENCE = 60  # seconds: a slow stick still writes what other programs left
BY_HAND = "本程序不能弹出这个U盘：请在系统里安全弹出后再拔出"
BUSY = "还有程序在用这个U盘：请关闭它打开的文件和窗口，再点“弹出”"


@dataclass(frozen=True)
class Ejected:
    """Whether the drive may be pulled out, and the sentence for people."""

    done: bool
    sentence: str


def eject(drive: Drive) -> Ejected:
    """Take the drive out of the system's hands. Nothing that was written depends on it."""
    if not drive.device:
        return Ejected(done=False, sentence="目标是普通文件夹，不用弹出")
    if sys.platform == "win32":
        done = windows.Kernel().eject(drive.device)
        return Ejected(done, "可以拔出了" if done else BUSY)
    return _unmount(drive)


def _unmount(drive: Drive) -> Ejected:
    """By udisks, as the desktop does; else by umount, which only root and fstab's users may."""
    said = ""
    for command in (
        ["udisksctl", "unmount", "--no-user-interaction", "-b", drive.device],
        ["umount", str(drive.root)],
    ):
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return Ejected(done=False, sentence=BUSY)
        if done.returncode == 0:
            _power_off(drive)
            return Ejected(done=True, sentence="可以拔出了")
        said += done.stderr.decode(errors="replace").lower()
    return Ejected(done=False, sentence=BUSY if "busy" in said else BY_HAND)


def _power_off(drive: Drive) -> None:
    """A courtesy that turns off its lamp; unmounted it is safe without."""
    if shutil.which("udisksctl"):
        command = ["udisksctl", "power-off", "--no-user-interaction", "-b", drive.device]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
