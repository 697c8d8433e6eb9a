"""A verified write against a plain copy with fsync: to a folder, and to a loop device by root."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.exchange.drives.put import put

SIZE = 64 * 2**20
ROUNDS = 5


def run() -> list[tuple[str, float, str]]:
    """Medians of interleaved rounds; the verified write also reads all of it back."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        source.write_bytes(os.urandom(SIZE))
        found.append(compared("64 MB to a folder, verified", source, folder))
        with mounted(folder) as stick:
            if stick:
                found.append(compared("64 MB to a loop device, verified", source, stick))
    return found


def compared(what: str, source: Path, folder: Path) -> tuple[str, float, str]:
    """The ratio, and both medians."""
    plain, verified = [], []
    for _ in range(ROUNDS):
        plain.append(timed(lambda: copied(source, folder / "plain")))
        verified.append(timed(lambda: put(folder / "verified", source)))
        for one in ("plain", "verified"):
            (folder / one).unlink()
    floor, ours = statistics.median(plain), statistics.median(verified)
    return what, ours / floor, f"{ours * 1000:.0f} ms, copy + fsync {floor * 1000:.0f} ms"


def copied(source: Path, target: Path) -> None:
    """What a file manager does, and then waits for the disk."""
    with source.open("rb") as here, target.open("wb") as there:
        shutil.copyfileobj(here, there, 2**20)
        there.flush()
        os.fsync(there.fileno())


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def mounted(folder: Path) -> Iterator[Path | None]:
    """A vfat or ext2 file system on a loop device; None where we may not."""
    image, point = folder / "image", folder / "point"
    point.mkdir()
    with image.open("wb") as file:
        file.truncate(3 * SIZE)
    for system in ("vfat", "ext2"):
        make, mount = f"mkfs.{system}", ["mount", "-t", system, "-o", "loop"]
        if shutil.which(make) and did(make, image) and did(*mount, image, point):
            try:
                yield point
            finally:
                did("umount", point)
            return
    yield None


def did(*command: object) -> bool:
    """Whether it went well."""
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0
