"""The editor for a link: the other record is found by typing part of its name."""

from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from db.store.trouble import Trouble
from desktop.windows.editors.editor import Editor


class LinkEditor(Editor):
    """A line that offers records of the other register; its value is the record's id."""

    def build(self) -> QWidget:
        """A line with what it offers below."""
        self.line = QLineEdit()
        self.line.setPlaceholderText("输入名称的一部分查找")
        self._names = QStringListModel(self.line)
        completer = QCompleter(self._names, self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(lambda _: self._left())
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._offer)
        self.line.textEdited.connect(lambda _: self.touched.emit())
        self.line.editingFinished.connect(self._left)
        self._ids: dict[str, int] = {}
        self._value: int | None = None
        self._shown = ""
        return self.line

    def show_value(self, value: Any) -> None:
        """What the other record is called."""
        from db.store.links import captions

        kind: Any = self.spec.kind
        self._value = value
        if value is None:
            self._shown = ""
        else:
            with self.database.read() as session:
                self._shown = captions(session, kind.table, [value]).get(value, "")
        self.line.setText(self._shown)
        self.line.setCursorPosition(0)

    def value(self) -> Any:
        """The other record's id.

        Raises:
            Trouble: nothing, or more than one thing, is called so.
        """
        from db.store.links import meant

        text = self.line.text().strip()
        if text == self._shown:
            return self._value
        if not text:
            return None
        if text in self._ids:
            return self._ids[text]
        kind: Any = self.spec.kind
        with self.database.read() as session:
            return meant(session, kind.table, text)

    def lock(self, *, locked: bool) -> None:
        """Still to be selected and copied."""
        self.line.setReadOnly(locked)

    def _offer(self, text: str) -> None:
        from db.store.links import offered

        kind: Any = self.spec.kind
        with self.database.read() as session:
            found = offered(session, kind.table, text.strip(), 30)
        self._ids = {caption: number for number, caption in found}
        self._names.setStringList(list(self._ids))

    def _left(self) -> None:
        if self.line.isReadOnly() or self.line.text().strip() == self._shown:
            return
        try:
            value = self.value()
        except Trouble:
            self.edited.emit()
            return
        self.show_value(value)
        self.edited.emit()
