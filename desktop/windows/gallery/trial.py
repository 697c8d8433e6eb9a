"""The windows opened once, for the self-test: on the screen, or off it where there is none."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from db.store.database import Database

_SIZE = (1366, 768)
"""The screen of an old office PC."""
_WAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def show_once(database: "Database") -> str:
    """Open the main window on a store, look at it, close it; says what was seen.

    Raises:
        Trouble: nothing was painted, or a part of Qt is missing.
    """
    if sys.platform == "linux" and not any(os.environ.get(way) for way in _WAYS):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.windows.app import Desk, application
    from desktop.windows.gallery.pictures import settled
    from desktop.windows.main_window import MainWindow

    app = application()
    window = MainWindow(Desk(database.path), database)
    window.resize(*_SIZE)
    window.show()
    try:
        picture = settled(window).toImage()
        window.pages.open_record("mediation", 1)
        page = settled(window).toImage()
    finally:
        window.let_go()
        window.hide()
        window.deleteLater()
        app.processEvents()
    if min(_colours(picture), _colours(page)) < 8 or picture == page:
        raise Trouble("窗口打开了，但什么也没有画出来")
    _parts()
    return f"主窗口和案件页都画出来了（{app.platformName()}，{app.font().family()}）"


def _colours(picture: "QImage") -> int:
    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    return len({picture.pixel(x, y) for x, y in places})


def _parts() -> None:
    """What Qt loads from files of its own.

    Raises:
        Trouble: one is missing; names it.
    """
    from PySide6.QtCore import QLibraryInfo, QTranslator
    from PySide6.QtGui import QImageReader

    kind = QLibraryInfo.LibraryPath
    if not QTranslator().load("qtbase_zh_CN", QLibraryInfo.path(kind.TranslationsPath)):
        raise Trouble("缺少 Qt 的中文翻译")
    lacking = {"svg", "jpeg", "png"} - {
        bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()
    }
    if lacking:
        raise Trouble(f"读不了图片格式 {'、'.join(sorted(lacking))}")
    if sys.platform == "linux":
        plugin = "platforminputcontexts/libibusplatforminputcontextplugin.so"
        if not Path(QLibraryInfo.path(kind.PluginsPath), plugin).is_file():
            raise Trouble("缺少中文输入法插件（ibus）")
