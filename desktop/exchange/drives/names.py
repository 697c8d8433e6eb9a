"""File names that every stick and every system takes."""

import re
from pathlib import PurePath

from db.store.kinds.kind import legible
from db.store.whole_file import file_name

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_LONGEST = 120
"""UTF-16 units. FAT takes 255, other systems 255 bytes of UTF-8, three of them a character; with a
folder in front it must fit Windows' 260; five are for ``.part``."""
_LONGEST_BYTES = 250


def safe_name(text: str) -> str:
    """The text as a file's name for a stick; its ending is kept when it must be cut."""
    plain = file_name(legible(" ".join(text.split())).encode("utf-8", "ignore").decode())
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    ending = PurePath(plain).suffix[:16]
    stem = plain.removesuffix(ending)
    while stem and not _fits(stem + ending):
        stem = stem[:-1]
    return f"{stem.strip(' .')}{ending}".strip(" .") or "未命名"


def _fits(name: str) -> bool:
    raw = len(name.encode("utf-16-le")) // 2
    return raw <= _LONGEST and len(name.encode()) <= _LONGEST_BYTES - len(".part")
