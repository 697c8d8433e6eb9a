"""The outermost levels of a DER file (X.690), without copying what it carries.

asn1crypto copies the contents once for every level of nesting, which for a parcel of 50 MB took
ten times as long as encrypting it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

SEQUENCE, OCTETS, IMPLICIT, EXPLICIT = 0x30, 0x04, 0x80, 0xA0
"""Tags: a sequence, octets, and those that CMS numbers [0]."""
_LONGEST = 8


@dataclass(frozen=True)
class Element:
    """One element: its tag, the whole of it, and what is inside."""

    tag: int
    whole: memoryview
    inside: memoryview

    def parts(self) -> list["Element"]:
        """The elements inside.

        Raises:
            ValueError: no DER.
        """
        return list(_read(self.inside))


def read(data: bytes) -> Element:
    """The one element that ``data`` is.

    Raises:
        ValueError: no DER, or something follows.
    """
    (only,) = _read(memoryview(data))
    return only


def header(tag: int, size: int) -> bytes:
    """Tag and length of an element with ``size`` bytes inside."""
    if size < 0x80:
        return bytes([tag, size])
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(digits)]) + digits


def written(tag: int, *parts: bytes | memoryview) -> bytes:
    """A small element around ``parts``."""
    return b"".join((header(tag, sum(map(len, parts))), *parts))


@dataclass(frozen=True)
class Wrapping:
    """What stands before and after large contents that are wrapped level by level."""

    before: bytes
    after: bytes = b""

    def around(self, contents: bytes | memoryview) -> bytes:
        """The whole file."""
        return b"".join((self.before, contents, self.after))

    def fits(self, file: bytes, size: int) -> bool:
        """Whether ``file`` is just this around ``size`` bytes."""
        return (
            len(file) == len(self.before) + size + len(self.after)
            and file.startswith(self.before)
            and file.endswith(self.after)
        )


def wrapping(size: int, *levels: tuple[int, bytes, bytes]) -> Wrapping:
    """Elements around ``size`` bytes, the innermost first: tag, what goes before, what after."""
    before, after = b"", b""
    for tag, more_before, more_after in levels:
        before, after = more_before + before, after + more_after
        before = header(tag, len(before) + size + len(after)) + before
    return Wrapping(before, after)


def _read(data: memoryview) -> Iterator[Element]:
    place = 0
    while place < len(data):
        if place + 2 > len(data):
            raise ValueError("cut short")
        tag, size, start = data[place], data[place + 1], place + 2
        if size >= 0x80:
            digits = size & 0x7F
            if not 0 < digits <= _LONGEST:
                raise ValueError("no length")
            size = int.from_bytes(data[start : start + digits])
            start += digits
        end = start + size
        if end > len(data):
            raise ValueError("cut short")
        yield Element(tag, data[place:end], data[start:end])
        place = end
