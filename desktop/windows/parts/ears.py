"""Carries the store's word that something changed into the window's thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database


class Ears(QObject):
    """``heard`` comes in the thread that made it, wherever it is emitted."""

    heard = Signal(object)


def listen(widget: "QWidget", database: "Database", act: Callable[[Any], None]) -> None:
    """Call ``act`` with the names of the changed tables after each step, while ``widget`` lives."""
    ears = Ears(widget)
    ears.heard.connect(act)
    tell = ears.heard.emit
    database.changed.append(tell)

    def forget() -> None:
        if tell in database.changed:
            database.changed.remove(tell)

    widget.destroyed.connect(forget)
