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
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(milliseconds)
