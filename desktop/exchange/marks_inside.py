"""Marks of state secrets inside files: the text of a PDF, a docx, xlsx, pptx or ofd, within limits.

保守国家秘密法 (2024) art. 31. Packed documents are read without a parser of XML: tags are taken out
of their text, so that nothing a file declares is ever expanded. Pictures, scans and the older doc,
xls and ppt are not searched.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from db.store.secrecy import WHAT, marked
from db.store.trouble import Trouble

_MOST_PAGES, _MOST_PARTS = 500, 2_000
_MOST_UNPACKED = 50_000_000  # bytes of XML, all parts together
_TEXTS = re.compile(r"(?:word|xl|ppt|Doc_\d+)/.*\.xml|OFD\.xml", re.IGNORECASE)
_BREAK = re.compile(r"</(?:\w+:)?(?:p|si|is|c|row|TextCode)>|<(?:\w+:)?(?:br|tab|cr)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")  # never past the next one: a file of < alone takes no longer
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError),
    *(RuntimeError, NotImplementedError),  # encrypted, or packed in a way that is not known
)


@dataclass(frozen=True)
class Inside:
    """The first mark in a file, empty for none; ``unread`` says why not all of it was searched."""

    mark: str = ""
    unread: str = ""

    def sentence(self, name: str) -> str:
        """For who attaches the file; empty where there is nothing to say."""
        if self.mark:
            return f"“{name}”里有{WHAT}“{self.mark}”：请核对，属于国家秘密的不得存在本机上，请移除"
        return f"“{name}”{self.unread}，没有查完{WHAT}，请自行核对" if self.unread else ""


def mark_inside(media_type: str, content: bytes) -> Inside:
    """Search a file that was attached; one that is broken or too large is said, never refused."""
    if media_type == "application/pdf":
        texts = _of_pdf(content)
    elif media_type.startswith(_PACKED):
        texts = _of_parts(content)
    else:
        return Inside()
    try:
        return Inside(next((mark for text in texts if (mark := marked(text))), ""))
    except _TooMuchError:
        return Inside(unread="太长")
    except (Trouble, *_BROKEN):
        return Inside(unread="的文字读不出来")


_PACKED = ("application/vnd.openxmlformats-officedocument.", "application/ofd")


class _TooMuchError(Exception):
    """More than is searched."""


def _of_pdf(content: bytes) -> Iterator[str]:
    from desktop.documents.pdf_look import opened

    with opened(content) as document:
        for number in range(len(document)):
            if number == _MOST_PAGES:
                raise _TooMuchError
            page = document[number]
            text = page.get_textpage()
            words = text.get_text_bounded()
            text.close()
            page.close()
            yield words


def _of_parts(content: bytes) -> Iterator[str]:
    room = _MOST_UNPACKED
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [one for one in archive.infolist() if _TEXTS.fullmatch(one.filename)]
        for one in parts[:_MOST_PARTS]:
            with archive.open(one) as part:
                data = part.read(room + 1)
            room -= len(data)
            if room < 0:  # whatever size the part claims to have
                raise _TooMuchError
            code = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
            text = _BREAK.sub("\n", data.decode(code, "replace"))
            yield unescape(_TAG.sub("", text))
        if len(parts) > _MOST_PARTS:
            raise _TooMuchError
