"""Which removable drives there are, and what changed since the last look."""

import sys

from desktop.exchange.drives import linux, windows
from desktop.exchange.drives.drive import Drive


def drives() -> list[Drive]:
    """The removable drives of this machine; none where the system tells of none."""
    if sys.platform == "win32":
        return windows.drives(windows.Kernel())
    try:
        return linux.drives()
    except OSError:  # no /proc
        return []


class Watch:
    """Looks again whenever it is asked; meant to be asked every second.

    A look costs some hundred microseconds: one file of the kernel's, and a ``statvfs`` for each
    removable drive. Nothing is read from a drive itself.
    """

    def __init__(self) -> None:
        self.drives: list[Drive] = []
        self._first = True

    def changed(self) -> bool:
        """Look, and say whether a drive came or went, or its room or lock changed."""
        found = drives()
        changed = self._first or found != self.drives
        self.drives, self._first = found, False
        return changed
