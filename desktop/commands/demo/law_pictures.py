"""Three drawn pictures that stand for the photos of an event: no real place, no real people."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

_SIZE = (1200, 900)
_SKY, _GROUND, _RED, _PALE = (203, 222, 233), (214, 205, 186), (178, 40, 34), (250, 244, 230)
_COATS = ((62, 84, 112), (120, 92, 70), (86, 118, 92), (150, 120, 60), (110, 70, 100))


def _stall() -> bytes:
    """A stall under a banner, people in front of it."""
    image, draw = _scene()
    draw.rectangle((180, 180, 1020, 270), fill=_RED)
    for x in range(230, 980, 78):
        draw.rectangle((x, 205, x + 48, 245), fill=_PALE)
    draw.rectangle((240, 560, 960, 600), fill=(150, 110, 70))
    draw.rectangle((240, 600, 960, 760), fill=_RED)
    _crowd(draw, range(120, 1120, 110), 650)
    return _jpeg(image)


def _talk() -> bytes:
    """Somebody explains before a board, others sit."""
    image, draw = _scene()
    draw.rectangle((160, 200, 620, 560), fill=_PALE, outline=(120, 120, 120), width=6)
    for y in range(250, 530, 46):
        draw.rectangle((200, y, 580 - (y % 90), y + 18), fill=(150, 160, 170))
    _person(draw, 720, 380, _RED, 1.5)
    _crowd(draw, range(150, 1100, 130), 690)
    return _jpeg(image)


def _leaflets() -> bytes:
    """Leaflets handed over."""
    image, draw = _scene()
    _person(draw, 380, 330, _RED, 2.0)
    _person(draw, 800, 330, _COATS[0], 2.0)
    for step in range(3):
        left = 540 + 34 * step
        draw.rectangle(
            (left, 520 + 14 * step, left + 110, 600 + 14 * step), fill=_PALE, outline=_RED, width=4
        )
    return _jpeg(image)


PICTURES: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("赶场宣传.jpg", "场坝街宣传点（演示图）", _stall),
    ("以案释法.jpg", "以案释法讲解（演示图）", _talk),
    ("发放资料.jpg", "向群众发放宣传资料（演示图）", _leaflets),
)
"""File name, what it shows, and what draws it."""


def _scene() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", _SIZE, _SKY)
    draw = ImageDraw.Draw(image)
    draw.polygon(((0, 420), (260, 300), (520, 430), (820, 280), (1200, 440)), fill=(150, 172, 150))
    draw.rectangle((0, 430, *_SIZE), fill=_GROUND)
    return image, draw


def _crowd(draw: ImageDraw.ImageDraw, places: range, top: int) -> None:
    for number, x in enumerate(places):
        _person(draw, x, top + number % 2 * 24, _COATS[number % len(_COATS)], 1.0)


def _person(
    draw: ImageDraw.ImageDraw, x: int, top: int, coat: tuple[int, int, int], size: float
) -> None:
    head, body = 34 * size, 130 * size
    draw.rounded_rectangle(
        (x - 1.1 * head, top + 1.7 * head, x + 1.1 * head, top + 1.7 * head + body),
        radius=head * 0.8,
        fill=coat,
    )
    draw.ellipse((x - 0.7 * head, top, x + 0.7 * head, top + 1.6 * head), fill=(222, 186, 154))


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
