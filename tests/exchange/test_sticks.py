"""Real file systems on loop devices, as sticks: full, locked, pulled out in the middle, let go."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.trouble import Trouble
from desktop.exchange.drives import linux
from desktop.exchange.drives.drive import Drive
from desktop.exchange.drives.eject import BUSY, eject
from desktop.exchange.drives.put import Phase, leftovers, put

SIZE = 6 * 2**20
OLD, NEW = b"old" * 1000, os.urandom(3 * 2**20 + 777)


def did(*command: object) -> bool:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.fixture(params=["vfat", "ext2"])
def stick(request, tmp_path: Path) -> Iterator[Drive]:
    """A mounted stick; vfat is what people have, ext2 what every Linux can make."""
    make, system = f"mkfs.{request.param}", request.param
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    if shutil.which(make) is None:
        pytest.skip(f"this machine has no {make}")
    image, point = tmp_path / "image", tmp_path / "U盘"
    with image.open("wb") as file:
        file.truncate(SIZE)
    point.mkdir()
    if not did(make, image) or not did("mount", "-t", system, "-o", "loop", image, point):
        pytest.skip(f"this machine cannot mount {system} on a loop device")
    yield Drive(point, system=system, device=_device(point))
    did("umount", "-l", point)


def _device(point: Path) -> str:
    text = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    return next(mount.source for mount in linux.mounts(text) if mount.point == point)


def test_what_is_on_the_device_is_what_was_meant(stick):
    done = put(stick.root / "第1号.fqp", NEW, largest=stick.largest)
    assert eject(stick).done
    assert not any(stick.root.iterdir())  # unmounted: only the folder is left
    assert did("mount", "-o", "loop", stick.root.parent / "image", stick.root)
    assert done.path.read_bytes() == NEW
    assert [path for path in stick.root.iterdir() if path.is_file()] == [done.path]


def test_a_stick_with_too_little_room_is_refused_before_a_byte(stick):
    path = stick.root / "a.fqp"
    put(path, OLD)
    with pytest.raises(Trouble, match="空间不够"):
        put(path, bytes(SIZE))
    assert path.read_bytes() == OLD


def test_a_stick_that_fills_up_meanwhile_keeps_the_old_file(stick):
    path = stick.root / "a.fqp"
    put(path, OLD)

    def someone_else_fills_it(phase, done, _total):
        if phase is Phase.WRITING and done == 2**20:
            with pytest.raises(OSError, match="No space"):
                (stick.root / "film").write_bytes(bytes(SIZE))

    with pytest.raises(Trouble, match="满了"):
        put(path, NEW, someone_else_fills_it)
    assert path.read_bytes() == OLD
    assert leftovers(stick.root) == []


def test_a_locked_stick_says_so(stick):
    path = stick.root / "a.fqp"
    put(path, OLD)
    assert did("mount", "-o", "remount,ro", stick.root)
    with pytest.raises(Trouble, match="只读"):
        put(path, NEW)
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("phase", list(Phase))
def test_pulled_out_in_the_middle_the_old_file_stands(stick, phase):
    path = stick.root / "a.fqp"
    put(path, OLD)

    def pull(now, done, _total):
        if now is phase and done == 2**20:
            assert did("umount", "-l", stick.root)

    with pytest.raises(Trouble, match="拔出"):
        put(path, NEW, pull)
    assert did("mount", "-o", "loop", stick.root.parent / "image", stick.root)
    assert path.read_bytes() == OLD
    for left in leftovers(stick.root):  # offered to be removed the next time
        left.unlink()


def test_a_stick_in_use_is_not_let_go(stick):
    path = stick.root / "a.fqp"
    put(path, OLD)
    with path.open("rb"):
        answer = eject(stick)
        assert (answer.done, answer.sentence) == (False, BUSY)
    assert eject(stick).done
