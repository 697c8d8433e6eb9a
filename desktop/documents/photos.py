"""Photos and scans: looked at safely, made smaller, and stripped of what they tell beyond sight.

Files come from phones, scanners and strangers. Sizes are judged from the header, before anything is
decoded; whatever Pillow stumbles over becomes a sentence. Sides are pixels, widths on paper mm.
"""

import contextlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, UnidentifiedImageError

from db.store.trouble import Trouble

THUMB, SCREEN, SMALLER = 240, 4000, 3000
"""The longest side of a thumbnail, of a picture on screen, and of a photo that was made smaller."""
_PAPER = 220  # dots per inch of a photo on paper
_NEARLY = 1.15  # times as wide as wanted: left as it is, or a scan of 200 dots would be blurred
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_PIXELS = 210_000_000  # the largest telephone makes 200 million
_DECODED = 360 * 2**20  # bytes in memory; a JPEG is decoded at an eighth of its size
_FRAMES = 500
_ORIENTATION, _EXIF, _PLACE, _ORIGINAL, _DIGITIZED = 0x0112, 0x8769, 0x8825, 0x9003, 0x9004
_TURNED = {5, 6, 7, 8}
_FAULTS = (
    OSError,
    SyntaxError,  # Pillow's word for a broken header
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
Image.MAX_IMAGE_PIXELS = _PIXELS


@dataclass(frozen=True)
class Picture:
    """What a look at a picture tells; ``width`` and ``height`` as it is held, ``frames`` pages."""

    width: int
    height: int
    frames: int
    taken_on: date | None
    thumbnail: bytes


def look_at(content: bytes) -> Picture:
    """Decode a picture once, every page of it, and make its thumbnail.

    Raises:
        Trouble: it is damaged, cut short, or too large to be opened safely.
    """
    with _opened(content) as image:
        frames = _frames(image)
        width, height = _upright_size(image)
        taken = _taken_on(image)
        small = thumb(_decoded(image, THUMB))
        for number in range(1, frames):
            image.seek(number)
            _decoded(image)
    return Picture(width, height, frames, taken, small)


def tells_place(content: bytes) -> bool:
    """Whether a photo says where it was taken; one that nobody can read says nothing."""
    with contextlib.suppress(Trouble, *_FAULTS), _opened(content) as image:
        return bool(image.getexif().get_ifd(_PLACE))
    return False


def thumb(image: Any) -> bytes:
    """A Pillow image as a small JPEG."""
    image = ImageOps.contain(image, (THUMB, THUMB)) if max(image.size) > THUMB else image
    return _jpeg(_plain(image), quality=80)


def shrunk(content: bytes, side: int = SMALLER) -> bytes:
    """The picture as a JPEG no longer than ``side``, right way up, without metadata.

    Raises:
        Trouble: as ``look_at``.
    """
    with _opened(content) as image:
        picture = _decoded(image, side)
        picture.thumbnail((side, side))
        return _jpeg(_plain(picture), quality=88)


def for_paper(content: bytes, width_mm: float) -> bytes:
    """The picture for a place that wide: a JPEG of 220 dpi or hardly more, upright, no metadata.

    Raises:
        Trouble: as ``look_at``.
    """
    return next(pages_for_paper(content, width_mm))


def pages_for_paper(content: bytes, width_mm: float) -> Iterator[bytes]:
    """Each page of a picture as ``for_paper`` gives it; one at a time is in memory.

    Raises:
        Trouble: as ``look_at``.
    """
    wanted = max(round(width_mm / 25.4 * _PAPER), 1)
    with _opened(content) as image:
        for number in range(_frames(image)):
            if number:
                image.seek(number)
            picture = _decoded(image, wanted)
            if picture.width > wanted * _NEARLY:
                high = max(round(picture.height * wanted / picture.width), 1)
                picture = picture.resize((wanted, high), Image.Resampling.LANCZOS, reducing_gap=2)
            yield _jpeg(_plain(picture), quality=88)


def without_metadata(content: bytes) -> bytes:
    """The picture in its own format and size, without place, time, device, comments or thumbnail.

    It is decoded and written anew: whatever stood beside or behind the picture, such as the short
    film in a telephone's photo, stays behind.

    Raises:
        Trouble: as ``look_at``.
    """
    with _opened(content) as image:
        kind = str(image.format)
        options: dict[str, Any] = {}
        if kind in ("JPEG", "MPO"):
            sampling = JpegImagePlugin.get_sampling(image)
            options = {"qtables": image.quantization, "subsampling": sampling}  # as fine as it was
            kind = "JPEG"
        elif kind == "WEBP":
            options = {"quality": 92}
        pages = []
        for number in range(_frames(image)):
            image.seek(number)
            pages.append(_bare(_decoded(image)))
        if kind == "TIFF":
            fax = all(page.mode == "1" for page in pages)
            options = {"compression": "group4" if fax else "tiff_adobe_deflate"}
            options |= {"save_all": True, "append_images": pages[1:]}
        out = BytesIO()
        pages[0].save(out, kind, **options)
    return out.getvalue()


def sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, right way up, as ``drawn`` gives it.

    Raises:
        Trouble: as ``look_at``.
    """
    found = []
    with _opened(content) as image:
        for number in range(_frames(image)):
            image.seek(number)
            width, height = _upright_size(image)
            part = min(1.0, SCREEN / max(width, height, 1))
            found.append((max(round(width * part), 1), max(round(height * part), 1)))
    return found


def drawn(content: bytes, page: int, side: int) -> tuple[int, int, bytes]:
    """Width, height and RGB bytes of one page, no longer than ``side``.

    Raises:
        Trouble: as ``look_at``.
    """
    with _opened(content) as image:
        image.seek(page)
        picture = _decoded(image, side)
        picture.thumbnail((side, side))
        plain = _plain(picture).convert("RGB")
    return plain.width, plain.height, plain.tobytes()


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Trouble("这张图片展开后太大，为安全起见没有打开；请先用看图软件缩小") from error
    except UnidentifiedImageError as error:
        raise Trouble("这张图片打不开，可能已损坏") from error
    except _FAULTS as error:
        raise Trouble("这张图片已损坏或没有拷贝完整，请重新拷贝后再试") from error


def _frames(image: Any) -> int:
    """Pages of a scan; a photo has one, whatever its maker put behind it."""
    frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    if frames > _FRAMES:
        raise Trouble(f"这份扫描件有 {frames} 页，一份最多 {_FRAMES} 页；请分成几份")
    return frames


def _decoded(image: Any, side: int | None = None) -> Any:
    """The page in sight, right way up; a JPEG no larger than ``side`` needs, which is quick."""
    if side is not None and image.format in ("JPEG", "MPO"):
        image.draft(None, (side, side))
    deep = 4 if image.mode[:1] in "IF" else 1
    if image.width * image.height * len(image.getbands()) * deep > _DECODED:
        raise Trouble("这张图片展开后太大，为安全起见没有打开；请先用看图软件缩小")
    image.load()
    if _orientation(image) in range(2, 9):
        with contextlib.suppress(*_FAULTS):  # a broken note about its turn: shown as it lies
            return ImageOps.exif_transpose(image)
    return image.copy()


def _orientation(image: Any) -> int:
    with contextlib.suppress(*_FAULTS):
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _upright_size(image: Any) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if _orientation(image) in _TURNED else (width, height)


def _taken_on(image: Any) -> date | None:
    """When the shutter was pressed; a camera whose clock was never set says nothing."""
    with contextlib.suppress(*_FAULTS):
        told = image.getexif().get_ifd(_EXIF)
        text = str(told.get(_ORIGINAL) or told.get(_DIGITIZED) or "")
        day = datetime.strptime(text[:10], "%Y:%m:%d").date()
        if date(1995, 1, 1) <= day <= date.today() + timedelta(days=1):
            return day
    return None


def _plain(image: Any) -> Any:
    """Grey or sRGB on white, and nothing but the picture."""
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(seen, mask=seen.getchannel("A"))
    elif image.mode in ("1", "L"):
        image = image.convert("L")
    else:
        image = _in_srgb(image)
    image.info.clear()
    return image


def _in_srgb(image: Any) -> Any:
    profile = image.info.get("icc_profile")
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, *_FAULTS):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    return image.convert("RGB")


def _bare(image: Any) -> Any:
    """The same picture with what its colours need, and nothing else."""
    needed = {"transparency", "icc_profile", "dpi"}
    image.info = {name: value for name, value in image.info.items() if name in needed}
    return image


def _jpeg(image: Any, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
