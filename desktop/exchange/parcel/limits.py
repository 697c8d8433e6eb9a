"""How large a parcel may be, and what files in it may be called.

A parcel is signed, sealed and opened in memory, which takes about four times its size.
"""

import re
import unicodedata

from db.store.trouble import Trouble

MB = 2**20
LARGEST_PARCEL = 256 * MB
"""Bytes of the file on the stick; about 1 GB of memory while it is made or opened."""
LARGEST_CONTENTS = 512 * MB
"""Bytes of all files in it, unpacked."""
LARGEST_JSON = 64 * MB
"""Bytes of one JSON file, which is parsed as a whole."""
MOST_FILES = 2000
HIGHEST_RATIO = 200
"""Unpacked size over packed size; JSON of figures reaches about 30."""
_LONGEST_NAME = 180
_DEEPEST = 4
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = set('\\:*?"<>|')


def refuse_bad_name(name: str) -> None:
    """Stop when a file of that name must not be written anywhere, on Windows or elsewhere.

    Raises:
        Trouble: it leads out of its folder, is no plain text, or Windows cannot keep it.
    """
    parts = name.split("/")
    plain = (
        0 < len(name) <= _LONGEST_NAME
        and len(parts) <= _DEEPEST
        and unicodedata.normalize("NFC", name) == name
        and all(unicodedata.category(letter)[0] not in "CZ" or letter == " " for letter in name)
        and not _FORBIDDEN & set(name)
        and all(_is_plain(part) for part in parts)
    )
    if not plain:
        raise Trouble(f"报送包里有不该有的文件名“{printable(name)}”，整个报送包都没有采用。")


def _is_plain(part: str) -> bool:
    return part not in ("", ".", "..") and part == part.strip(" .") and not _DEVICES.fullmatch(part)


def folded(name: str) -> str:
    """The name as a file system sees it that knows no capitals."""
    return unicodedata.normalize("NFKC", name).casefold()


def printable(text: str) -> str:
    """Untrusted text as it may be shown: short, nothing unseen in it."""
    return "".join(letter if letter.isprintable() else "□" for letter in text[:60])


def refuse_too_large(size: int) -> None:
    """Stop before a file of that many bytes is read.

    Raises:
        Trouble: with the limit.
    """
    if size > LARGEST_PARCEL:
        raise Trouble(
            f"报送包有 {size // MB} MB，超过 {LARGEST_PARCEL // MB} MB 的上限："
            "请去掉附件，或分成几个包。",
            wrong_input=True,
        )
