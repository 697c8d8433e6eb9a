"""Scans as pages of a dossier: pictures and PDFs from anywhere, each page on A4, fit to be kept.

A PDF that can be made PDF/A-2b gives its pages as they are; of any other (fonts not embedded,
scripts, forms) each page is drawn as a picture, which looks the same, carries nothing hidden and
can be kept for decades; what is lost is that its text can be searched. Signatures inside it do not
survive either way: the attachment itself stays in the store as it came.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.documents import photos
from desktop.documents.dossier.binding import laid_over
from desktop.documents.page import MM, Document, Sheet
from desktop.documents.pdf_look import opened
from desktop.documents.pdfa import archival

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from db.store.attachments import Attachment

SHEET = Sheet(210 * MM, 297 * MM, 16 * MM, 8 * MM, 17 * MM, 10 * MM)
"""Room at the left for the binding, at the top for the page's number."""
_DOTS = 200  # an inch, of a PDF's page that is drawn
_MOST = 500  # pages of one PDF
PDF = "application/pdf"


def is_recording(scan: Attachment) -> bool:
    """Whether it can be heard or watched only."""
    return scan.media_type.startswith(("audio/", "video/"))


def pages_of(scan: Attachment, content: bytes, made: date) -> bytes:
    """A scan as PDF pages of A4.

    Args:
        scan: a picture or PDF.
        content: what it holds.
        made: the day the file says it was made.

    Raises:
        Trouble: it is damaged, locked, or neither; the sentence names the file.
    """
    try:
        if scan.is_picture:
            return _pictures(scan.name, photos.pages_for_paper(content, SHEET.measure / MM), made)
        if scan.media_type == PDF:
            return _of_pdf(scan.name, content, made)
    except Trouble as trouble:
        raise Trouble(f"“{scan.name}”编不进卷宗：{trouble.sentence}") from trouble
    raise Trouble(
        f"“{scan.name}”编不进卷宗：它不是图片也不是 PDF，请另存为 PDF 再附，或改它的“说明”"
    )


def _of_pdf(name: str, content: bytes, made: date) -> bytes:
    import pikepdf

    with opened(content) as document:  # the sentences for what is damaged or locked
        if not 0 < len(document) <= _MOST:
            raise Trouble(f"它有 {len(document)} 页，一份 1 至 {_MOST} 页；请分成几份")
    try:
        kept = archival(content)
    except (Trouble, pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError):
        return _pictures(name, _drawn(content), made)
    return _on_a4(kept)


def _drawn(content: bytes) -> Iterator[bytes]:
    """Each page as a JPEG."""
    with opened(content) as document:
        for number in range(len(document)):
            page = document[number]
            scale = _DOTS / 72
            longest = max(*page.get_size(), 1) * scale
            bitmap = page.render(scale=scale * min(1.0, photos.SCREEN / longest))
            image = bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
            out = BytesIO()
            image.save(out, "JPEG", quality=88)
            yield out.getvalue()


def _pictures(name: str, pictures: Iterator[bytes], made: date) -> bytes:
    """A page for each picture, as large as fits."""
    paper = Document(name, sheet=SHEET, footer=None, made=made)
    for number, picture in enumerate(pictures):
        if number:
            paper.new_page()
        paper.image(picture)
    return paper.render().pdf


def _on_a4(pdf: bytes) -> bytes:
    """Pages of any size, each on A4 in its own proportions, none made larger."""
    import pikepdf

    target = BytesIO()
    frame = pikepdf.Rectangle(
        SHEET.left, SHEET.bottom, SHEET.width - SHEET.right, SHEET.height - SHEET.top
    )
    with pikepdf.open(BytesIO(pdf)) as source, pikepdf.new() as made:
        for page in source.pages:
            sheet: Any = made.add_blank_page(page_size=(SHEET.width, SHEET.height))
            laid_over(sheet, page, frame, "/Scan")
        made.save(target, deterministic_id=True)
    return target.getvalue()
