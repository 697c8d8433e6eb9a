"""Drives are found as each system tells of them, and let go where it lets us."""

import subprocess
from pathlib import Path

import pytest

from db.store.trouble import Trouble
from desktop.exchange.drives import eject as ejecting
from desktop.exchange.drives import finding, linux, windows
from desktop.exchange.drives.drive import Drive, folder_as_drive
from desktop.exchange.drives.eject import BUSY, BY_HAND, eject
from desktop.exchange.drives.resting import unfit_place

LINES = """\
25 1 254:0 / {top}/root rw,relatime - ext4 /dev/vda rw
30 25 8:17 / {top}/stick\\040one rw,nosuid - vfat /dev/sdb1 rw,uid=1000
31 25 8:33 / {top}/locked rw,nosuid - exfat /dev/sdc1 ro
32 25 8:17 /inner {top}/bound rw - vfat /dev/sdb1 rw
33 25 11:0 / {top}/disc ro - iso9660 /dev/sr0 ro
34 25 8:49 / {top}/usbdisk rw - ntfs3 /dev/sdd1 rw
35 25 0:50 / {top}/share rw - cifs //server/share rw
36 25 8:1 / {top}/inside rw - ext4 /dev/sda1 rw
a line that no kernel writes
"""
DISKS = {  # number: (way through /sys, what it says of being removable)
    "254:0": ("virtio/block/vda", "0", ""),
    "8:17": ("pci/usb1/host6/block/sdb", "1", "sdb1"),
    "8:33": ("pci/host7/block/sdc", "1", "sdc1"),
    "8:49": ("pci/usb2/host8/block/sdd", "0", "sdd1"),
    "8:1": ("pci/ata1/block/sda", "0", "sda1"),
}


@pytest.fixture
def machine(tmp_path: Path) -> linux.Places:
    """A /proc, /sys and /dev as a desktop with three sticks has them."""
    mounts, sys, disk = tmp_path / "mountinfo", tmp_path / "sys", tmp_path / "disk"
    mounts.write_text(LINES.format(top=tmp_path), encoding="utf-8")
    for name in ("root", "stick one", "locked", "bound", "disc", "usbdisk", "share", "inside"):
        (tmp_path / name).mkdir()
    (sys / "dev" / "block").mkdir(parents=True)
    for number, (way, removable, part) in DISKS.items():
        block = sys / "devices" / way
        (block / part).mkdir(parents=True)
        (block / "removable").write_text(f"{removable}\n")
        (sys / "dev" / "block" / number).symlink_to(block / part)
    for by, name, device in (
        ("by-label", r"U\xe7\x9b\x98\x20A", "sdb1"),
        ("by-label", "备用", "sdc1"),
        ("by-uuid", "1A2B-3C4D", "sdb1"),
    ):
        (disk / by).mkdir(parents=True, exist_ok=True)
        (disk / by / name).symlink_to(f"../../{device}")
    return linux.Places(mounts, sys, disk)


def test_linux_tells_the_removable_ones_each_once(machine, tmp_path):
    found = {drive.device: drive for drive in linux.drives(machine)}
    assert sorted(found) == ["/dev/sdb1", "/dev/sdc1", "/dev/sdd1"]
    stick = found["/dev/sdb1"]
    assert (stick.root, stick.label, stick.serial) == (tmp_path / "stick one", "U盘 A", "1A2B-3C4D")
    assert stick.kind == "FAT32"
    assert stick.size >= stick.free > 0
    assert not stick.read_only
    assert found["/dev/sdc1"].read_only
    assert found["/dev/sdc1"].name == "备用"
    assert found["/dev/sdd1"].name == "usbdisk"  # a USB disk says it is not removable


def test_what_was_pulled_out_between_two_looks_is_left_out(machine, tmp_path):
    (tmp_path / "stick one").rmdir()
    assert "/dev/sdb1" not in [drive.device for drive in linux.drives(machine)]


def test_the_later_mount_over_a_folder_hides_the_earlier():
    lines = "1 0 8:1 / /mnt rw - ext4 /dev/a rw\n2 0 8:2 / /mnt ro shared:1 - vfat /dev/b rw\n"
    assert [(one.source, one.read_only) for one in linux.mounts(lines)] == [("/dev/b", True)]


class Answers:
    """A PC with C: inside, E: a stick, F: an empty reader, G: a USB disk, H: a locked card."""

    volumes = {  # noqa: RUF012
        "C:\\": windows.Volume("系统", 1, "NTFS", 0),
        "E:\\": windows.Volume("U盘A", 0x1A2B3C4D, "FAT32", 0),
        "G:\\": windows.Volume("", 2, "NTFS", 0),
        "H:\\": windows.Volume("卡", 3, "exFAT", 0x00080000),
    }

    def letters(self):
        return sum(1 << (ord(letter) - 65) for letter in "ACEFGH")

    def kind(self, root):
        return 3 if root[0] in "CG" else 2

    def on_usb(self, root):
        return root[0] == "G"

    def volume(self, root):
        return self.volumes.get(root)

    def space(self, root):
        return (10, 20) if root in self.volumes else None


def test_windows_tells_the_same_of_the_same_stick():
    found = {drive.device: drive for drive in windows.drives(Answers())}
    assert sorted(found) == ["E:", "G:", "H:"]
    stick = found["E:"]
    assert (stick.label, stick.serial, stick.free, stick.size) == ("U盘A", "1A2B-3C4D", 10, 20)
    assert stick.largest == 2**32 - 1
    assert found["G:"].name == "G:"
    assert [drive.read_only for drive in found.values()] == [False, False, True]


def test_a_network_share_is_known_as_one(machine, tmp_path):
    assert linux.on_network(tmp_path / "share" / "office", machine)
    assert not linux.on_network(tmp_path / "inside", machine)
    assert not linux.on_network(tmp_path / "stick one", machine)
    calls = Answers()
    assert windows.on_network(calls, r"\\server\share\office")
    assert not windows.on_network(calls, "C:\\office")


def test_a_store_rests_on_no_stick_and_no_share(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(finding, "drives", lambda: linux.drives(machine))
    honest = linux.on_network
    monkeypatch.setattr(linux, "on_network", lambda place: honest(place, machine))
    assert "拔走" in unfit_place(tmp_path / "stick one" / "new folder" / "store.db")
    assert "网络" in unfit_place(tmp_path / "share" / "store.db")
    assert unfit_place(tmp_path / "inside" / "store.db") == ""
    (tmp_path / "inside" / "link").symlink_to(tmp_path / "usbdisk")
    assert "拔走" in unfit_place(tmp_path / "inside" / "link" / "store.db")


def test_the_watch_says_when_something_changed(monkeypatch):
    now: list[Drive] = []
    monkeypatch.setattr(finding, "drives", lambda: list(now))
    watch = finding.Watch()
    assert watch.changed()  # the first look is news, even of nothing
    assert not watch.changed()
    now.append(Drive(Path("/media/a"), free=5))
    assert watch.changed()
    now[0] = Drive(Path("/media/a"), free=4)
    assert watch.changed()
    assert not watch.changed()
    now.clear()
    assert watch.changed()


def test_this_machine_is_asked_without_an_error():
    assert all(isinstance(drive, Drive) for drive in finding.drives())


def test_a_plain_folder_is_a_target_that_is_not_ejected(tmp_path):
    drive = folder_as_drive(tmp_path)
    assert drive.free > 0
    assert drive.name == tmp_path.name
    assert not eject(drive).done
    with pytest.raises(Trouble, match="打不开文件夹"):
        folder_as_drive(tmp_path / "away")


@pytest.mark.parametrize(
    ("there", "codes", "said", "expected"),
    [
        (("udisksctl", "umount"), (0, 0), "", (True, "可以拔出了")),
        (("udisksctl", "umount"), (1, 0), "not authorized", (True, "可以拔出了")),
        (("umount",), (0,), "", (True, "可以拔出了")),
        (("umount",), (32,), "umount: target is busy.", (False, BUSY)),
        (("umount",), (32,), "must be superuser", (False, BY_HAND)),
        ((), (), "", (False, BY_HAND)),
    ],
)
def test_it_says_that_it_may_be_pulled_out_only_when_the_system_let_go(
    monkeypatch, there, codes, said, expected
):
    answers = iter(codes)

    def run(command, **_more):
        code = 0 if "power-off" in command else next(answers)
        return subprocess.CompletedProcess(command, code, b"", said.encode() if code else b"")

    monkeypatch.setattr(ejecting.shutil, "which", lambda name: name if name in there else None)
    monkeypatch.setattr(ejecting.subprocess, "run", run)
    answer = eject(Drive(Path("/media/a"), device="/dev/sdb1"))
    assert (answer.done, answer.sentence) == expected
