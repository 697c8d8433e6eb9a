"""A chapter's Markdown in a text view, in the house's measures; words found in it are marked."""

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from desktop.windows.parts import look

_SIZES = {0: "body", 1: "larger", 2: "large", 3: "body"}
_ABOVE = {0: 4, 1: 0, 2: look.GAP_WIDE, 3: look.GAP}
_LEADING = 130
"""Percent of a line's own height."""
_INDENT = 20  # device-independent pixels: items begin here


def set_text(view: QTextBrowser, markdown: str) -> None:
    """Show a chapter from its beginning."""
    document = view.document()
    document.setDocumentMargin(look.GAP_WIDE)
    document.setIndentWidth(_INDENT)
    view.setMarkdown(markdown)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(_ABOVE[level])
        shape.setBottomMargin(4)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(shape)
        if level:
            words = QTextCharFormat()
            words.setFontPointSize(look.points(_SIZES[level]))
            words.setFontWeight(QFont.Weight.Medium)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.setCharFormat(words)  # in the place of Qt's own size for a heading
        block = block.next()
    cursor.endEditBlock()
    view.moveCursor(QTextCursor.MoveOperation.Start)


def mark_words(view: QTextBrowser, words: str, *, again: bool = False) -> int:
    """Mark every place of the words and go to the first, or to the next one; gives how many."""
    document = view.document()
    marks: list[QTextEdit.ExtraSelection] = []
    at = QTextCursor(document)
    while words and not (at := document.find(words, at)).isNull():
        mark = QTextEdit.ExtraSelection()
        mark.cursor = at  # type: ignore[attr-defined]
        mark.format.setBackground(QColor(look.current().amber_tint))  # type: ignore[attr-defined]
        mark.format.setForeground(QColor(look.current().ink))  # type: ignore[attr-defined]
        marks.append(mark)
    view.setExtraSelections(marks)
    if marks:
        start = QTextCursor(view.textCursor() if again else document)
        found = document.find(words, start, QTextDocument.FindFlag(0))
        view.setTextCursor(document.find(words, 0) if found.isNull() else found)
        view.ensureCursorVisible()
    return len(marks)
