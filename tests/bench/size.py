"""Bench: the disk that the frozen program takes, against a bare window of the same build.

Measured of ``dist/``, which ``./run package`` fills; what is not there has no row. The bare window
is that part of the program which is Python, Qt and the system's libraries that both come with.
LibreOffice, where it is installed, is what an office would need to print a .docx instead.
"""

import shutil
import subprocess
from pathlib import Path

from resources.packaging import look_through

DIST = look_through.PROGRAM.parent
BARE = ("PySide6", "shiboken6", "python3", "lib", "base_library")


def bare(program: Path) -> int:
    """Bytes of what a bare window needs, by the names in the program's folder."""
    contents = look_through.contents(program)
    there = (path for path in contents.iterdir() if not path.is_symlink())
    parts = [path for path in there if path.name.startswith(BARE)]
    inside = sum(look_through.size(path) for path in parts if path.is_dir())
    return inside + sum(path.stat().st_size for path in parts if not path.is_dir())


def libreoffice() -> int:
    """Bytes that Debian's packages of LibreOffice say they take; 0 where there are none."""
    if not shutil.which("dpkg-query"):
        return 0
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Installed-Size}\n"]
    asked = [*command, "libreoffice*", "uno-libs*", "ure*"]
    told = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False).stdout
    lines = (line.split() for line in told.splitlines())
    return 1024 * sum(int(words[1]) for words in lines if words[0] == "installed")


def run() -> list[tuple[str, float, str]]:
    """(what, bytes of ours / bytes of the peer, note)."""
    program = look_through.PROGRAM
    if not program.exists():
        print("the frozen program is not here: no row (./run build)")
        return []
    whole = look_through.size(program)
    peers = {"its Python and Qt": bare(program), "LibreOffice Writer": libreoffice()}
    rows = [
        (f"frozen program / {name}", whole / size, f"{mega(whole)} against {mega(size)}")
        for name, size in peers.items()
        if size
    ]
    packages = [*DIST.glob("fengqiao-*.zip"), *DIST.glob("fengqiao_*.deb")]
    return rows + [
        (f"{path.suffix} / frozen program", path.stat().st_size / whole, mega(path.stat().st_size))
        for path in packages
    ]


def mega(size: int) -> str:
    """MB."""
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    for what, ratio, note in run():
        print(f"{what:40} {ratio:8.2f}  {note}")
