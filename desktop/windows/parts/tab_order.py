"""Tab goes as the eye does; Qt would go as widgets were made, and rows and panels are made late.

``QWidget.setTabOrder`` is no way out: in Qt 6.8.0 it tears the chain where a combo box is moved,
and Tab then circles in a part of the window (measured).
"""

from abc import abstractmethod
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


class Ordered:
    """A part that Tab enters at its first stop or its last, wherever Qt's chain comes upon it."""

    @abstractmethod
    def stops(self) -> list[QWidget]:
        """Where Tab stops in it, in their order."""


def stops(*parts: QWidget) -> list[QWidget]:
    """Where Tab stops in these parts, each in the order in which it was made."""
    inside = (inner for part in parts for inner in (part, *part.findChildren(QWidget)))
    return [inner for inner in inside if _is_stop(inner)]


def go_on(place: QWidget, order: Iterable[QWidget], *, forward: bool) -> bool:
    """Move the cursor to the next stop; from the last one out of ``place``.

    False when the cursor stands at none of them.
    """
    here: QWidget | None = QApplication.focusWidget()
    known = list(order)
    if here is None or here not in known:
        return False
    to = known.index(here) + (1 if forward else -1)
    inside = 0 <= to < len(known)
    _enter(known[to] if inside else _next(known[0], place, forward=forward), forward=forward)
    return True


def pass_by(*, forward: bool) -> bool:
    """Move the cursor on from a place that no ordered part holds; False when there is none.

    By Qt's chain alone a button made after a form leads into the rows that were made after it, and
    Tab circles between the two.
    """
    here: QWidget | None = QApplication.focusWidget()
    if here is None or _around(here) is not None:
        return False
    _enter(_next(here, forward=forward), forward=forward)
    return True


def _enter(goal: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    goal.setFocus(reason)


def _is_stop(part: QWidget) -> bool:
    if not (part.isVisible() and part.isEnabled()):  # few are more, and asked sooner
        return False
    return bool(part.focusPolicy().value & _TAB) and part.focusProxy() is None


def _next(here: QWidget, place: QWidget | None = None, *, forward: bool) -> QWidget:
    """The stop that follows in Qt's chain, outside of ``place``."""
    goal, orders = here, dict[Ordered, list[QWidget]]()
    while True:
        goal = goal.nextInFocusChain() if forward else goal.previousInFocusChain()
        _keep_apart(goal)
        if goal is here:
            return goal
        if (place is not None and place.isAncestorOf(goal)) or not _is_stop(goal):
            continue
        part = _around(goal)
        if part is None:
            return goal
        if part not in orders:
            orders[part] = part.stops()
        order = orders[part]
        if order and goal is order[0]:
            return goal if forward else order[-1]


def _keep_apart(part: QWidget) -> None:
    """Qt for Python now takes it for a child of its neighbour in the chain: say whose it is.

    Else all objects along the chain would go when the neighbour is deleted: Qt's own parts of other
    widgets would be said to be gone, and each part of a form would take as long as the window.
    """
    QObject.setParent(part, part.parent())  # for Qt nothing changes


def _around(inner: QWidget) -> Ordered | None:
    """The ordered part that holds it."""
    holder: QWidget | None = inner
    while holder is not None and not isinstance(holder, Ordered):
        holder = holder.parentWidget()
    return holder
