"""Where a record stands, the next step as the one prominent button, and the ways on from it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from db.store.moves import next_step
from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.moves import Move
    from db.store.onward import Onward


class Strip(QWidget):
    """The states on the way; where there is no room for all, those around the present one."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._now = 0
        self._way: tuple[list[str], int] = ([], 0)
        self._stations: list[list[QLabel]] = []
        self._before, self._after = (look.mark(QLabel("…"), "quiet") for _ in range(2))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_states(self, names: list[str], now: int) -> None:
        """Show the way and where on it the record stands."""
        if (names, now) == self._way:
            return
        self._way = (names, now)
        while (item := self._row.takeAt(0)) is not None:
            label: QWidget | None = item.widget()
            if label is not None and label not in (self._before, self._after):
                label.hide()
                label.deleteLater()
        self._now, self._stations = now, []
        self._row.addWidget(self._before)
        for place, name in enumerate(names):
            kind = "step-now" if place == now else "step-past" if place < now else "step-ahead"
            station = [look.mark(QLabel("─"), "quiet")] if place else []
            station.append(look.mark(QLabel(f"✓ {name}" if place < now else name), kind))
            for label in station:  # no higher than its word: the button beside it is another thing
                self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            self._stations.append(station)
        self._row.addWidget(self._after)
        self._row.addStretch(1)
        words = (f"【{name}】" if place == now else name for place, name in enumerate(names))
        self.setToolTip(" ─ ".join(words))
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Another width, or its style at last: other states fit."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Polish):
            self._fit()
        return super().event(event)

    def shown(self) -> list[str]:
        """The states that are to be seen."""
        return [part[-1].text() for part in self._stations if not part[-1].isHidden()]

    def _fit(self) -> None:
        if not self._stations:
            return
        widths = [sum(label.sizeHint().width() + 4 for label in part) for part in self._stations]
        dots = self._before.sizeHint().width() + 4
        first = last = self._now
        while (wider := self._wider(first, last)) is not None:
            start, end = wider
            needed = sum(widths[start : end + 1])
            needed += dots * ((start > 0) + (end < len(widths) - 1))
            if needed > self.width():
                break
            first, last = wider
        for place, part in enumerate(self._stations):
            for number, label in enumerate(part):
                dash = number == 0 and len(part) > 1
                label.setVisible(first <= place <= last and not (dash and place == first))
        self._before.setVisible(first > 0)
        self._after.setVisible(last < len(widths) - 1)

    def _wider(self, first: int, last: int) -> tuple[int, int] | None:
        """One state more: what comes next before what was, None when all are shown."""
        if last < len(self._stations) - 1 and last - self._now <= self._now - first:
            return first, last + 1
        if first > 0:
            return first - 1, last
        return (first, last + 1) if last < len(self._stations) - 1 else None


class MovesBar(QWidget):
    """The strip of states, the moves and the ways on.

    ``asked`` carries the move people want, ``onward_asked`` the way to another record.
    """

    asked = Signal(object)
    onward_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        row.setSpacing(4)
        self.strip = Strip()
        row.addWidget(self.strip, 1)
        self._ways: list[Onward] = []
        self.onward: list[QPushButton] = []
        self._others = look.mark(QPushButton("其他处理"), "quiet")
        self._others.setMenu(QMenu(self._others))
        row.addWidget(self._others)
        self._next = look.mark(QPushButton(), "primary")
        self._next.clicked.connect(self.go)
        row.addWidget(self._next)
        self._move: Move | None = None

    def show_record(
        self, record: Any, *, fixed: bool = False, onward: "Sequence[Onward]" = ()
    ) -> None:
        """Show where a record stands; no moves for ``fixed``; hidden where it goes nowhere."""
        cls = type(record)
        self._show_ways(list(onward))
        self.setVisible(bool(cls.moves or onward))
        if not cls.moves:
            self._others.hide()
            self._next.hide()
            return
        names = dict(cls.fields["state"].kind.names)
        way = cls.strip if record.state in cls.strip else (record.state,)
        self.strip.show_states([names[state] for state in way], way.index(record.state))
        saved = record.id is not None
        moves = record.next_moves() if saved and not fixed else []
        self._move = next_step(record, moves)
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

    def _show_ways(self, ways: "list[Onward]") -> None:
        """A button for each; they follow the states and stand before the moves."""
        if ways == self._ways:
            return
        for old in self.onward:
            old.hide()
            old.deleteLater()
        self._ways, self.onward = ways, []
        for place, way in enumerate(ways):
            button = QPushButton(f"{way.label}(&T)" if place == 0 else way.label)
            button.setToolTip("新登记一条，已知的内容都带过去；保存后两边互相关联")
            button.clicked.connect(lambda _=False, w=way: self.onward_asked.emit(w))
            self.onward.append(button)
            self._row.insertWidget(1 + place, button)
            button.show()  # at once: a layout that is to be seen already would do it later

    def lead_on(self) -> None:
        """After a move: a cursor on a button goes on to the next step, one in a field stays."""
        focus = self.window().focusWidget()
        if self._move and isinstance(focus, QPushButton):
            self._next.setFocus()

    def go(self) -> None:
        """Ask for the next step, if there is one."""
        if self._move:
            self.asked.emit(self._move)
