"""What happens a little later, and not at all when the widget that wants it is gone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, milliseconds: int, act: Callable[[], object]) -> None:
    """Call ``act`` once, unless ``owner`` is deleted before.

    Instead of ``QTimer.singleShot(ms, context, act)``: in PySide6 6.8.0.2 an exception from that
    ``act`` is told to nobody and leaves Python in a state that crashes or hangs (measured).
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    if isinstance(getattr(act, "__self__", None), QObject):
        timer.timeout.connect(act)  # Qt holds nobody for it
    else:
        waiting = [act]  # let go of before the timer goes: it may hold the owner, see tasks.py

        def go() -> None:
            waiting.pop()()

        timer.timeout.connect(go)
    timer.timeout.connect(timer.deleteLater)
    timer.start(milliseconds)
