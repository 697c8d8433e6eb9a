"""A text field in which words can be typed and figures cannot: each is one piece, like a stamp."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.windows.parts import look

_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_SOURCE = QTextFormat.Property.UserProperty.value + 1
_WORDS = _SOURCE + 1
_PIECE = "\ufffc"
_SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_OWN = "application/x-fengqiao-sentence"
_AROUND = 4.0  # device-independent pixels left and right of a figure's words

Told = Callable[[str], str]
"""What is shown for a place such as ``services.handled|exact``: its words as printed."""


class _Stamp(QPyTextObject):
    """Draws one figure: its words on the accent's tint."""

    def intrinsicSize(self, doc: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        """As wide as its words."""
        metrics = QFontMetricsF(doc.defaultFont())
        return QSizeF(
            metrics.horizontalAdvance(form.property(_WORDS)) + 2 * _AROUND, metrics.height()
        )

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        _at: int,
        form: QTextFormat,
    ) -> None:
        """Tint, then words."""
        colours = look.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        room = QRectF(rect)
        painter.drawRoundedRect(room.adjusted(1, 1, -1, 0), 4, 4)
        painter.setPen(QColor(colours.accent))
        painter.setFont(doc.defaultFont())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, form.property(_WORDS))


class SentenceEdit(QTextEdit):
    """A sentence of the report in the form ``全年办理{{services.handled}}。``.

    A figure can be put in, moved by cut and paste, and taken out as a whole; what it says is
    counted. Clicking one twice asks for its records.
    """

    figure_asked = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._told: Told = str
        self._stamp = _Stamp(self)
        self._showing = False
        self.document().documentLayout().registerHandler(_TYPE, self._stamp)
        self.textChanged.connect(self._say_edited)

    def show_text(self, text: str, told: Told) -> None:
        """Show a text; ``told`` says what its figures print."""
        self._told = told
        self._showing = True
        self.clear()
        self._put(QTextCursor(self.document()), text)
        self.document().clearUndoRedoStacks()
        self._showing = False

    def tell_again(self, told: Told) -> None:
        """Say anew what the figures print; the cursor stays."""
        place = self.textCursor().position()
        self.show_text(_source_of(self.document()), told)
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)

    def text(self) -> str:
        """What stands there, each figure as its place again."""
        return _source_of(self.document()).strip()

    def put_figure(self, place: str) -> None:
        """Put a figure where the cursor stands."""
        self._put(self.textCursor(), "{{" + place + "}}")
        self.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A figure opens its records; words are selected as everywhere."""
        place = self._place_at(self.cursorForPosition(event.position().toPoint()))
        if place:
            self.figure_asked.emit(place)
        else:
            super().mouseDoubleClickEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Outside people get the words, inside the figures stay figures."""
        part = QTextEdit()
        part.textCursor().insertFragment(self.textCursor().selection())
        source = _source_of(part.document())
        data = QMimeData()
        data.setText(_SLOT.sub(lambda found: self._told(found[1]), source))
        data.setData(_OWN, source.encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain words, freed of what WPS and web pages put between them."""
        from db.figures.annual_report.plain import tidied

        if source.hasFormat(_OWN):
            text = bytes(source.data(_OWN).data()).decode()
        else:
            text = tidied(source.text())
        self._put(self.textCursor(), text)

    def _put(self, cursor: QTextCursor, text: str) -> None:
        cursor.beginEditBlock()
        place = 0
        for found in _SLOT.finditer(text):
            cursor.insertText(text[place : found.start()], QTextCharFormat())
            cursor.insertText(_PIECE, self._figure(found[1]))
            place = found.end()
        cursor.insertText(text[place:], QTextCharFormat())
        cursor.endEditBlock()

    def _figure(self, place: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setObjectType(_TYPE)
        form.setProperty(_SOURCE, place)
        form.setProperty(_WORDS, self._told(place))
        form.setToolTip(place)
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBottom)
        return form

    @staticmethod
    def _place_at(cursor: QTextCursor) -> str:
        for move in (0, 1):
            there = QTextCursor(cursor)
            if move and not there.movePosition(QTextCursor.MoveOperation.NextCharacter):
                continue
            form = there.charFormat()
            if form.objectType() == _TYPE:
                return str(form.property(_SOURCE))
        return ""

    def _say_edited(self) -> None:
        if not self._showing:
            self.edited.emit()


def _source_of(document: QTextDocument) -> str:
    lines, block = [], document.begin()
    while block.isValid():
        stretches: Any = block  # walking over a block is not in the library's type hints
        found = (it.fragment() for it in stretches)
        lines.append("".join(_written(one) for one in found if one.isValid()))
        block = block.next()
    return "\n".join(lines)


def _written(fragment: Any) -> str:
    """A stretch of one look: words, or the same figure once or several times."""
    text: str = fragment.text()
    form = fragment.charFormat()
    if form.objectType() == _TYPE:
        return ("{{" + str(form.property(_SOURCE)) + "}}") * text.count(_PIECE)
    return text.replace("\u2028", "\n").replace(_PIECE, "")
