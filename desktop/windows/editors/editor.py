"""What every editor can do: show a value, give it back, say that people changed it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field


class Editor(QObject):
    """Edits one field in ``widget``, which is made where it will stand: else it is styled twice.

    ``touched`` is sent at each key, ``edited`` when people leave it changed.
    """

    edited = Signal()
    touched = Signal()
    wide = False
    """Whether it needs the form's whole width."""
    bare = False
    """Whether it stands without its label."""
    silent = False
    """Whether it has nothing to show at present."""

    def __init__(self, spec: "Field", database: "Database", place: QWidget | None = None) -> None:
        super().__init__()
        self.spec, self.database, self.place = spec, database, place
        self.row: Any = None
        self.widget = self.build()
        self.place = None  # it holds the editor, and is held by nothing else
        self.setParent(self.widget)  # it goes with it: what listens to it would keep it for ever
        self.widget.setAccessibleName(spec.label)
        if spec.help:
            self.widget.setAccessibleDescription(spec.help)

    def build(self) -> QWidget:
        """Make the widget."""
        raise RuntimeError(type(self).__name__)

    def show_value(self, value: Any) -> None:
        """Show a value; does not send ``edited``."""
        raise RuntimeError(value)

    def value(self) -> Any:
        """The value that stands there.

        Raises:
            Trouble: what was typed means nothing for this kind.
        """
        raise RuntimeError(self.spec.name)

    def forget(self) -> None:
        """Another row is shown, or the same one anew."""

    def lock(self, *, locked: bool) -> None:
        """Let people look only."""
        self.widget.setEnabled(not locked)

    def needs(self) -> int:
        """The width below which what stands here cannot be read: 0 where people can walk in it."""
        return 0

    def tell(self, tone: str) -> None:
        """Show the field as ``problem``, ``warning``, or as usual."""
        look.tell(self.widget, tone)
