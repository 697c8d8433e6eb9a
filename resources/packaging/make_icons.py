"""Makes fengqiao.ico from app.svg: ``python -m resources.packaging.make_icons``."""

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[1] / "icons"
IN_ICO = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows asks for at 100, 125, 150 and 200 %."""


def drawn(size: int) -> Image.Image:
    """The icon at that many pixels, drawn from its lines, never scaled."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        QSvgRenderer(str(ICONS / "app.svg")).render(painter)
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(store.data()))


def main() -> None:
    """Write it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication([])
    pictures = {size: drawn(size) for size in IN_ICO}
    largest = pictures[max(IN_ICO)]
    others = [picture for picture in pictures.values() if picture is not largest]
    sizes = [(size, size) for size in IN_ICO]
    largest.save(ICONS / "fengqiao.ico", sizes=sizes, append_images=others)


if __name__ == "__main__":
    main()
