"""A package file: opened, and refused unless it is whole, signed, newer, and for this system."""

from __future__ import annotations

import lzma
import platform
import re
import struct
import sys
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store.trouble import Trouble
from desktop.exchange.updating.manifest import (
    NAME,
    SIGNATURE,
    Manifest,
    is_signed,
    order,
    publishers,
    read_manifest,
    this_system,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from desktop.exchange.updating.installed import Installed

FOLDER = "fengqiao/"
_MANIFEST = re.compile(rf"{FOLDER}program-([\d.]+)/{re.escape(NAME)}")
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,  # "encrypted", says a flipped bit
    ValueError,  # a name that is no text
    LookupError,
)
"""What zipfile raises for damaged files, beside OSError."""
_LARGEST = 8 * 2**20  # bytes of a manifest; ours has 0.5 MB
_SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}


@dataclass(frozen=True)
class Offer:
    """A package whose signature is good and which is newer than what is installed."""

    path: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """Of the program in it."""
        return self.manifest.version


def judge(path: Path, here: Installed, trusted: Sequence[Ed25519PublicKey] | None = None) -> Offer:
    """Read a package's manifest and decide whether it may be installed here.

    Args:
        path: the zip.
        here: what is installed.
        trusted: whose signature counts; the keys that came with this program when left out.

    Raises:
        Trouble: it is no package, damaged, unsigned, signed by somebody else, not newer, or made
            for another system. Nothing was unpacked.
    """
    trusted = publishers() if trusted is None else trusted
    if not trusted:
        raise Trouble("这个枫桥没有内置发布者的公钥，不能从U盘更新；请重新安装新版本")
    with opened(path) as package:
        try:
            folder, text, signature = _told(package, path)
        except OSError as error:
            raise unreadable(path) from error
        names = {entry.removeprefix(FOLDER) for entry in package.namelist()}
    if not is_signed(text, signature, trusted):
        raise Trouble(f"{path.name} 没有发布者的有效签名，可能被改动过或来路不明，不能安装")
    try:
        manifest = read_manifest(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(path) from error
    inside = {f"{folder}{NAME}", f"{folder}{SIGNATURE}"}
    if folder != f"program-{manifest.version}/" or names != set(manifest.files) | inside:
        raise damaged(path)
    _fits(manifest, here)
    return Offer(path, manifest)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package as a zip.

    Raises:
        Trouble: it cannot be read, or is no zip.
    """
    try:
        package = zipfile.ZipFile(path)
    except OSError as error:
        raise unreadable(path) from error
    except _TORN as error:
        raise damaged(path) from error
    with package:
        try:
            yield package
        except _TORN as error:
            raise damaged(path) from error


def unreadable(path: Path) -> Trouble:
    """The stick does not answer."""
    return Trouble(f"读不了 {path.name}：请检查U盘是否插好", wrong_input=True)


def damaged(path: Path) -> Trouble:
    """It is torn, altered or something else."""
    return Trouble(
        f"{path.name} 不是枫桥的更新包，或者没有拷完整：请重新拷贝后再试", wrong_input=True
    )


def _told(package: zipfile.ZipFile, path: Path) -> tuple[str, bytes, bytes]:
    """The folder of the version, its manifest and the signature (empty when there is none)."""
    found = [entry for entry in package.infolist() if _MANIFEST.fullmatch(entry.filename)]
    if len(found) != 1 or found[0].file_size > _LARGEST:
        raise damaged(path)
    folder = found[0].filename.removeprefix(FOLDER).removesuffix(NAME)
    beside = f"{FOLDER}{folder}{SIGNATURE}"
    signed = beside in package.namelist() and package.getinfo(beside).file_size < 1000
    return folder, package.read(found[0]), package.read(beside) if signed else b""


def _fits(manifest: Manifest, here: Installed) -> None:
    if manifest.system != this_system():
        words = manifest.system.partition("-")
        system = f"{_SYSTEMS.get(words[0], words[0])}（{words[2]}）"
        raise Trouble(f"这个更新包是给 {system} 用的，不能装在这台电脑上", wrong_input=True)
    if order(manifest.version) <= order(here.version):
        back = "；要退回上一版，用“退回上一版”" if here.older() else ""
        raise Trouble(
            f"更新包是 {manifest.version} 版，装着的已是 {here.version} 版，不用更新{back}",
            wrong_input=True,
        )
    own = platform.libc_ver()[1] if sys.platform == "linux" else ""
    if manifest.glibc and own and order(manifest.glibc) > order(own):
        raise Trouble(
            f"这个更新包需要 glibc {manifest.glibc}，这台电脑是 {own}：请向发布者要旧系统用的更新包"
        )
