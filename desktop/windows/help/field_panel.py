"""At a form's foot: what the field wants in which people are, while they want to know it."""

import html
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.later import later
from desktop.windows.record.children import Rows
from desktop.windows.record.field_cell import FieldCell
from desktop.windows.record.line_cells import LineCells

if TYPE_CHECKING:
    from db.store.fields import Field
    from db.store.progress import Progress

_ROWS = 9
"""Lines of text that are seen at once; more are scrolled to."""


class Told(NamedTuple):
    """A field of which is told; ``cls`` is None where the form's register is meant."""

    cls: Any
    spec: "Field"
    place: QWidget

    @property
    def locked(self) -> bool:
        """Whether people can only look there."""
        return isinstance(self.place, FieldCell | Rows) and self.place.locked


class FieldPanel(QFrame):
    """Shown by F1 or a field's question mark, follows the cursor, goes at Esc.

    Args:
        cls: the register, for fields that do not say whose they are.
    """

    def __init__(self, cls: Any) -> None:
        super().__init__()
        self._cls = cls
        self._told: Told | None = None
        look.mark(self, "notice")
        self.setAccessibleName("本栏说明")
        self._title = look.mark(QLabel(), "strong")
        more = look.mark(QPushButton("帮助手册(&M)"), "link")
        more.setToolTip("在帮助手册里看整个登记簿（再按一次 F1）")
        more.clicked.connect(self.open_book)
        close = look.mark(QPushButton(icon("close", look.current().quiet), ""), "quiet")
        close.setAccessibleName("收起说明")
        close.setToolTip("收起（Esc）")
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(more)
        head.addWidget(close)
        self._words = QTextBrowser()
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setTabChangesFocus(True)
        self._words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words.setAccessibleName("本栏说明")
        self._words.document().setDocumentMargin(0)
        look.mark(self._words, "plain")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What is said now."""
        return self._words.toPlainText()

    def show_field(self, asked: Told) -> None:
        """Tell of a field; the figures follow when they are known."""
        cls = asked.cls or self._cls
        if self.isHidden():
            QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]
        self._told = asked
        self._title.setText(asked.spec.label)
        self._tell(asked, "")
        self.show()

        def counted(_progress: "Progress") -> str:
            from desktop.documents.help.fields import counted

            return counted(cls, asked.spec)

        def know(said: str) -> None:
            if said and self._told == asked and not self.isHidden():
                self._tell(asked, said)

        tasks.run(self, "正在查看计入哪些数字", counted, know).keep_quiet()

    def shows(self, asked: Told) -> bool:
        """Whether that field is the one that is told of."""
        return not self.isHidden() and self._told == asked

    def put_away(self) -> None:
        """Take the panel away; the cursor stays where it is."""
        if not self.isHidden():
            QApplication.instance().focusChanged.disconnect(self._moved)  # type: ignore[union-attr]
            self.hide()

    def open_book(self) -> None:
        """The chapter of the register, in the book."""
        from desktop.windows.help.window import open_help

        open_help(self, self._cls.__tablename__)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width turns the words elsewhere; before it is first shown it has none."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        asked = field_at(now)
        if asked is not None and asked != self._told and panel_near(asked.place) is self:
            self.show_field(asked)

    def _tell(self, asked: Told, figures: str) -> None:
        from desktop.documents.help.fields import told

        cls, spec = asked.cls or self._cls, asked.spec
        parts = [*told(cls, spec, locked=asked.locked), *([("统计", figures)] if figures else [])]
        quiet = look.current().quiet
        self._words.setHtml(
            "<table cellspacing='0' cellpadding='2'>"
            + "".join(
                f"<tr><td style='color:{quiet}; white-space:nowrap'>{name}&nbsp;&nbsp;</td>"
                f"<td>{html.escape(words)}</td></tr>"
                for name, words in parts
            )
            + "</table>"
        )
        self._fit()
        if self._told is not None:
            self._bring_up(self._told.place)

    def _bring_up(self, place: QWidget) -> None:
        """What the panel takes of the form's room may be where the field stood."""
        area: QWidget | None = place.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            later(place, 0, partial(_bring_up, area, place))

    def _fit(self) -> None:
        measured = self._words.document().clone()
        measured.setTextWidth(max(self.width() - 3 * look.GAP_WIDE, 200))
        most = self.fontMetrics().lineSpacing() * _ROWS
        self._words.setFixedHeight(min(round(measured.size().height()) + 4, most))


def _bring_up(area: QScrollArea, place: QWidget) -> None:
    """Scroll to a place, or to where the cursor is in one that has no room, as many rows."""
    focus: QWidget | None = place.window().focusWidget()
    part = place if place.height() <= area.viewport().height() else focus
    if part is not None and area.isAncestorOf(part):
        area.ensureWidgetVisible(part, 0, look.GAP)


def field_at(widget: QWidget | None) -> Told | None:
    """The field in which a widget stands: in a form, in the line of a closed row, over the rows."""
    place = widget
    while place is not None and not isinstance(place, FieldCell | LineCells | Rows):
        place = place.parentWidget()
    if isinstance(place, Rows):
        return Told(None, place.spec, place)
    if isinstance(place, FieldCell):
        return Told(place.cls, place.spec, place)
    if isinstance(place, LineCells) and (spec := place.field_of(widget)) is not None:
        return Told(type(place.row), spec, place)
    return None


def panel_near(widget: QWidget) -> FieldPanel | None:
    """The panel of the form in which a widget stands, or beside which it asks for a move."""
    above = widget.parentWidget()
    while above is not None:
        found = above.findChild(FieldPanel)
        if isinstance(found, FieldPanel):
            return found
        above = above.parentWidget()
    return None


def explain(asked: Told) -> bool:
    """Tell of a field at its form's foot; False where there is no such place, or it is told."""
    panel = panel_near(asked.place)
    if panel is None or panel.shows(asked):
        return False
    panel.show_field(asked)
    return True
