"""Tab goes as the eye does; Qt would go as widgets were made, and rows and panels are made late.

``QWidget.setTabOrder`` is no way out: in Qt 6.8.0 it tears the chain where a combo box is moved,
and Tab then circles in a part of the window (measured).
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


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
    goal = known[to] if 0 <= to < len(known) else _outside(place, here, forward=forward)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    goal.setFocus(reason)
    return True


def _is_stop(part: QWidget) -> bool:
    takes = part.focusPolicy().value & _TAB and part.focusProxy() is None
    return bool(takes) and part.isVisible() and part.isEnabled()


def _outside(place: QWidget, here: QWidget, *, forward: bool) -> QWidget:
    goal = here
    while True:
        goal = goal.nextInFocusChain() if forward else goal.previousInFocusChain()
        if goal is here or (not place.isAncestorOf(goal) and _is_stop(goal)):
            return goal
