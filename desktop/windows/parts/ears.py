"""Carries the store's word that something changed into the window's thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal

from desktop.windows.parts.across import carrier, tell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database


class Ears(QObject):
    """Emits ``heard`` in the window's thread, whichever made the step; goes with its owner."""

    heard = Signal(object)

    def __init__(self, owner: "QWidget", database: "Database") -> None:
        super().__init__(owner)
        carrier()
        self._database = database
        database.changed.append(self._tell)
        owner.destroyed.connect(self.forget)

    def forget(self) -> None:
        """Hear no more."""
        if self._tell in self._database.changed:
            self._database.changed.remove(self._tell)

    def _tell(self, tables: Any) -> None:
        tell(self, self._hear, tables)

    def _hear(self, tables: Any) -> None:
        self.heard.emit(tables)


def listen(widget: "QWidget", database: "Database", act: Callable[[Any], None]) -> None:
    """Call ``act`` with the names of the changed tables after each step, while ``widget`` lives."""
    Ears(widget, database).heard.connect(act)


def listen_while_seen(widget: "QWidget", database: "Database", act: Callable[[Any], None]) -> None:
    """The same for a page that reckons: what came while it was hidden is told when it is shown."""
    _Patient(widget, database, act)


class _Patient(QObject):
    """Nobody waits, and no other page makes room, for what nobody looks at."""

    def __init__(self, page: "QWidget", database: "Database", act: Callable[[Any], None]) -> None:
        super().__init__(page)
        self._page, self._act = page, act
        self._missed: set[str] = set()
        page.installEventFilter(self)
        Ears(page, database).heard.connect(self._heard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page is shown again."""
        if event.type() == QEvent.Type.Show and self._missed:
            missed, self._missed = self._missed, set()
            self._act(missed)
        return super().eventFilter(watched, event)

    def _heard(self, tables: Any) -> None:
        if self._page.isVisible():
            self._act(tables)
        else:
            self._missed |= set(tables)
