"""Paints the numbers of a table: ruled, at the right; red or amber where a rule is not kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon

from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.windows.statistics.cells import Seen
    from desktop.windows.statistics.sheet import Sheet

PAD = 6
"""Device-independent pixels beside a number."""
_CORNER = 7  # pixels of the mark of a comment
_Look = tuple[bool, bool, str]  # strong, underlined, and the name of its ink


def paint(sheet: "Sheet", clip: QRect) -> None:
    """Paint what of the table is to be seen there: grounds, then lines, then the words."""
    rows = _between(sheet.rowAt(clip.top()), sheet.rowAt(clip.bottom()), sheet.cells.rowCount())
    across = (sheet.columnAt(clip.left()), sheet.columnAt(clip.right()))
    columns = _between(*across, sheet.cells.columnCount())
    if not rows or not columns:
        return
    colours, here = look.current(), sheet.currentIndex()
    lefts = [(n, sheet.columnViewportPosition(n), sheet.columnWidth(n)) for n in columns]
    tops = [(n, sheet.rowViewportPosition(n), sheet.rowHeight(n)) for n in rows]
    left, top = lefts[0][1], tops[0][1]
    right, below = sum(lefts[-1][1:]) - 1, sum(tops[-1][1:]) - 1
    painter = QPainter(sheet.viewport())
    painter.fillRect(QRect(QPoint(left, top), QPoint(right, below)), QColor(colours.surface))
    grounds = {name: QColor(getattr(colours, name)) for name in ("red_tint", "amber_tint", "tint")}
    words: dict[_Look, list[tuple[QRect, str]]] = {}
    corners = []
    for row, y, high in tops:
        for column, x, wide in lefts:
            seen, rect = sheet.cells.seen(row, column), QRect(x, y, wide, high)
            at = here.row() == row and here.column() == column
            if ground := _ground(seen, here=at):
                painter.fillRect(rect, grounds[ground])
            if seen.words:
                words.setdefault(_look(seen), []).append((rect, seen.words))
            if seen.noted:
                corners.append(rect.topRight())
    painter.setPen(QColor(colours.line))
    painter.drawLines([QLine(left, y + high - 1, right, y + high - 1) for _, y, high in tops])
    painter.drawLines([QLine(x + wide - 1, top, x + wide - 1, below) for _, x, wide in lefts])
    for kind, several in words.items():
        _write(painter, sheet.font(), kind, several)
    _mark(painter, corners, QColor(colours.accent))
    if here.row() in rows and here.column() in columns and sheet.hasFocus():
        painter.setPen(QColor(colours.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.visualRect(here).adjusted(0, 0, -1, -1))
    painter.end()


def _between(first: int, last: int, count: int) -> range:
    """What is to be seen; -1 is Qt's word for where there is nothing."""
    return range(first, (last if last >= 0 else count - 1) + 1) if first >= 0 else range(0)


def _ground(seen: "Seen", *, here: bool) -> str:
    return {"error": "red_tint", "warning": "amber_tint"}.get(
        seen.tone, "tint" if here and not seen.tone else ""
    )


def _look(seen: "Seen") -> _Look:
    inks = {"error": "red", "warning": "amber", "moved": "amber"}
    ink = inks.get(seen.tone, "quiet" if seen.beside else "ink")
    return seen.strong, seen.tone in ("error", "moved"), ink


def _write(
    painter: QPainter, font: QFont, kind: _Look, several: "Iterable[tuple[QRect, str]]"
) -> None:
    """Words of one look; a font and a pen are dearer than the words."""
    strong, underlined, ink = kind
    own = QFont(font)
    own.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
    own.setUnderline(underlined)
    painter.setFont(own)
    painter.setPen(QColor(getattr(look.current(), ink)))
    metrics, known = QFontMetrics(own), dict[str, int]()
    for rect, words in several:
        wide = known.get(words)
        if wide is None:
            wide = known[words] = metrics.horizontalAdvance(words)
        base = rect.top() + (rect.height() - metrics.height()) // 2 + metrics.ascent()
        painter.drawText(rect.right() - PAD - wide + 1, base, words)


def _mark(painter: QPainter, corners: "Iterable[QPoint]", colour: QColor) -> None:
    """A filled corner where there is a comment."""
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    left, below = QPoint(-_CORNER, 0), QPoint(0, _CORNER)
    for corner in corners:
        painter.drawPolygon(QPolygon([corner, corner + left, corner + below]))
