"""What in a window cannot be read: words that are cut, and parts that a screen reader cannot name.

For the tests and the command ``screenshots``; nothing here is asked while people work.
"""

from collections.abc import Iterator
from typing import TypeGuard

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop.windows.parts.rows import Elided

_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
_SLACK = 1  # device-independent pixels: sizes are rounded
_HEADING = 27
"""What a heading needs beside its words: padding, as the style sheet says."""
_SHORT = 8
"""Characters of a date, an amount, a state or a name: in a table they are read at a glance."""
_FIELD = 20
"""What a field needs beside its words: border and padding."""


def cut(window: QWidget) -> list[str]:
    """The words of a shown window that find no room, each with what holds it.

    ``Elided`` shows by design that it ends early, and tells the rest in its tooltip.
    """
    found = []
    for part in _shown(window):
        if isinstance(part, QLabel | QAbstractButton):
            words = part.text()
            if words and not isinstance(part, Elided) and _is_short(part):
                found.append(f"{type(part).__name__}：{words}")
        elif isinstance(part, QTabBar):
            found += [f"标签：{part.tabText(n)}" for n in range(part.count()) if _tab_cut(part, n)]
        elif type(part) is QHeaderView:  # the head of the statistics paints itself
            found += [f"表头：{words}" for words in _cut_headings(part)]
        elif isinstance(part, QTableView) and _painted_by_qt(part):
            found += [f"格子：{words}" for words in _cut_cells(part)]
        elif _is_choice(part) and _choice_cut(part):
            found.append(f"选择：{part.currentText()}")
        elif isinstance(part, QLineEdit) and _hint_cut(part):
            found.append(f"提示：{part.placeholderText()}")
    return found


def nameless(window: QWidget) -> list[str]:
    """Parts of a window that take the keyboard or the mouse and have no name to be read aloud."""
    found = []
    for part in _shown(window):
        if not _is_acted_on(part):
            continue
        interface = QAccessible.queryAccessibleInterface(part)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(_where(part))
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    for part in (window, *window.findChildren(QWidget)):
        if part.isVisibleTo(window) and part.window() is window.window():
            yield part


def _painted_by_qt(table: QTableView) -> bool:
    """One that paints its own cells has measured them: the list of records, the statistics."""
    by_view = type(table).paintEvent is QTableView.paintEvent
    return by_view and type(table.itemDelegate()) is QStyledItemDelegate


def _is_short(part: QLabel | QAbstractButton) -> bool:
    need = _need(part)
    return part.width() + _SLACK < need.width() or part.height() + _SLACK < need.height()


def _need(part: QLabel | QAbstractButton) -> QSize:
    """The least room in which all of it is drawn; what wraps needs the height for its width."""
    if isinstance(part, QLabel) and part.wordWrap():
        height = part.heightForWidth(part.width())
        return QSize(0, height)
    if isinstance(part, QPushButton) and part.layout() is not None:
        return QSize()  # a Line: its own parts are looked at
    if (
        isinstance(part, QToolButton)
        and part.toolButtonStyle() == _ICON
        and not part.icon().isNull()
    ):
        return QSize()  # its word is for the tooltip
    margin = part.sizeHint()
    metrics = part.fontMetrics()
    if isinstance(part, QLabel):
        return QSize(margin.width(), min(margin.height(), metrics.height()))
    return QSize(margin.width(), metrics.height())


def _tab_cut(bar: QTabBar, number: int) -> bool:
    need = bar.fontMetrics().horizontalAdvance(bar.tabText(number).replace("&", ""))
    return bar.isTabVisible(number) and bar.tabRect(number).width() < need


def _cut_headings(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal:
        return []
    found = []
    for place in range(header.count()):
        words = model.headerData(place, header.orientation())
        if not isinstance(words, str) or header.isSectionHidden(place):
            continue
        need = header.fontMetrics().horizontalAdvance(words) + _HEADING
        if header.sectionSize(place) + _SLACK < need:
            found.append(words)
    return found


def _cut_cells(table: QTableView) -> list[str]:
    """Short words in the rows on screen that end in …; long ones may, a tooltip tells them."""
    model, found = table.model(), []
    last = table.rowAt(table.viewport().height() - 1)
    for row in range(max(table.rowAt(0), 0), (last if last >= 0 else model.rowCount() - 1) + 1):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            words = index.data()
            if not isinstance(words, str) or not 1 < len(words) <= _SHORT:
                continue
            if table.isColumnHidden(column) or table.columnSpan(row, column) > 1:
                continue
            if table.columnWidth(column) + _SLACK < table.sizeHintForIndex(index).width():
                found.append(words)
    return found


def _choice_cut(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.fontMetrics().boundingRect(box.currentText()).width() > room.width()


def _is_choice(part: QWidget) -> TypeGuard[QComboBox]:
    """A box to choose from; one to type into is a field, whose text people can walk through."""
    return isinstance(part, QComboBox) and not part.isEditable()


def _hint_cut(part: QLineEdit) -> bool:
    hint = part.placeholderText()
    return bool(hint) and _wider(part, hint, _FIELD)


def _wider(part: QWidget, words: str, frame: int) -> bool:
    """Whether words need more than a field has inside its frame."""
    return part.fontMetrics().horizontalAdvance(words) + frame > part.width() + _SLACK


_ACTED_ON = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTabBar)
_PARTS_OF_OTHERS = (QScrollBar, QHeaderView)


def _is_acted_on(part: QWidget) -> bool:
    corner = type(part) is QAbstractButton  # of a table, in Qt's own hands
    if corner or isinstance(part, _PARTS_OF_OTHERS) or part.objectName().startswith("qt_"):
        return False
    if isinstance(part.parent(), QComboBox):
        return False
    focusable = part.focusPolicy() & Qt.FocusPolicy.TabFocus.value
    return bool(focusable) or isinstance(part, _ACTED_ON)


def _where(part: QWidget) -> str:
    chain: list[str] = []
    here: QWidget | None = part
    while here is not None and len(chain) < 4:
        chain.append(type(here).__name__)
        here = here.parentWidget()
    return " < ".join(chain)
