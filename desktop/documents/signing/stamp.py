"""The visible stamp of an electronic signature: quiet text in a hairline frame, never a seal."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from db.store.trouble import Trouble
from desktop.documents import fonts
from desktop.documents.signing import quiet
from desktop.documents.signing.certificate import to_the_minute

INK, QUIET, LINE = HexColor("#1E2227"), HexColor("#5F6670"), HexColor("#A9AFB6")
FACE = fonts.Face.HEI
HAIRLINE = 0.4
CLEAR = 1.0  # points to the edge: viewers clip a stamp to whole dots, and an edge with it
INSET = 6.0
LARGEST, SMALLEST = 7.0, 4.0
NAME_LINE, NAME_SCALE = 1, 1.3
LEADING = 1.45
"""Distance of baselines as a multiple of the type size."""
DESCENT = 0.15
HANG = 0.5
"""An opening bracket's left half is empty; it hangs out so that the edge looks straight."""
CLOCK = "取自签名电脑时钟"


def stamp_lines(
    name: str, moment: datetime, fingerprint: str, heading: str = "电子签名"
) -> tuple[str, ...]:
    """The words of a stamp; nobody but the signing PC vouches for the time, and it says so."""
    return (
        heading,
        name,
        f"签名时间 {to_the_minute(moment)}",
        f"（{CLOCK}）",
        f"证书指纹 {fingerprint}",
    )


def stamp_page(
    lines: Sequence[str], width: float, height: float, seal_image: bytes | None
) -> bytes:
    """One PDF page of ``width`` × ``height`` points with the stamp.

    The text stands at the lower left and leaves the rest of the frame free for ink; a seal
    image is drawn to the right of it, in its own proportions.

    Args:
        lines: a heading, the name (set larger), and any further lines.
        width: of the page.
        height: of the page.
        seal_image: PNG or JPEG, or None.

    Raises:
        Trouble: the seal image cannot be read, the frame is too small for the text, or a
            character has no glyph.
    """
    out = BytesIO()
    canvas = Canvas(
        out, pagesize=(width, height), initialFontName=fonts.registered(FACE), invariant=1
    )
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(HAIRLINE)
    canvas.rect(CLEAR, CLEAR, width - 2 * CLEAR, height - 2 * CLEAR)
    room = width - 2 * INSET
    if seal_image is not None:
        room -= _draw_seal(canvas, seal_image, width, height)
    size = _size(lines, room, height - 2 * INSET)
    y = INSET + DESCENT * size
    for number, line in reversed(list(enumerate(lines))):
        named = number == NAME_LINE
        canvas.setFillColor(INK if named else QUIET)
        own = size * (NAME_SCALE if named else 1)
        hang = -HANG * own if line.startswith("（") else 0
        _write(canvas, line, INSET + hang, y, own)
        y += LEADING * own
    canvas.save()
    return out.getvalue()


def _size(lines: Sequence[str], room: float, height: float) -> float:
    scales = [NAME_SCALE if number == NAME_LINE else 1.0 for number in range(len(lines))]
    widest = max(fonts.width(line, FACE, scale) for line, scale in zip(lines, scales, strict=True))
    fitting = min(LARGEST, room / widest, height / (LEADING * sum(scales)))
    if fitting < SMALLEST:
        raise Trouble("签名位置太小，放不下签名文字，请加大签名框。")
    return float(fitting)


def _write(canvas: Canvas, line: str, x: float, y: float, size: float) -> None:
    for font, part in fonts.runs(line, FACE):
        canvas.setFont(fonts.known(font), size)
        canvas.drawString(x, y, part)
        x += fonts.width(part, FACE, size)


def _draw_seal(canvas: Canvas, image: bytes, width: float, height: float) -> float:
    """Draw the office's own seal image at the right edge; the width it takes, in points."""
    try:
        picture = ImageReader(BytesIO(image))
        across, down = picture.getSize()
    except Exception as fault:  # Pillow raises many kinds for a picture it cannot read
        raise Trouble("印章图片无法读取，请换用 PNG 或 JPEG 图片。", wrong_input=True) from fault
    scale = min((height - 2 * INSET) / down, (width / 2 - INSET) / across)
    drawn_width, drawn_height = across * scale, down * scale
    canvas.drawImage(
        picture,
        width - INSET - drawn_width,
        (height - drawn_height) / 2,
        drawn_width,
        drawn_height,
        mask="auto",
    )
    return float(drawn_width + INSET)


class StampContent(quiet.PdfContent):
    """The stamp page as pyHanko draws it; its own class takes file names only."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        """Import the page into the file being written and name it."""
        reader = quiet.PdfFileReader(BytesIO(self._page))
        drawn = self._ensure_writer.import_page_as_xobject(reader)
        self.resources.xobject["/Stamp"] = drawn
        x0, y0, x1, y1 = (float(edge) for edge in drawn.get_object()["/BBox"])
        self.box = quiet.BoxConstraints(width=x1 - x0, height=y1 - y0)
        return b"/Stamp Do"
