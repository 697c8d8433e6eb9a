"""Everything Qt: the windows people work in.

PySide6 puts a hook into ``import`` that reads the source of every module imported after it, in
search of ``from __feature__``, and keeps it: 24 MB and 0.1 s at a start (measured). We have none
of those, so the import statement stays Python's own, also where others imported PySide6 first.
"""

import builtins

_import = getattr(builtins, "__orig_import__", builtins.__import__)

import PySide6.QtCore  # noqa: E402, F401 - this is what installs the hook

builtins.__import__ = _import

from desktop.windows.overriding import guard_overrides  # noqa: E402

guard_overrides()
