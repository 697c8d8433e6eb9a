"""Editors for a choice: an entry of a code table, and yes or no."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFrame, QWidget

from db.store.codes import codes
from desktop.windows.editors.editor import Editor
from desktop.windows.editors.passing import Passing


class Combo(QComboBox):
    """A combo box that one can type into, and that the wheel does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        completer = QCompleter(self.model(), self)  # Qt's own is lost to Python now and then
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        Passing(completer, self.lineEdit())
        self.installEventFilter(self)

    def showPopup(self) -> None:
        """The list has an edge; Qt takes it away from lists of editable boxes."""
        holder = self.view().parentWidget()
        if isinstance(holder, QFrame):
            holder.setFrameShape(QFrame.Shape.StyledPanel)
            holder.setContentsMargins(1, 1, 1, 1)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form."""
        if watched is self and event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ChoiceEditor(Editor):
    """An entry of a code table; typing narrows the list."""

    def build(self) -> QWidget:
        """The entries in force, a blank before them where the field may stay empty."""
        self.combo = Combo()
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
        place = self.combo.findData(value)
        self.combo.setCurrentIndex(place)
        if place < 0:
            self.combo.setEditText("")
        self.combo.lineEdit().setCursorPosition(0)

    def value(self) -> Any:
        """The entry's code."""
        text = self.combo.currentText().strip()
        place = self.combo.findText(text)
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
        self.box = QCheckBox("是")
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
