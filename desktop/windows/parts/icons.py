"""Icons: resources/icons/*.svg in the colours of the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from db.store.places import RESOURCES
from desktop.windows.parts import look

SIZE = 20
"""Device-independent pixels."""
_FOLDER = RESOURCES / "icons"


class _Engine(QIconEngine):
    """Draws an icon where and when it is seen: most of the sidebar and the menus is not."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        colours = look.current()
        self._name = name
        self._usual = colour or colours.ink
        self._checked = colour or colours.accent
        self._disabled = colours.faint

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The picture in a size of the screen's own dots."""
        colour = self._checked if state == QIcon.State.On else self._usual
        if mode == QIcon.Mode.Disabled:
            colour = self._disabled
        return _drawn(self._name, colour, min(size.width(), size.height()), 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """For those that paint themselves: as sharp as the paper they paint on."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def clone(self) -> "_Engine":
        """Never alike to change: icons are shared."""
        other = _Engine(self._name, None)
        other.__dict__.update(self.__dict__)
        return other


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of that name, the ledger for a name that has none.

    Args:
        name: a file of resources/icons without its ending; a register's ``icon``.
        colour: instead of ink; a checked button's icon is in the accent either way.
    """
    return QIcon(_Engine(name, colour))


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
