"""Editors for a choice: an entry of a code table, and yes or no."""

from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QWidget

from db.store.codes import codes
from desktop.windows.editors.editor import Editor
from desktop.windows.editors.passing import Passing
from desktop.windows.editors.sounding import Sounding

_COMES = (QEvent.Type.FocusIn, QEvent.Type.KeyPress)
_FEWEST = 4
"""Characters that a box has room for at least."""


class Combo(QComboBox):
    """A combo box that one can type into, and that the wheel does not change in passing.

    Its list, 13 objects of 22, is made when people first come here. What makes Qt make it sooner
    is not asked of Qt: to be editable, to be so wide, to stand on an entry.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineEdit(QLineEdit(self))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        self.setPlaceholderText(" ")  # else it stands on the first entry that it is given
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._offered = Sounding(self)  # Qt's own completer is lost to Python now and then
        self.setCompleter(self._offered)
        Passing(self._offered, self.lineEdit())
        self.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Room for a few characters, whatever there is to choose from."""
        return _room(self.font().key())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return _room(self.font().key())

    def showPopup(self) -> None:
        """The list has an edge; Qt takes it away from lists of editable boxes."""
        self._stand()
        holder = self.view().parentWidget()
        if isinstance(holder, QFrame):
            holder.setFrameShape(QFrame.Shape.StyledPanel)
            holder.setContentsMargins(1, 1, 1, 1)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form; whoever comes here finds the list where the words are."""
        if watched is self and event.type() in _COMES:
            self._stand()
        if watched is self and event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def meant(self) -> int:
        """The place of the entry that is written, or that alone sounds so; -1 for none."""
        typed = self.currentText().strip()
        place = self.findText(typed)
        return place if place >= 0 else self._offered.only(typed)

    def write(self, place: int) -> None:
        """Show the entry of that place, -1 for none."""
        self.setEditText(self.itemText(place) if place >= 0 else "")
        if self.hasFocus():
            self._stand()

    def _stand(self) -> None:
        self._offered.listen()
        place = self.findText(self.currentText())
        if place >= 0:
            self.setCurrentIndex(place)


@cache
def _room(_font: str) -> QSize:
    """As one box in our dress and that font asks for."""
    one = QComboBox()
    one.setEditable(True)
    one.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    one.setMinimumContentsLength(_FEWEST)
    one.ensurePolished()
    return one.sizeHint()


class ChoiceEditor(Editor):
    """An entry of a code table; typing narrows the list."""

    def build(self) -> QWidget:
        """The entries in force, a blank before them where the field may stay empty."""
        self.combo = Combo(self.place)
        kind: Any = self.spec.kind
        self._table = codes(kind.table)
        if not self.spec.required:
            self.combo.addItem("", None)
        for entry in self._table.leaves():
            heading = self._table.get(entry.parent) if entry.parent else None
            name = f"{heading.name} › {entry.name}" if heading else entry.name
            self.combo.addItem(name, entry.code)
        self.combo.activated.connect(lambda _: self._left())
        self.combo.lineEdit().textEdited.connect(lambda _: self.touched.emit())
        self.combo.lineEdit().editingFinished.connect(self._left)
        self._shown: Any = None
        return self.combo

    def show_value(self, value: Any) -> None:
        """The entry's name; one no longer in force is added, so that nothing is lost."""
        if value is not None and self.combo.findData(value) < 0:
            self.combo.addItem(self._table.name(value), value)
        self._shown = value
        self.combo.write(self.combo.findData(value))
        self.combo.lineEdit().setCursorPosition(0)

    def value(self) -> Any:
        """The entry's code."""
        place = self.combo.meant()
        text = self.combo.currentText()
        return self.combo.itemData(place) if place >= 0 else self.spec.kind.parse(text)

    def _left(self) -> None:
        from db.store.trouble import Trouble

        try:
            value = self.value()
        except Trouble:
            self.edited.emit()
            return
        if value != self._shown:
            self.show_value(value)
            self.edited.emit()


class YesNoEditor(Editor):
    """A box to tick."""

    def build(self) -> QWidget:
        """The box; its label stands beside it as for every field."""
        self.box = QCheckBox("是", self.place)
        self.box.setTristate(not self.spec.required)
        self.box.clicked.connect(lambda _: self.edited.emit())
        return self.box

    def show_value(self, value: Any) -> None:
        """Ticked, empty, or undecided."""
        state = Qt.CheckState.PartiallyChecked if value is None else Qt.CheckState.Unchecked
        if value:
            state = Qt.CheckState.Checked
        if value is None and not self.box.isTristate():
            state = Qt.CheckState.Unchecked
        self.box.setCheckState(state)

    def value(self) -> Any:
        """True, False, or None while undecided."""
        state = self.box.checkState()
        return None if state == Qt.CheckState.PartiallyChecked else state == Qt.CheckState.Checked
