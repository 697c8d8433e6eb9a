"""Editors for what is typed in lines: text, numbers, amounts; and for what is only shown."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.windows.editors.editor import Editor
from desktop.windows.parts import look

_FRAME = 24  # border and padding of a line, in device-independent pixels


def whole_line(line: QLineEdit) -> int:
    """The width that shows all of a line one only can look at; 0 where one can walk through it."""
    if not line.isReadOnly():
        return 0
    return line.fontMetrics().horizontalAdvance(line.text()) + _FRAME


class TextEditor(Editor):
    """One line; the kind reads what was typed when people leave it."""

    def build(self) -> QWidget:
        """A line."""
        self.line = QLineEdit(self.place)
        self.line.textEdited.connect(lambda _: self.touched.emit())
        self.line.editingFinished.connect(self._left)
        self._shown = ""
        return self.line

    def show_value(self, value: Any) -> None:
        """As lists show it; what stands there already keeps its cursor."""
        self._shown = self.spec.shown(value)
        if self.line.text() != self._shown:
            self.line.setText(self._shown)
            self.line.setCursorPosition(0)

    def value(self) -> Any:
        """As the field reads it."""
        return self.spec.parse(self.line.text())

    def lock(self, *, locked: bool) -> None:
        """Still to be selected and copied."""
        self.line.setReadOnly(locked)
        self.line.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus
        )

    def needs(self) -> int:
        """What only can be looked at is seen whole: names, fingerprints, digests."""
        return whole_line(self.line)

    def _left(self) -> None:
        if self.line.text() != self._shown and not self.line.isReadOnly():
            self._shown = self.line.text()
            self.edited.emit()


class AmountEditor(TextEditor):
    """Numbers and amounts, to the right."""

    def build(self) -> QWidget:
        """A line whose digits stand under one another."""
        widget = super().build()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return widget


class LongEditor(Editor):
    """Several lines; grows with its text."""

    wide = True
    _FEWEST, _MOST = 3, 16

    def build(self) -> QWidget:
        """A box of lines; Tab leaves it."""
        self.box = QPlainTextEdit(self.place)
        self.box.setTabChangesFocus(True)
        self.box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        self._shown, self._showing = "", False
        self._grow()
        return self.box

    def show_value(self, value: Any) -> None:
        """The text; what stands there already keeps its cursor and its own undo."""
        self._shown = self.spec.kind.format(value)
        if self.box.toPlainText() != self._shown:
            self._showing = True
            self.box.setPlainText(self._shown)
            self._showing = False
        self._grow()

    def value(self) -> Any:
        """As the kind reads it."""
        return self.spec.kind.parse(self.box.toPlainText())

    def lock(self, *, locked: bool) -> None:
        """Still to be selected and copied."""
        self.box.setReadOnly(locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the box is the end of the edit; a new width may need more lines."""
        if watched is self.box and event.type() == QEvent.Type.FocusOut:
            text = self.box.toPlainText()
            if text != self._shown and not self.box.isReadOnly():
                self._shown = text
                self.edited.emit()
        elif watched is self.box and event.type() == QEvent.Type.Resize:
            self._grow()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._grow()
        if not self._showing:
            self.touched.emit()

    def _grow(self) -> None:
        lines = int(self.box.document().size().height())
        shown = min(max(lines, self._FEWEST), self._MOST)
        height = shown * self.box.fontMetrics().lineSpacing() + 24
        if self.box.height() != height:
            self.box.setFixedHeight(height)


class ShownOnly(Editor):
    """What the program computes or a move sets."""

    def build(self) -> QWidget:
        """Words that can be copied."""
        self.label = QLabel(self.place)
        self.label.setWordWrap(True)
        self.label.setMinimumHeight(look.row_height(self.label))  # level with a line beside it
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value: Any = None
        return self.label

    def show_value(self, value: Any) -> None:
        """As the kind writes it; a dash where there is none yet."""
        self._value = value
        text = self.spec.shown(value)
        self.label.setText(text or "—")
        look.mark(self.label, "" if text else "quiet")

    def value(self) -> Any:
        """What was shown."""
        return self._value

    def lock(self, *, locked: bool) -> None:
        """It is never anything else."""
        del locked
