"""Whether a store may live at a place: not on what is pulled out, not behind a network."""

import sys
from pathlib import Path

from db.store.trouble import Trouble
from desktop.exchange.drives import finding, linux, windows

_PULLED_OUT = "那里是可以拔走的U盘或移动硬盘：写到一半被拔走，仓库会损坏；U盘丢了，仓库也丢了"
_NETWORK = "那里是网络上的共享文件夹：网络断开时仓库会损坏，资料也离开了这台电脑"


def unfit_place(store: Path) -> str:
    """Why a store should not lie at this path, in a sentence; empty where it may lie.

    SQLite's write-ahead log needs shared memory and honest locks, which network file systems do
    not give (sqlite.org/wal.html); a backup, not the store, is what belongs on a stick.
    """
    place = _standing(store)
    if sys.platform == "win32":
        network = windows.on_network(windows.Kernel(), str(place))
    else:
        network = linux.on_network(place)
    if network:
        return _NETWORK
    roots = [drive.root for drive in finding.drives()]
    return _PULLED_OUT if any(place.is_relative_to(root) for root in roots) else ""


def refuse_unfit(store: Path, act: str, *, anywhere: bool) -> None:
    """Stop before a store is made, opened or restored where it should not lie.

    Args:
        store: the store's path.
        act: what was about to be done: 建仓库.
        anywhere: people insist.

    Raises:
        Trouble: with the reason.
    """
    reason = "" if anywhere else unfit_place(store)
    if reason:
        word = f"不在 {store} {act}：{reason}。一定要用，加 --anywhere"
        raise Trouble(word, wrong_input=True)


def _standing(path: Path) -> Path:
    """The path with links followed, or the nearest folder above it that is there."""
    for folder in (path, *path.parents):
        if folder.exists():
            return folder.resolve()
    return path.absolute()
