"""The keys that work everywhere in the main window, beside those of its menus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from desktop.windows.parts.own_keys import OwnKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.windows.main_window import MainWindow


def set_keys(window: "MainWindow") -> None:
    """Let the window hear its keys."""
    acts = window.acts
    OwnKeys(window)
    for keys, act in (
        ("Ctrl+K", lambda: to_search(window)),
        ("Ctrl+N", lambda: window.top.offer_new(window.pages.name)),
        ("Ctrl+Z", acts.undo),
        ("Ctrl+Shift+Z", acts.redo),
        ("Ctrl+Y", acts.redo),
        ("F6", lambda: _to_the_other_side(window)),
    ):
        QShortcut(QKeySequence(keys), window, act)
    for number in range(9):
        QShortcut(QKeySequence(f"Alt+{number + 1}"), window, _opens(window, number))


def to_search(window: "MainWindow") -> None:
    """Put the cursor into the search box; while it is empty, what was opened last is offered."""
    window.top.search.setFocus()
    window.top.search.selectAll()
    window.offers.offer()


def press(focus: QWidget | None, event: QKeyEvent) -> bool:
    """Press the button that the cursor is on, if this is Enter; whether there was one."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not (enter and isinstance(focus, QPushButton | QToolButton)):
        return False
    focus.click()
    return True


def _to_the_other_side(window: "MainWindow") -> None:
    inside: QWidget | None = QApplication.focusWidget()
    if inside is not None and window.side.isAncestorOf(inside):
        window.pages.enter()
    else:
        window.side.enter(window.pages.name)


def _opens(window: "MainWindow", place: int) -> "Callable[[], None]":
    return lambda: window.side.press(place)
