"""A look into a PDF by PDFium: opened one at a time, with a sentence for those that do not open."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from db.store.trouble import Trouble

PASSWORD = 4
"""PDFium's number for a missing or wrong password (FPDF_ERR_PASSWORD)."""
_one = Lock()  # PDFium is not thread-safe


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The PDF as pypdfium2's document.

    Raises:
        Trouble: it is damaged, wants a password, or is no PDF.
    """
    import pypdfium2

    with _one:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == PASSWORD:
                raise Trouble("这个 PDF 加了打开密码，请先去掉密码") from error
            raise Trouble("这个文件显示不出来，可能已损坏或不是 PDF") from error


def first_page(pdf: bytes, side: int) -> tuple[int, Any]:
    """How many pages a PDF has, and the first as a Pillow image no longer than ``side`` pixels.

    Raises:
        Trouble: it cannot be opened or drawn, or has no page.
    """
    with opened(pdf) as document:
        pages = len(document)
        if not pages:
            raise Trouble("这个 PDF 一页也没有")
        page = document[0]
        scale = side / max(*page.get_size(), 1)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()  # here, while nobody else is in PDFium, and not whenever it is collected
        page.close()
    return pages, image
