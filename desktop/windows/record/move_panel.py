"""What a move asks at the moment it is made, and what stands in its way."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from db.store.sole import usual
from desktop.windows.parts import look
from desktop.windows.parts.laid_out import laid_out
from desktop.windows.parts.rows import Sentence
from desktop.windows.parts.tab_order import go_on, stops
from desktop.windows.record.field_grid import FieldGrid

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field
    from db.store.moves import Move
    from db.store.problems import Problem


_FEW = 3
"""Sentences shown at once; the next ones come up as these are settled."""


class _Asked(QScrollArea):
    """As high as what is asked, while that has room; the window never grows with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """All of it."""
        asked = self.widget()
        if asked is None:
            return super().sizeHint()
        hint, wide = asked.sizeHint(), self.viewport().width()
        turned = asked.heightForWidth(wide) if self.isVisible() else -1  # sentences as they turn
        return QSize(hint.width(), turned if turned > 0 else hint.height())

    def minimumSizeHint(self) -> QSize:
        """Two fields; all of it, where it is less."""
        two = 8 * self.fontMetrics().height()
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), two))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sentence more or less, fields beside each other: another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


class MovePanel(QFrame):
    """The fields a move asks for.

    ``confirmed`` carries the move people want, ``led`` the path of a field they go to; ``changed``
    when the record was written into.
    """

    confirmed = Signal(object)
    led = Signal(str)
    changed = Signal()

    def __init__(self, database: "Database", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "card")
        self._database = database
        self._move: Move | None = None
        self._grid: FieldGrid | None = None
        self._record: Any = None
        self._tried = False  # what is still blank is no fault before
        self._left: QWidget | None = None  # where the cursor was
        self._before: dict[str, Any] = {}
        self._day = ""  # the first date asked: the move's own
        self._proposed: dict[str, Any] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        self._rows.setSpacing(look.GAP)
        self._asked = _Asked()
        self._rows.addWidget(self._asked)
        self._against = QVBoxLayout()
        self._against.setSpacing(0)
        self._rows.addLayout(self._against)
        foot = QHBoxLayout()
        self._folded = look.mark(QPushButton(), "link")
        self._folded.clicked.connect(self._unfold)
        foot.addWidget(self._folded)
        foot.addStretch(1)
        self._cancel = look.mark(QPushButton("取消"), "quiet")
        self._cancel.clicked.connect(self.cancel)
        self._go = look.mark(QPushButton(), "primary")
        self._go.clicked.connect(self.confirm)
        foot.addWidget(self._cancel)
        foot.addWidget(self._go)
        self._rows.addLayout(foot)
        self.hide()

    def ask(self, move: "Move", record: Any) -> None:
        """Ask for what the move needs; its first date stands at today, what is usual as last."""
        if not self._is_within(focus := self.window().focusWidget()):
            self._left = focus
        self._move, self._record = move, record
        self.setAccessibleName(move.label)
        self._go.setText(f"{move.label}(&O)")
        fields = type(record).fields
        specs = [_asked(fields[name], move) for name in move.asks]
        self._grid = FieldGrid(specs, self._database, told_of=type(record))
        self._before = {name: getattr(record, name) for name in move.asks}
        self._day = next((s.name for s in specs if s.kind.code == "date"), "")
        if self._day and getattr(record, self._day) is None:
            setattr(record, self._day, date.today())
        self._proposed = {}
        self._propose()
        with self._database.read() as session:
            known = usual(session, record, move.asks)
        for name, value in known.items():
            setattr(record, name, value)
        self._grid.show_row(record)
        self._grid.edited.connect(self._edited)
        self._asked.setWidget(self._grid)
        self._asked.setVisible(bool(specs))
        self._folded.hide()
        self._tried = False
        self.look_again()
        self.show()
        self.changed.emit()
        first = next(iter(self._grid.cells.values()), None)
        if first is None:
            self._go.setFocus()
        else:
            first.enter()

    def confirm(self) -> None:
        """People want the move."""
        if self._move is not None and not self.isHidden():
            self.confirmed.emit(self._move)

    def _lead(self, path: str) -> None:
        """Go to a field of the form; what is asked here makes room for it."""
        if self._grid is not None:
            asked = sum(map(self._grid.applies, self._grid.specs))
            self._folded.setText(f"展开要填的 {asked} 栏")
        self._folded.setVisible(not self._asked.isHidden() or not self._folded.isHidden())
        self._asked.hide()
        self.led.emit(path)

    def _unfold(self) -> None:
        """Show again what is asked, with the cursor in it."""
        self._folded.hide()
        self._asked.show()
        if self._grid is not None and (first := next(iter(self._grid.cells.values()), None)):
            first.enter()

    def take(self) -> bool:
        """Write what was typed into the record; False when something is against the move.

        Then the cursor stands in the first field here that has to do with it.
        """
        self._tried = True
        grid, move = self._grid, self._move
        if grid is None or move is None:
            return False
        grid.refresh()  # what the form just took of the same field
        taken, found = grid.take_all(), self.look_again()
        wrong = next((one.path for one in found if one.path in move.asks), "")
        if first := grid.unread() or wrong:
            grid.enter(first)
        return taken and not found

    def cancel(self) -> None:
        """Take the panel away; the record is as it was before the move was asked for."""
        if self.isHidden() or self._grid is None:
            return
        for name, value in self._before.items():
            setattr(self._record, name, value)
        self.hide()
        self.changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """The cursor goes back to where it was, when the panel goes with it."""
        super().hideEvent(event)
        left, self._left = self._left, None
        within = self.isHidden() and self._is_within(self.window().focusWidget())
        if within and left is not None and isValid(left):
            left.setFocus()

    def _is_within(self, focus: QWidget | None) -> bool:
        """Whether the cursor stands in the panel."""
        return focus is not None and self.isAncestorOf(focus)

    def sentences(self) -> list[str]:
        """What stands against the move, apart from its own fields."""
        return [part.text() for part in laid_out(self._against) if isinstance(part, QPushButton)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the panel away; Enter goes on, and in the end makes the move."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through what is asked and what stands against it; what loses all comes last."""
        made = [] if self._grid is None or self._asked.isHidden() else stops(self._grid)
        order = (
            *made,
            *stops(self._folded),
            *stops(*laid_out(self._against)),
            self._go,
            self._cancel,
        )
        return go_on(self, order, forward=forward) or super().focusNextPrevChild(forward)

    def _typed(self, problem: "Problem") -> bool:
        """Whether it is about something that stands there."""
        return getattr(self._record, problem.path) not in (None, "", [])

    def _propose(self) -> None:
        """What the move's day makes usual, where people have not said something else."""
        day: date | None = getattr(self._record, self._day) if self._day else None
        if day is None or self._move is None:
            return
        old, self._proposed = self._proposed, self._move.proposes(day)
        for name, value in self._proposed.items():
            if getattr(self._record, name) in (None, old.get(name)):
                setattr(self._record, name, value)

    def _edited(self, name: str) -> None:
        if name == self._day:
            self._propose()
        self.look_again()
        self.changed.emit()

    def look_again(self) -> "list[Problem]":
        """Show what is against the move now; gives it, too."""
        while (item := self._against.takeAt(0)) is not None:
            item.widget().deleteLater()
        if self._move is None:
            return []
        with self._database.read() as session:
            found = self._move.hindrances(self._record, session)
        asked = [problem for problem in found if problem.path in self._move.asks]
        if self._grid:
            self._grid.refresh()  # the form may have the same field
            self._grid.show_problems(asked if self._tried else list(filter(self._typed, asked)))
        if asked and self._tried and not self._folded.isHidden():
            self._unfold()
        others = [problem for problem in found if problem not in asked]
        for problem in others[:_FEW]:
            button = Sentence(problem.sentence)
            button.clicked.connect(lambda _=False, path=problem.path: self._lead(path))
            self._against.addWidget(button)
        if len(others) > _FEW:
            rest = look.mark(QLabel(f"此外还有 {len(others) - _FEW} 项"), "quiet")
            self._against.addWidget(rest)
        return found


def _asked(spec: "Field", move: "Move") -> "Field":
    """The field as the move asks for it: whatever the state it is otherwise shown in."""
    test = spec.shown_when if spec.name in move.opened else None
    return replace(spec, shown_when=test, required=spec.required or spec.name in move.needs)
