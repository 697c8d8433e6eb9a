"""Programs of two files that can be packed, installed and started like the real one."""

import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.exchange.updating.installed import Installed
from desktop.exchange.updating.manifest import Manifest, this_system
from desktop.exchange.updating.offer import judge
from desktop.exchange.updating.replacing import prepare
from resources.packaging.package import pack

KEY = Ed25519PrivateKey.from_private_bytes(b"a publisher for tests, 32 bytes.")
TRUSTED = [KEY.public_key()]
STARTER = """#!/bin/sh
if [ "$1" = --self-test ]; then echo "失败  窗口：没有屏幕"; exit {wrong}; fi
cat "$(dirname "$0")/program-{version}/parts/word"
"""


def lay(folder: Path, version: str, *, works: bool = True) -> Installed:
    """A program in a folder, as the build leaves it."""
    parts = folder / f"program-{version}/parts"
    parts.mkdir(parents=True)
    (parts / "word").write_text(f"我是 {version}")
    (parts.parent / "library.so").symlink_to("parts/word")
    (folder / "fengqiao").write_text(STARTER.format(version=version, wrong=0 if works else 1))
    (folder / "fengqiao").chmod(0o755)
    (folder / "安装说明.md").write_text("说明")
    return Installed(folder, version)


def packed(
    folder: Path,
    version: str,
    *,
    works: bool = True,
    system: str = "",
    glibc: str = "",
    key: Ed25519PrivateKey | None = KEY,
) -> Path:
    """A package of such a program."""
    made = lay(folder / f"made-{version}", version, works=works)
    target = folder / f"fengqiao-{version}.zip"
    told = Manifest(version, system or this_system(), "2026-11-26", glibc)
    pack(made.folder, target, told, key, 1_800_000_000)
    return target


def said(starter: Path) -> str:
    """What a program says when it is started; empty when it does not start."""
    if not starter.exists():
        return ""
    return subprocess.run([starter], capture_output=True, encoding="utf-8", check=False).stdout


def state(folder: Path) -> dict[str, bytes | str]:
    """Every file with its content, every link with its target."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def prepared(package: Path, here: Installed) -> str:
    """Judge and prepare; gives the version that lies ready."""
    offer = judge(package, here, TRUSTED)
    prepare(offer, here)
    return offer.version
