"""Icons: resources/icons/*.svg in the colours of the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from db.store.places import RESOURCES
from desktop.windows.parts import look

SIZE = 20
"""Device-independent pixels."""
_FOLDER = RESOURCES / "icons"


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of that name, the ledger for a name that has none.

    Args:
        name: a file of resources/icons without its ending; a register's ``icon``.
        colour: instead of ink; a checked button's icon is in the accent either way.
    """
    colours = look.current()
    picture = QIcon()
    for mode, state, paint in (
        (QIcon.Mode.Normal, QIcon.State.Off, colour or colours.ink),
        (QIcon.Mode.Normal, QIcon.State.On, colour or colours.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, colours.faint),
    ):
        picture.addPixmap(pixmap(name, paint), mode, state)
    return picture


def app_icon() -> QIcon:
    """The program's own."""
    picture = QIcon()
    for size in (64, 256):
        picture.addFile(str(_FOLDER / f"app-{size}.png"), QSize(size, size))
    return picture


def pixmap(name: str, colour: str, size: int = SIZE) -> QPixmap:
    """One icon as a picture, sharp on this screen."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _drawn(name, colour, size, ratio)


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtCore import Qt
    from PySide6.QtSvg import QSvgRenderer

    path = _FOLDER / f"{name}.svg"
    text = (path if path.exists() else _FOLDER / "ledger.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        renderer.render(painter)
    picture.setDevicePixelRatio(ratio)
    return picture
