"""Modules of Python's own library that others import on our start and hardly ever use.

SQLAlchemy imports asyncio and importlib.metadata, which bring ssl, sockets and e-mail along, and
stdnum imports ssl and pydoc: 50 modules, 6 MB and a tenth of a second (measured). Each comes whole
when somebody asks it for anything; pyHanko does.
"""

import importlib
import sys
from collections.abc import Callable
from threading import Lock
from types import ModuleType
from typing import Any

_LATE = ("asyncio", "importlib.metadata", "pydoc", "ssl")
_TAKEN_WHILE_IMPORTED = {"asyncio": "iscoroutine"}
"""What SQLAlchemy takes from it before it knows whether it will be called."""
_PACKAGE = ("__path__", "__all__")
"""What imports look for in a module; all else between underscores it has itself, or has not."""


class _Late(ModuleType):
    """Stands in a module's place until it is asked for something, and hands on ever after."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._leaving = Lock()  # not held while importing: that has locks of its own
        if taken := _TAKEN_WHILE_IMPORTED.get(name):
            setattr(self, taken, self._later(taken))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _PACKAGE:
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _later(self, name: str) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            return getattr(self._real(), name)(*given)

        return call

    def _real(self) -> ModuleType:
        with self._leaving:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)


def come_late() -> None:
    """To be done before SQLAlchemy is imported; who is there already stays."""
    for name in _LATE:
        if name not in sys.modules:
            late = sys.modules[name] = _Late(name)
            package, _, inner = name.rpartition(".")
            if package:
                setattr(sys.modules[package], inner, late)
