"""What a reader finds in a PDF."""

import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    """Each page's text without white space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text_of(pdf: bytes) -> str:
    """The text of all pages without white space."""
    return "".join(pages_of(pdf))
