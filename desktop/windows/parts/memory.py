"""What the windows remember between two days: sizes, columns, theme; never anything of a record."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMargins, QSettings, QSize

from db.store.places import data_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

_FRAME = QMargins(8, 32, 8, 8)
"""What a desktop puts around a window, about; it tells when the window is shown already."""


def settings() -> QSettings:
    """The INI file in the data folder."""
    return QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)


def word(name: str, default: str = "") -> str:
    """A remembered word or path."""
    value = settings().value(name, default)
    return value if isinstance(value, str) else default


def number(name: str, default: int) -> int:
    """A remembered whole number; the default where the file holds something else."""
    text = word(name, str(default))
    return int(text) if text.isdecimal() else default


def keep(name: str, value: str | int) -> None:
    """Remember a word or a number."""
    settings().setValue(name, str(value))


def keep_window(window: "QWidget", name: str) -> None:
    """Remember where a window stood and how large it was."""
    settings().setValue(f"{name}/geometry", window.saveGeometry())


def room(window: "QWidget") -> QSize:
    """How large a window can be on its screen with its title and its rims."""
    return window.screen().availableSize().shrunkBy(_FRAME)


def place_window(window: "QWidget", name: str, width: int, height: int) -> bool:
    """Put a window where it was closed, at first at a size that the screen has room for.

    Returns:
        Whether there was room for the size that was asked, or one is remembered.
    """
    geometry = settings().value(f"{name}/geometry")
    if isinstance(geometry, QByteArray) and window.restoreGeometry(geometry):
        return True
    wanted = QSize(width, height)
    fitting = wanted.boundedTo(room(window))
    window.resize(fitting)
    return fitting == wanted


def keep_state(part: "QSplitter | QHeaderView", name: str) -> None:
    """Remember how a splitter divides, or the widths and order of columns."""
    settings().setValue(name, part.saveState())


def place_state(part: "QSplitter | QHeaderView", name: str) -> bool:
    """Divide as before; False when nothing is remembered."""
    state = settings().value(name)
    return isinstance(state, QByteArray) and part.restoreState(state)
