"""The numbers of a row that are typed while it is closed, from row to row without opening one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from db.store.hints import hint
from db.store.trouble import Trouble
from desktop.windows.editors import Editor, editor_for
from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field

_WIDTH = 4
"""Of an editor, in characters."""
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
}


class LineCells(QWidget):
    """Editors of some fields of a row, side by side with their labels.

    Up, Down and Enter go to the same field of the next row, Tab from the last field to the first
    one there: ``stepped`` says which field, and how many rows further.
    """

    edited = Signal()
    touched = Signal()
    stepped = Signal(str, int)

    def __init__(
        self, row: Any, names: Sequence[str], database: "Database", *, locked: bool
    ) -> None:
        super().__init__()
        self.row = row
        self.unread: dict[str, str] = {}
        """By field, why what stands there means nothing."""
        self.last = False
        """There is no row below: Tab goes on."""
        self.editors: dict[str, Editor] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for name in names:
            editor = editor_for(type(row).fields[name], database, self)
            editor.row = row
            editor.lock(locked=locked)
            editor.widget.setFixedWidth(self.fontMetrics().horizontalAdvance("枫") * _WIDTH)
            editor.widget.installEventFilter(self)
            told = hint(type(row), name)
            editor.widget.setToolTip(told.write)
            editor.widget.setAccessibleDescription(told.spoken)
            editor.edited.connect(lambda own=name: self._take(own))
            editor.touched.connect(self.touched)
            line.addWidget(look.mark(QLabel(editor.spec.label), "quiet"))
            line.addWidget(editor.widget)
            line.addSpacing(look.GAP)
            self.editors[name] = editor
        self.refresh()

    def show_row(self, row: Any) -> None:
        """Show another row."""
        self.row = row
        self.unread.clear()
        for name, editor in self.editors.items():
            editor.row = row
            editor.show_value(getattr(row, name))

    def refresh(self) -> None:
        """Show the row's values, but not over what people still have to mend."""
        for name, editor in self.editors.items():
            if name not in self.unread and not editor.widget.hasFocus():
                editor.show_value(getattr(self.row, name))

    def take_all(self) -> bool:
        """Write what was typed into the row; False when something cannot be read."""
        read = [self._read(name) for name in self.editors]  # every one, whatever the first says
        return all(read)

    def enter(self, name: str) -> None:
        """Put the cursor into a field, and whatever stands there will be typed over."""
        self.editors[name].widget.setFocus(Qt.FocusReason.TabFocusReason)

    def where(self) -> str:
        """The field people are in, empty when they are elsewhere."""
        focus = self.window().focusWidget()
        return next((n for n, editor in self.editors.items() if editor.widget is focus), "")

    def field_of(self, widget: QWidget | None) -> "Field | None":
        """The field in whose editor a widget is; None for the words between."""
        own = (editor for editor in self.editors.values() if editor.widget is widget)
        return next((editor.spec for editor in own), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that go to another row."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        names = list(self.editors)
        name = next(n for n, editor in self.editors.items() if editor.widget is watched)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        step = _STEPS.get(Qt.Key(event.key()), 0) if plain else 0
        if step:
            self._take_typed(name)
            self.stepped.emit(name, step)
            return True
        if plain and event.key() == Qt.Key.Key_Tab and name == names[-1] and not self.last:
            self.stepped.emit(names[0], 1)
            return True
        return False

    def _take(self, name: str) -> None:
        self._read(name)
        self.edited.emit()

    def _take_typed(self, name: str) -> None:
        """On the first and last row no other one takes the cursor, and the field is not left."""
        if self._read(name):
            self.edited.emit()

    def _read(self, name: str) -> bool:
        editor = self.editors[name]
        try:
            value = editor.value()
        except Trouble as trouble:
            self.unread[name] = trouble.sentence
            editor.tell("problem")
            return False
        if value is None and editor.spec.required:
            value = editor.spec.fresh()  # an emptied number is none
        self.unread.pop(name, None)
        editor.tell("")
        if getattr(self.row, name) != value:
            setattr(self.row, name, value)
        return True
