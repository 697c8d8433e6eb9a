"""Pages of PDFs, photos and scans as pictures; PDFs by pypdfium2, as QtPdf draws no stamps."""

from PySide6.QtGui import QImage

from desktop.documents import pdf_look

SCREEN, PRINTER = 110, 300
"""Dots per inch."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_PHOTO = 150
"""Dots per inch that a photo's own size is taken for."""


def page_count(content: bytes) -> int:
    """How many pages the PDF or picture has.

    Raises:
        Trouble: it is none that can be shown.
    """
    return len(page_sizes(content))


def page_sizes(content: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points (1/72 inch), as it is turned.

    Raises:
        Trouble: it is no PDF or picture that can be shown.
    """
    if _is_picture(content):
        from desktop.documents import photos

        unit = 72 / _PHOTO
        return [(width * unit, height * unit) for width, height in photos.sizes(content)]
    with pdf_look.opened(content) as document:
        return [document.get_page_size(page) for page in range(len(document))]


def page_image(content: bytes, page: int, dpi: float = SCREEN) -> QImage:
    """One page as an opaque picture, form fields and stamps included.

    Args:
        content: the file.
        page: from 0.
        dpi: dots per inch; the picture's own size is set by it. A photo is never made larger than
            it is.

    Raises:
        Trouble: the page cannot be drawn.
    """
    image = _photo(content, page, dpi) if _is_picture(content) else _pdf_page(content, page, dpi)
    dots = round(dpi / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def _is_picture(content: bytes) -> bool:
    return content.startswith(_PICTURES) and b"%PDF-" not in content[:1024]


def _pdf_page(pdf: bytes, page: int, dpi: float) -> QImage:
    with pdf_look.opened(pdf) as document:
        document.init_forms()  # before the page, or the stamps are missing
        found = document[page]
        bitmap = found.render(scale=dpi / 72, may_draw_forms=True, prefer_bgrx=True)
        size = (bitmap.width, bitmap.height, bitmap.stride)
        image = QImage(bitmap.buffer, *size, QImage.Format.Format_RGB32).copy()
        bitmap.close()  # here, while nobody else is in PDFium, and not whenever it is collected
        found.close()
    return image


def _photo(content: bytes, page: int, dpi: float) -> QImage:
    from desktop.documents import photos

    side = round(max(photos.sizes(content)[page]) * dpi / _PHOTO)
    width, height, raw = photos.drawn(content, page, min(max(side, 1), photos.SCREEN))
    return QImage(raw, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )
