"""Which pages stay as people left them: those of the registers seen last, and what is still going.

A page with a record open is 500 objects of Qt and 5 MB: forty registers were 400 MB.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.windows.parts import tasks
from desktop.windows.parts.going import take_away
from desktop.windows.parts.idle import Idle
from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from desktop.windows.pages import Pages

KEPT = 8
"""Registers that stay with their search, their place and their record, the one shown included."""
_PAUSE = 0.08  # minutes without a touch: pages go before the garbage is looked for


class LeftPages(QObject):
    """Lets go, in a pause, of what was left longest ago; turned to again, it is made anew."""

    def __init__(self, pages: "Pages") -> None:
        super().__init__(pages)
        self._pages, self._order = pages, dict[str, None]()
        pages.turned.connect(self._note)
        self.pause = Idle(_PAUSE, self)
        self.pause.passed.connect(self.let_go)

    def _note(self, name: str) -> None:
        self._order.pop(name, None)
        self._order[name] = None

    def let_go(self) -> None:
        """One page after the other, each in an event of its own."""
        from desktop.windows.lists.register_page import RegisterPage  # there if any of them is

        made = self._pages.made
        left = [name for name in self._order if isinstance(made.get(name), RegisterPage)]
        spare = [name for name in left[:-KEPT] if not _in_use(made[name])]
        if spare:
            del self._order[spare[0]]  # one that is made anew is none of them until it is shown
            drop(self._pages, spare[0])
            later(self, 0, self.let_go)


def _in_use(page: QWidget) -> bool:
    """Whether a window of it is open, or something is done for it."""
    parts = cast("list[QWidget]", page.findChildren(QWidget))
    return tasks.busy(page) or any(part.isWindow() and part.isVisible() for part in parts)


def drop(pages: "Pages", name: str) -> None:
    """Forget a page; turned to again, it is made anew."""
    page = pages.made.pop(name)
    pages.removeWidget(page)
    take_away(page)
