"""Where a record stands, and the next step as the one prominent button."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from desktop.windows import look

if TYPE_CHECKING:
    from db.store.moves import Move


class MovesBar(QWidget):
    """The strip of states and the moves. ``asked`` carries the move people want."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        row.setSpacing(4)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(4)
        row.addLayout(self._strip)
        row.addStretch(1)
        self._others = look.mark(QPushButton("其他处理"), "quiet")
        self._others.setMenu(QMenu(self._others))
        row.addWidget(self._others)
        self._next = look.mark(QPushButton(), "primary")
        self._next.clicked.connect(self._go)
        row.addWidget(self._next)
        self._move: Move | None = None

    def show_record(self, record: Any) -> None:
        """Show where a record stands; hidden for registers without states."""
        cls = type(record)
        self.setVisible(bool(cls.moves))
        if not cls.moves:
            return
        self._show_strip(record)
        saved = record.id is not None
        moves = record.next_moves() if saved else []
        self._move = next((move for move in moves if move.forward), None)
        self._next.setVisible(self._move is not None)
        if self._move:
            self._next.setText(f"{self._move.label}(&G)")
            self._next.setToolTip("下一步")
        menu = self._others.menu()
        menu.clear()
        for move in moves:
            if move is not self._move:
                action = QAction(move.label, menu)
                action.triggered.connect(lambda _=False, m=move: self.asked.emit(m))
                menu.addAction(action)
        self._others.setVisible(bool(menu.actions()))

    def _show_strip(self, record: Any) -> None:
        while (item := self._strip.takeAt(0)) is not None:
            item.widget().deleteLater()
        names = dict(type(record).fields["state"].kind.names)
        strip = type(record).strip
        if record.state not in strip:
            self._strip.addWidget(look.mark(QLabel(names[record.state]), "state"))
            return
        now = strip.index(record.state)
        for place, state in enumerate(strip):
            if place:
                self._strip.addWidget(look.mark(QLabel("─"), "quiet"))
            kind = "step-now" if place == now else "step-past" if place < now else "step-ahead"
            mark = "✓ " if place < now else ""
            self._strip.addWidget(look.mark(QLabel(mark + names[state]), kind))

    def _go(self) -> None:
        if self._move:
            self.asked.emit(self._move)
