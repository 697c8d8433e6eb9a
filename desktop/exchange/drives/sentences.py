"""What a drive's errors mean to the person who holds it."""

import errno

from db.store.blobs import in_megabytes
from db.store.trouble import Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, 112, 39})
_LOCKED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_TOO_LARGE = frozenset({errno.EFBIG, 223})
_BAD_NAME = frozenset({errno.EINVAL, errno.ENAMETOOLONG, errno.EILSEQ, 123})
# What Windows says, where Python's errno is too coarse: write-protected; not ready, path gone,
# I/O error, device gone; in use by another program.
_WINDOWS = {
    19: "locked",
    21: "gone",
    3: "gone",
    433: "gone",
    1117: "gone",
    1167: "gone",
    32: "used",
}

KEPT = "U盘上原来的文件没有动"


def too_small(needed: int, free: int) -> Trouble:
    """There is no room for it."""
    return Trouble(
        f"U盘空间不够：需要 {in_megabytes(needed)}，只剩 {in_megabytes(free)}；"
        "请删去不要的文件，或换一个U盘",
        wrong_input=True,
    )


def too_large(size: int, most: int) -> Trouble:
    """FAT cannot hold a file of that size, whatever the room."""
    return Trouble(
        f"文件有 {in_megabytes(size)}，FAT32 格式的U盘放不下 {in_megabytes(most)} 以上的单个文件；"
        "请换一个 exFAT 或 NTFS 格式的U盘",
        wrong_input=True,
    )


def differs() -> Trouble:
    """What was read back is not what was written."""
    return Trouble(f"从U盘读回的内容和写入的不一样：这个U盘已不可靠，请换一个U盘；{KEPT}")


def not_written(name: str, error: OSError) -> Trouble:
    """Writing ``name`` failed before the new file took its name."""
    return Trouble(f"“{name}”没有写成：{_reason(error)}；{KEPT}")


def not_settled(name: str, error: OSError) -> Trouble:
    """The new file has its name, and then the drive no longer answered."""
    return Trouble(
        f"“{name}”的内容已写完并核对，但没能确认U盘记住了它：{_reason(error)}；"
        "请重新插好U盘再写一次"
    )


def _reason(error: OSError) -> str:
    windows = _WINDOWS.get(getattr(error, "winerror", None) or 0, "")
    if error.errno in _FULL:
        return "U盘满了，请删去不要的文件，或换一个U盘"
    if windows == "used":
        return "这个文件正被别的程序打开，请先关闭它"
    if windows == "locked" or (not windows and error.errno in _LOCKED):
        return "U盘是只读的，请拨开U盘侧面的锁，或换一个能写的U盘"
    if error.errno in _TOO_LARGE:
        return "文件太大，这种格式的U盘放不下"
    if not windows and error.errno in _BAD_NAME:
        return "U盘不接受这样的文件名，请换一个名称"
    return "U盘被拔出了，或者不再响应，请重新插好再写一次"
