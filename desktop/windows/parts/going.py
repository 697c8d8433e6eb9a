"""What goes for good: a handful of its widgets in each turn, so that nobody waits."""

from collections.abc import Iterator
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from desktop.windows.parts.across import give_up
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.later import later

_LARGE = 80
"""Objects that go at once: 15 to 40 µs each, and a page with a whole form has 2,300."""


@runtime_checkable
class Heavy(Protocol):
    """A window of thousands of widgets."""

    def heavy_parts(self) -> list[QWidget]:
        """Parts that stand for themselves: nothing in the window misses one that went."""


def give_way(window: QWidget, successor: QWidget) -> None:
    """Hide a window and delete it soon, a heavy one from the inside out.

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
    _go_soon(window, window.heavy_parts(), window)


def take_away(page: QWidget) -> None:
    """Hide a page and delete it soon in the same way; its window stays."""
    page.hide()
    _quieten(page)
    _go_soon(page.parentWidget(), [page])


def _quieten(part: QWidget) -> None:
    """Nothing in it asks a store that is being closed, or looks for what went before."""
    give_up(part)
    for timer in cast("list[QTimer]", part.findChildren(QTimer)):
        timer.stop()


def _go_soon(owner: QWidget, parts: list[QWidget], last: QWidget | None = None) -> None:
    """Not at once: what stands in one of the parts may have asked for it."""

    def steps(turns: InTurns) -> Iterator[None]:
        while parts:
            yield from _taken_apart(parts.pop())
        (last or turns).deleteLater()

    def go() -> None:
        turns = InTurns(owner)
        turns.begin(steps(turns))

    later(owner, 0, go)


def _taken_apart(part: QWidget) -> Iterator[None]:
    """Delete a part that nobody sees, a large one piece by piece from its end.

    First goes what filters events in it: a layout that loses a piece says so, and who hears that
    may look for pieces that went.
    """
    if not isValid(part):
        return
    if _is_large(part):
        for one in part.children():
            if not one.isWidgetType() and type(one).eventFilter is not QObject.eventFilter:
                _delete(one)
        for piece in reversed(_pieces(part)):
            yield from _taken_apart(piece)
    _delete(part)
    yield


def _delete(one: QObject) -> None:
    one.deleteLater()
    QCoreApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete)


def _is_large(part: QObject) -> bool:
    """Counted no further than need be: each object that is asked for gets a Python one."""
    waiting, seen = [part], 0
    while waiting and seen <= _LARGE:
        inside = waiting.pop().children()
        waiting += inside
        seen += len(inside)
    return seen > _LARGE


def _pieces(part: QWidget) -> list[QWidget]:
    """What a part only arranges: a viewport or a handle, which Qt made, would be missed."""
    if isinstance(part, QScrollArea):
        return [part.widget()]
    if isinstance(part, QSplitter):
        return [part.widget(place) for place in range(part.count())]
    if isinstance(part, QStackedWidget):  # without the shown one another would be laid out
        pages = [part.widget(place) for place in range(part.count())]
        return sorted(pages, key=lambda page: page is not part.currentWidget())
    qt = next(kind for kind in type(part).__mro__ if kind.__module__.startswith("PySide6."))
    inside = part.children() if qt in (QWidget, QFrame) else []
    return [one for one in inside if isinstance(one, QWidget) and not one.isWindow()]
