"""Puts a new program beside the old one, tries it, lets it take the name; or goes one step back.

Until ``switch`` nothing that the old program uses is touched. ``switch`` renames the starter, which
is all that decides; on POSIX that is one atomic step. Windows lets nobody replace a running
program, only rename it: there the old starter is moved aside first, and bears its version's name
if the power goes between the two.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from db.store.blobs import in_megabytes
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import flush_folder
from desktop.exchange.updating.manifest import NAME, SIGNATURE
from desktop.exchange.updating.offer import FOLDER, damaged, opened, unreadable

if TYPE_CHECKING:
    import zipfile

    from desktop.exchange.updating.installed import Installed
    from desktop.exchange.updating.manifest import Part
    from desktop.exchange.updating.offer import Offer

PART = ".part"
_BLOCK = 2**20
_SPARE = 100 * 2**20  # bytes that stay free for the store
_PATIENCE = 600  # seconds for the new program's self-test on a slow PC


def prepare(offer: Offer, here: Installed, progress: Progress = unwatched) -> None:
    """Unpack the new program beside the old one, prove every byte, and let it test itself.

    Raises:
        Trouble: no room, torn, altered, or the new program does not work on this machine. The old
            one is untouched, and what was begun is removed.
        Cancelled: through ``progress``; the same.
    """
    _tidy(here)
    need, free = offer.manifest.size + _SPARE, shutil.disk_usage(here.folder).free
    if free < need:
        raise Trouble(f"磁盘空间不够：更新需要 {in_megabytes(need)}，只剩 {in_megabytes(free)}")
    whole = False
    try:
        _unpack(offer, here, progress)
        _try_out(here.kept(offer.version))
        whole = True
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Trouble(f"更新没有装成（{reason}），原来的程序没有动") from error
    finally:
        if not whole:
            _remove(here, offer.version)


def switch(here: Installed, version: str, *, atomic: bool = os.name == "posix") -> None:
    """Let a version that lies beside take the starter's name; the one that had it stays beside.

    Call it last: the running program reads its modules from its starter.

    Raises:
        Trouble: the system refuses; the old program starts as before.
    """
    new, old = here.kept(version), here.kept(here.version)
    try:
        old.unlink(missing_ok=True)
        if atomic:
            _same(here.starter, old)
            new.replace(here.starter)
        else:
            here.starter.rename(old)
            try:
                new.rename(here.starter)
            except OSError:
                old.rename(here.starter)
                raise
        flush_folder(here.folder)
    except OSError as error:
        raise Trouble(f"换不上新程序（{error.strerror}），仍用原来的程序") from error


def back(here: Installed) -> str:
    """Go back to the version before; gives it.

    Raises:
        Trouble: there is none.
    """
    version = here.older()
    if not version:
        raise Trouble("没有保留的上一版，退不回去")
    switch(here, version)
    return version


def _same(source: Path, target: Path) -> None:
    """The file under a second name; FAT has no hard links."""
    try:
        target.hardlink_to(source)
    except OSError:
        part = target.with_name(target.name + PART)
        shutil.copy2(source, part)
        _flush(part)
        part.replace(target)


def _unpack(offer: Offer, here: Installed, progress: Progress) -> None:
    """Everything under names that nobody starts, then under their own."""
    contents = here.contents(offer.version)
    aside = contents.with_name(contents.name + PART)
    starter = here.kept(offer.version)
    done = 0
    with opened(offer.path) as package:
        for name, part in sorted(offer.manifest.files.items()):
            top, _, rest = name.partition("/")
            if not rest and name != here.starter.name:
                continue  # what lies beside the program for people to read
            target = aside / rest if rest else starter.with_name(starter.name + PART)
            if rest and top != contents.name:
                raise damaged(offer.path)
            _write(package, f"{FOLDER}{name}", part, target)
            done += part.size
            progress(done, offer.manifest.size)
        for name in (NAME, SIGNATURE):
            (aside / name).write_bytes(package.read(f"{FOLDER}{contents.name}/{name}"))
    _flush_all(aside, starter.with_name(starter.name + PART))
    aside.rename(contents)
    starter.with_name(starter.name + PART).rename(starter)
    flush_folder(here.folder)


def _write(package: zipfile.ZipFile, name: str, part: Part, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if part.link:
        if package.read(name) != part.link.encode():
            raise damaged(Path(package.filename or name))
        target.symlink_to(part.link)
        return
    digest, size = hashlib.sha256(), 0
    with package.open(name) as source, target.open("wb") as file:
        while block := _read(source, package):
            size += len(block)
            if size > part.size:
                break
            digest.update(block)
            file.write(block)
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise damaged(Path(package.filename or name))
    if part.executable:
        target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _read(source: IO[bytes], package: zipfile.ZipFile) -> bytes:
    try:
        return source.read(_BLOCK)
    except OSError as error:  # the stick's fault, not the disk's
        raise unreadable(Path(package.filename or "")) from error


def _try_out(starter: Path) -> None:
    """Let the new program test itself, off the screen, before anybody relies on it.

    Raises:
        Trouble: it does not start or says no; quotes its last words.
    """
    surroundings = {name: word for name, word in os.environ.items() if name[:3] != "QT_"}
    surroundings.pop("LD_LIBRARY_PATH", None)  # ours, set by our own starter
    if theirs := surroundings.pop("LD_LIBRARY_PATH_ORIG", None):
        surroundings["LD_LIBRARY_PATH"] = theirs
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        tried = subprocess.run(
            [str(starter), "--self-test"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=surroundings,
            creationflags=hidden,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Trouble("新程序在这台电脑上启动不了，没有更新，仍用原来的程序") from error
    if tried.returncode:
        wrong = [line for line in tried.stdout.splitlines() if line.startswith("失败")]
        said = "；".join(wrong[:3]) or (tried.stderr.strip().splitlines() or [""])[-1]
        raise Trouble(f"新程序在这台电脑上自检没有通过，没有更新，仍用原来的程序。{said}")


def _tidy(here: Installed) -> None:
    """Remove what an earlier update left: pieces, and versions but this one and the one before."""
    before = here.older()
    for version in here.versions():
        if version not in (here.version, before):
            _remove(here, version)
    for path in here.folder.glob(f"*-*{PART}"):
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _remove(here: Installed, version: str) -> None:
    """The version and its pieces; what the system holds on to stays for the next time."""
    starter, contents = here.kept(version), here.contents(version)
    for path in (starter, starter.with_name(starter.name + PART)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for path in (contents, contents.with_name(contents.name + PART)):
        shutil.rmtree(path, ignore_errors=True)


def _flush_all(folder: Path, starter: Path) -> None:
    """Everything written reaches the disk before a name is given to it."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in (*folder.rglob("*"), starter):
        if path.is_file() and not path.is_symlink():
            _flush(path)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
