"""Where this program lies, and whether it may be replaced from there.

The starter ``fengqiao`` knows the folder of its own version, ``program-<version>``. So which
starter bears the name decides which program runs, and one kept beside it (``fengqiao-<version>``)
runs too.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from db.store.program import OURS, version_of
from db.store.trouble import Trouble
from desktop.exchange.updating.manifest import VERSION, order

BY_PACKAGE = "installed-by-package"
"""A file of this name in the program's folder says that a package manager put it there."""


@dataclass(frozen=True)
class Installed:
    """A program's folder. ``ending`` is .exe on Windows."""

    folder: Path
    version: str
    ending: str = ""

    @property
    def starter(self) -> Path:
        """What people start."""
        return self.folder / f"{OURS}{self.ending}"

    def kept(self, version: str) -> Path:
        """The starter of another version, beside it."""
        return self.folder / f"{OURS}-{version}{self.ending}"

    def contents(self, version: str) -> Path:
        """The folder that a version's starter takes everything from."""
        return self.folder / f"program-{version}"

    def versions(self) -> list[str]:
        """The versions whose contents lie here, the oldest first."""
        names = (path.name.removeprefix("program-") for path in self.folder.glob("program-*"))
        return sorted(filter(VERSION.fullmatch, names), key=order)

    def older(self) -> str:
        """The newest older version that is still there; empty when there is none."""
        there = (version for version in self.versions() if self.kept(version).is_file())
        return max((v for v in there if order(v) < order(self.version)), key=order, default="")


def installed() -> Installed:
    """The program that is running, if it can be replaced.

    Raises:
        Trouble: it runs from source, was put there by a package manager, or may not be changed.
    """
    if not getattr(sys, "frozen", False):
        raise Trouble("这是从源代码运行的枫桥，请用 git 更新；从U盘更新只用于装好的程序")
    path = Path(sys.executable).resolve()
    found = Installed(path.parent, version_of(OURS), path.suffix if os.name == "nt" else "")
    if (found.folder / BY_PACKAGE).exists():
        raise Trouble("这台电脑上的枫桥是用软件包（.deb）安装的：请用新的软件包更新，见安装说明")
    if path != found.starter:
        raise Trouble(f"现在运行的是保留的旧程序 {path.name}；请启动 {found.starter.name} 再更新")
    if not os.access(found.folder, os.W_OK):
        raise Trouble(f"没有权限改动程序文件夹 {found.folder}，请让有权限的人来更新")
    return found
