"""PDF pages as pictures, by pypdfium2 and never by QtPdf, which draws no signature stamps."""

from PySide6.QtGui import QImage

SCREEN, PRINTER = 110, 300
"""Dots per inch."""


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, dpi: float = SCREEN) -> QImage:
    """One page as an opaque picture, form fields and stamps included.

    Args:
        pdf: the file.
        page: from 0.
        dpi: dots per inch; the picture's own size is set by it.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
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
