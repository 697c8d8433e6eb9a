"""Many pictures on few sheets, each with its name under it: everything at a glance."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.windows.parts.look import PALETTES

_ACROSS, _DOWN = 3, 4
_PICTURE = QSize(640, 360)
"""What a picture is made smaller to, never larger; a main window is a little less than half."""
_NAME = 28
_GAP = 8
_QUALITY = 60  # of a JPEG: the letters stay clear, and a sheet is some 250 KB


def contact_sheets(pictures: Sequence[Path], folder: Path, theme: str) -> list[Path]:
    """Keep the pictures together, twelve to a sheet, in their order.

    Args:
        pictures: files of pictures; each one's name without its ending stands under it.
        folder: where ``总览-1.jpg`` and the following go; must exist.
        theme: of ``look.PALETTES``, whose ground and ink the sheets take.

    Raises:
        OSError: a sheet cannot be written.
    """
    sheets: list[Path] = []
    for start in range(0, len(pictures), _ACROSS * _DOWN):
        path = folder / f"总览-{len(sheets) + 1}.jpg"
        sheet = _sheet(pictures[start : start + _ACROSS * _DOWN], theme)
        if not sheet.save(str(path), quality=_QUALITY):
            raise OSError(path)
        sheets.append(path)
    return sheets


def _sheet(pictures: Sequence[Path], theme: str) -> QImage:
    """One sheet, no higher than its pictures ask for."""
    colours = PALETTES[theme]
    rows = -(-len(pictures) // _ACROSS)
    across, down = _PICTURE.width() + _GAP, _PICTURE.height() + _NAME + _GAP
    sheet = QImage(_ACROSS * across + _GAP, rows * down + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor(colours.line))
    painter = QPainter(sheet)
    painter.setPen(QColor(colours.ink))
    for (left, top), path in zip(_corners(across, down), pictures, strict=False):
        _put(painter, left, top, path)
    painter.end()
    return sheet


def _corners(across: int, down: int) -> Iterator[tuple[int, int]]:
    for place in range(_ACROSS * _DOWN):
        row, column = divmod(place, _ACROSS)
        yield column * across + _GAP, row * down + _GAP


def _put(painter: QPainter, left: int, top: int, path: Path) -> None:
    """A picture in the middle of its place, and its name."""
    picture, place = QImage(str(path)), QRect(left, top, _PICTURE.width(), _PICTURE.height())
    if picture.width() > place.width() or picture.height() > place.height():
        fitting = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(_PICTURE, *fitting)
    shown = picture.rect()
    shown.moveCenter(place.center())
    painter.drawImage(shown, picture)
    name = QRect(left, top + _PICTURE.height(), _PICTURE.width(), _NAME)
    painter.drawText(name, Qt.AlignmentFlag.AlignCenter, path.stem)
