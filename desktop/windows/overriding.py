"""An error in what overrides a method of Qt's is told like any other, and kills nobody.

PySide6 6.8.0.2 looks into an error that leaves an override where Python has called Qt. One that C
has raised, such as that of a widget that is gone, is no object yet then, and the program dies at
once: no draft is kept, no sentence told, no report written (measured).
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_ASKED = {
    *("data", "flags", "headerData", "paint", "sizeHint", "minimumSizeHint", "updateGeometries"),
    *("focusNextPrevChild", "event", "eventFilter"),
}
"""Beside what Qt tells as an event. None of them is a slot, whose arguments PySide counts."""


def guard_overrides() -> None:
    """Guard every class that is derived from one of Qt's from now on."""
    QObject.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment, method-assign]


def _guard(cls: type, /, **_named: Any) -> None:
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and (name in _ASKED or name.endswith("Event")):
            setattr(cls, name, _guarded(method))


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def override(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:  # noqa: TRY203 - on its way here the error becomes an object
            raise

    return override
