"""Synthetic photos, scans and damaged files for tests."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

PLACE = b"26,8.1234N"  # an XMP packet holds the place as text
COMMENT = b"taken by nobody"


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture whose left half is red and right half blue; no two sizes give the same bytes."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste((200, 0, 0), (0, 0, width // 2, height))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def located(turned: int = 1) -> bytes:
    """A telephone's photo: place, time and device in EXIF and XMP, a comment, a film behind it."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8769)[0x9003] = datetime(2024, 3, 15, 9, 30).strftime("%Y:%m:%d %H:%M:%S")
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 8.0, 7.4), 3: "E", 4: (105.0, 46.0, 12.0)})
    packet = b"<x:xmpmeta><exif:GPSLatitude>" + PLACE + b"</exif:GPSLatitude></x:xmpmeta>"
    return photo(exif=exif, xmp=packet, comment=COMMENT) + b"ftypmp42 film with " + PLACE


def pdf(pages: int = 3) -> bytes:
    """A PDF of empty pages."""
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        made.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that wants a password before it is read."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(1))) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """A ZIP with empty files of these names: what an Office file is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return out.getvalue()


def ole(stream: str) -> bytes:
    """The head of an old Office file, with one stream's name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le") + bytes(64)


def bomb() -> bytes:
    """A small PNG that says it is 60,000 × 60,000."""
    made = photo(8, 8, "PNG")
    head = made[12:16] + (60_000).to_bytes(4, "big") * 2 + made[24:29]
    import zlib

    return made[:12] + head + zlib.crc32(head).to_bytes(4, "big") + made[33:]
