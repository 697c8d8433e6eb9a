"""The forger again: signed ranges that lie, and pages that come, go and change places."""

import re
from collections.abc import Callable

from pyhanko.pdf_utils import generic

from tests.forged.forge import Writer, raw_update, updated

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(0)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def said(pdf: bytes, change: Callable[[int, int, int, int], tuple[int, int, int, int]]) -> bytes:
    """``pdf`` with other numbers in its last signed range, nothing else moved."""
    found = list(_RANGE.finditer(pdf))[-1]
    start, length, second, rest = change(*(int(found.group(n)) for n in (1, 2, 3, 4)))
    room = found.end() - found.start()
    text = b"/ByteRange[%d %d %d %d]" % (start, length, second, rest)
    assert len(text) <= room
    return pdf[: found.start()] + text.ljust(room) + pdf[found.end() :]


def renamed(pdf: bytes, key: bytes) -> bytes:
    """The last signature without its range or its contents: the key has another last letter."""
    found = list(_RANGE.finditer(pdf))[-1].start()
    near = pdf.rindex(b"/Contents", 0, found + 4) if key == b"/Contents" else found
    at = near if pdf[near : near + len(key)] == key else pdf.index(key, found)
    return pdf[: at + len(key) - 1] + b"Q" + pdf[at + len(key) :]


def emptied(pdf: bytes) -> bytes:
    """The last signed range says null."""
    found = list(_RANGE.finditer(pdf))[-1]
    return pdf[: found.start()] + b"/ByteRange null".ljust(len(found.group())) + pdf[found.end() :]


RANGES: dict[str, Callable[[bytes], bytes]] = {
    "the two parts overlap": lambda pdf: said(pdf, lambda a, b, c, d: (a, b, b - 99, d)),
    "the second part is inside the first": lambda pdf: said(pdf, lambda a, b, c, d: (a, b, 9, d)),
    "the first part goes over the gap": lambda pdf: said(pdf, lambda a, b, c, d: (a, c + 9, c, d)),
    "the gap begins earlier": lambda pdf: said(pdf, lambda a, b, c, d: (a, b - 50, c, d)),
    "the gap ends later": lambda pdf: said(pdf, lambda a, b, c, d: (a, b, c + 20, d - 20)),
    "the range does not begin at the start": lambda pdf: said(pdf, lambda a, b, c, d: (1, b, c, d)),
    "the range ends behind the file": lambda pdf: said(pdf, lambda a, b, c, d: (a, b, c, d + 9)),
    "the two parts change places": lambda pdf: said(pdf, lambda a, b, c, d: (c, d, a, b)),
    "nothing is signed": lambda pdf: said(pdf, lambda a, b, c, d: (0, 0, 0, 0)),
    "no range": lambda pdf: renamed(pdf, b"/ByteRange"),
    "no signature in it": lambda pdf: renamed(pdf, b"/Contents"),
    "an empty range": emptied,
}


def page_added(writer: Writer) -> None:
    """A page behind the last one."""
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Page"),
            generic.pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            generic.pdf_name("/MediaBox"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (0, 0, 595, 842)]
            ),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    _recounted(writer)


def page_twice(writer: Writer) -> None:
    """The first page once more at the end."""
    kids = writer.root["/Pages"]["/Kids"]
    kids.append(kids.raw_get(0))
    _recounted(writer)


def pages_swapped(writer: Writer) -> None:
    """The last page first."""
    kids = writer.root["/Pages"]["/Kids"]
    kids.insert(0, kids.raw_get(len(kids) - 1))
    del kids[-1]
    _recounted(writer)


def _recounted(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    pages[generic.pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)


def page_turned(writer: Writer) -> None:
    """The first page cropped to its upper half, so that the sum is out of sight."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/CropBox")] = generic.ArrayObject(
        [generic.NumberObject(edge) for edge in (0, 680, 595, 842)]
    )
    writer.update_container(page)


def twice_updated(pdf: bytes) -> bytes:
    """A page added by one update and taken away by the next: the sight is the old one."""

    def taken(writer: Writer) -> None:
        del writer.root["/Pages"]["/Kids"][-1]
        _recounted(writer)

    return updated(updated(pdf, page_added), taken)


def object_unused(pdf: bytes) -> bytes:
    """An update with an object that nothing names: the next one can turn to it."""
    return raw_update(pdf, {9_999: b"<</Type/Page>>"})


PAGES: dict[str, Callable[[bytes], bytes]] = {
    "a page added": lambda pdf: updated(pdf, page_added),
    "a page twice": lambda pdf: updated(pdf, page_twice),
    "pages in another order": lambda pdf: updated(pdf, pages_swapped),
    "a page cropped": lambda pdf: updated(pdf, page_turned),
    "two updates that cancel out": twice_updated,
    "an object that nothing names": object_unused,
}
