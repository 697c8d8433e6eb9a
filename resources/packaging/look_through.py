"""Looks through the frozen program: what must be in it, how large it is, which glibc it needs.

``python -m resources.packaging.look_through``; needs binutils (``objdump``) on Linux.
"""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "dist/fengqiao"
REQUIRED = (
    "resources/fonts/DocFangSong-Regular.ttf",
    "resources/icons/app-64.png",
    "resources/codes/*.toml",
    "db/store/migrations/versions/*.py",
    "docs/licences/*",
    "pyproject.toml",
    "LICENSE",
)
REQUIRED_ON_LINUX = (
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland*.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
)
_SYMBOL = re.compile(r"GLIBC_(\d+(?:\.\d+)+)")
_NEEDED = re.compile(r"^\s*NEEDED\s+(\S+)", re.MULTILINE)
_ELF = b"\x7fELF"


def contents(program: Path) -> Path:
    """The one folder of the version that was built."""
    (found,) = program.glob("program-*")
    return found


def missing(program: Path) -> list[str]:
    """What must be in the program and is not."""
    required = (*REQUIRED, *(REQUIRED_ON_LINUX if sys.platform == "linux" else ()))
    return [pattern for pattern in required if not list(contents(program).glob(pattern))]


def size(program: Path) -> int:
    """Bytes on the disk."""
    return sum(path.stat().st_size for path in files(program))


def files(program: Path) -> Iterator[Path]:
    """Every file, links to files left out."""
    return (path for path in sorted(program.rglob("*")) if path.is_file() and not path.is_symlink())


def binaries(program: Path) -> Iterator[Path]:
    """Every ELF file."""
    for path in files(program):
        with path.open("rb") as file:
            if file.read(4) == _ELF:
                yield path


def by_glibc(program: Path) -> dict[tuple[int, ...], list[str]]:
    """The newest glibc version that each file asks for, and which files ask for it."""
    found = defaultdict(list)
    for path in binaries(program):
        symbols = {numbers(version) for version in _SYMBOL.findall(_dumped("-T", path))}
        if symbols:
            found[max(symbols)].append(path.name)
    return dict(sorted(found.items(), reverse=True))


def asked_of_the_system(program: Path) -> list[str]:
    """Libraries (sonames) that files of the program name and that do not lie in it."""
    inside = {path.name for path in program.rglob("*")}
    asked = {name for path in binaries(program) for name in _NEEDED.findall(_dumped("-p", path))}
    return sorted(asked - inside)


def numbers(version: str) -> tuple[int, ...]:
    """What compares as versions do."""
    return tuple(map(int, version.split(".")))


def _dumped(option: str, path: Path) -> str:
    command = ["objdump", option, str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


def main() -> int:
    """Print it; 1 when something is missing."""
    print(f"程序大小 {size(PROGRAM) / 1e6:.0f} MB，{sum(1 for _ in files(PROGRAM))} 个文件")
    if sys.platform == "linux":
        newest = list(by_glibc(PROGRAM).items())
        for version, names in newest[:3]:
            shown = "、".join(names[:6]) + (f" 等 {len(names)} 个" if len(names) > 6 else "")
            print(f"需要 glibc {'.'.join(map(str, version))}：{shown}")
    lacking = missing(PROGRAM)
    for pattern in lacking:
        print(f"缺少 {pattern}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
