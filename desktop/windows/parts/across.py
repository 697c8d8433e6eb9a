"""Carries a word from any thread into the window's thread, where whoever it is for may be gone."""

from collections.abc import Callable
from functools import cache
from typing import Any
from weakref import WeakSet, ref

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

Act = Callable[..., object]


def tell(owner: QObject, act: Act, *what: Any, gone: Act | None = None) -> None:
    """Call ``act`` in the window's thread, at once there; ``gone`` where ``owner`` is gone.

    No other thread emits a signal of an owner that may go: PySide lets the window's thread go on
    meanwhile, which may delete the owner then, and the program crashes.
    """
    carrier().came.emit((owner, act, gone), what)


def give_up(part: QObject) -> None:
    """Tell nobody in this part of a window anything more: it goes."""
    _given_up.add(part)


_given_up: WeakSet[QObject] = WeakSet()


def _hears(owner: QObject) -> bool:
    if not isValid(owner):
        return False
    above: QObject | None = owner
    while above is not None and above not in _given_up:
        above = above.parent()
    return above is None


class _Carrier(QObject):
    """Lives as long as the program; ``owner`` is whom it told last, for who looks at events."""

    came = Signal(object, object)
    owner: Callable[[], QObject | None] = staticmethod(lambda: None)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._hand_over)

    def _hand_over(self, told: tuple[QObject, Act, Act | None], what: tuple[Any, ...]) -> None:
        owner, act, gone = told
        self.owner = ref(owner)  # no more: what it knows goes with it
        if _hears(owner):
            act(*what)
        elif gone is not None:
            gone(*what)


@cache
def carrier() -> _Carrier:
    """The one; whoever makes something that is told of other threads makes it ready."""
    made, app = _Carrier(), QCoreApplication.instance()
    if app is not None:
        made.moveToThread(app.thread())
    return made
