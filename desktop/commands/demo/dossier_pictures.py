"""Drawn pictures that stand for the scans of a dossier; each says 样张: no real paper or people."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from db.store.places import RESOURCES

_INK, _PALE, _RED = (52, 58, 64), (238, 240, 236), (178, 40, 34)
_CARD, _SHEET = (1012, 638), (1240, 1754)  # pixels: a card of 85.6 × 54 mm, A4 of 150 dots an inch


def identity_card(name: str, number: str) -> bytes:
    """A picture with the outline of an identity card."""
    image = Image.new("RGB", (1400, 1000), (222, 220, 214))
    card = Image.new("RGB", _CARD, (226, 236, 240))
    draw = ImageDraw.Draw(card)
    draw.rounded_rectangle((0, 0, _CARD[0] - 1, _CARD[1] - 1), 36, outline=(150, 170, 180), width=4)
    draw.rectangle((700, 110, 930, 400), fill=(205, 214, 218))
    draw.ellipse((765, 150, 865, 270), fill=(170, 180, 186))
    draw.pieslice((725, 280, 905, 520), 180, 360, fill=(170, 180, 186))
    for row, words in enumerate(
        (f"姓名　{name}", "性别　样　民族　样", "住址　演示用，不是真实证件")
    ):
        draw.text((70, 100 + 90 * row), words, _INK, _font(38))
    draw.text((70, 520), f"号码　{number[:6]}********{number[-4:]}", _INK, _font(38))
    _stamp(card, 150)
    image.paste(card, (194, 180))
    return _jpeg(image)


def sheet(title: str, lines: tuple[str, ...], *, signed: bool = False) -> Image.Image:
    """A scanned page of writing."""
    image = Image.new("RGB", _SHEET, (248, 247, 242))
    draw = ImageDraw.Draw(image)
    left = (_SHEET[0] - draw.textlength(title, _font(56))) / 2
    draw.text((left, 150), title, _INK, _font(56))
    for row, words in enumerate(lines):
        draw.text((150, 320 + 76 * row), words, _INK, _font(36))
        draw.line((150, 372 + 76 * row, 1090, 372 + 76 * row), (200, 200, 196), 2)
    if signed:
        draw.rectangle((700, 1340, 1090, 1480), outline=_RED, width=4)
        draw.text((724, 1384), "样张：亲笔签名处", _RED, _font(40))
    _stamp(image, 260)
    return image


def house() -> bytes:
    """An old house whose back wall leans."""
    image = Image.new("RGB", (1600, 1200), (203, 222, 233))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 760, 1600, 1200), fill=(190, 178, 150))
    draw.polygon(((380, 420), (1220, 420), (1300, 560), (300, 560)), fill=(96, 92, 90))
    draw.polygon(((360, 560), (1240, 560), (1270, 940), (360, 940)), fill=(176, 140, 100))
    draw.rectangle((720, 680, 860, 940), fill=(110, 80, 60))
    for x in (460, 980):
        draw.rectangle((x, 660, x + 130, 780), fill=_PALE, outline=(110, 80, 60), width=8)
    draw.line(((1180, 570), (1150, 700), (1200, 800), (1170, 930)), fill=(70, 50, 40), width=8)
    _stamp(image, 220)
    return _jpeg(image)


def pages_pdf(pages: list[Image.Image]) -> bytes:
    """Pages as a scanner's PDF."""
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def picture(image: Image.Image) -> bytes:
    """A page as a photo of it."""
    return _jpeg(image)


def _stamp(image: Image.Image, size: int) -> None:
    """样张, across."""
    layer = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(layer)
    font = _font(size)
    width = draw.textlength("样张", font)
    draw.text(((image.width - width) / 2, (image.height - size) / 2), "样张", 70, font)
    image.paste(_RED, mask=layer.rotate(20))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(RESOURCES / "fonts" / "DocHei-Medium.ttf"), size)


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
