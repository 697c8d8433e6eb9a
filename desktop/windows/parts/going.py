"""A window that goes: its heavy parts first, each in a turn of its own, so that nobody waits."""

from functools import partial
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.windows.parts.across import give_up
from desktop.windows.parts.later import later


@runtime_checkable
class Heavy(Protocol):
    """A window of many widgets: 15 µs each to delete, and it may have thousands."""

    def heavy_parts(self) -> list[QWidget]:
        """Parts that stand for themselves: nothing in the window misses one that went."""


def give_way(window: QWidget, successor: QWidget) -> None:
    """Hide a window and delete it soon, a heavy one from the outside in.

    What was opened from a heavy one is hidden with it: nothing of a store is shown any more.
    """
    window.hide()
    if not isinstance(window, Heavy):
        window.deleteLater()
        return
    for one in QApplication.topLevelWidgets():
        if one.isVisible() and one is not successor:
            one.hide()
    _quieten(window)
    later(window, 0, partial(_go_on, window, window.heavy_parts()))  # one may have asked for it


def _quieten(window: QWidget) -> None:
    """Nothing in it asks a store that is being closed, or looks for what went before."""
    give_up(window)
    for timer in cast("list[QTimer]", window.findChildren(QTimer)):
        timer.stop()


def _go_on(window: QWidget, parts: list[QWidget]) -> None:
    if not parts:
        window.deleteLater()
        return
    part = parts.pop()
    if isValid(part):
        part.deleteLater()
        QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)
    later(window, 0, partial(_go_on, window, parts))
