"""PDF pages as pictures, by pypdfium2 and never by QtPdf, which draws no signature stamps."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

from db.store.trouble import Trouble

SCREEN, PRINTER = 110, 300
"""Dots per inch."""
_one = Lock()  # PDFium is not thread-safe


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has.

    Raises:
        Trouble: it is no PDF that can be shown.
    """
    return len(page_sizes(pdf))


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points (1/72 inch), as it is turned.

    Raises:
        Trouble: it is no PDF that can be shown.
    """
    with _opened(pdf) as document:
        return [document.get_page_size(page) for page in range(len(document))]


def page_image(pdf: bytes, page: int, dpi: float = SCREEN) -> QImage:
    """One page as an opaque picture, form fields and stamps included.

    Args:
        pdf: the file.
        page: from 0.
        dpi: dots per inch; the picture's own size is set by it.

    Raises:
        Trouble: the page cannot be drawn.
    """
    with _opened(pdf) as document:
        document.init_forms()  # before the page, or the stamps are missing
        found = document[page]
        bitmap = found.render(scale=dpi / 72, may_draw_forms=True, prefer_bgrx=True)
        size = (bitmap.width, bitmap.height, bitmap.stride)
        image = QImage(bitmap.buffer, *size, QImage.Format.Format_RGB32).copy()
        found.close()
    dots = round(dpi / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _one:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            raise Trouble("这个文件显示不出来，可能已损坏或不是 PDF") from error
