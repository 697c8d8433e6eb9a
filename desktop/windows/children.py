"""Child rows in place: a card each, one line while closed, its fields while open."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import LinkKind, RowsKind
from db.store.problems import Level, Problem
from desktop.windows import look
from desktop.windows.field_grid import FieldGrid
from desktop.windows.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field


class Rows(QWidget):
    """All child rows of one field.

    ``edited`` when any of them, or their order, changed; ``touched`` at each key.
    """

    edited = Signal()
    touched = Signal()

    def __init__(self, spec: "Field", database: "Database") -> None:
        super().__init__()
        self.spec, self._database = spec, database
        self._record: Any = None
        self._locked = False
        self.cards: list[RowCard] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        head = QHBoxLayout()
        self._title = look.mark(QLabel(spec.label), "strong")
        self._add = look.mark(QPushButton(icon("plus"), f"添加{spec.label}"), "quiet")
        self._add.clicked.connect(lambda _=False: self.add())
        head.addWidget(self._title)
        head.addWidget(self._add)
        head.addStretch(1)
        rows.addLayout(head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.GAP)
        rows.addLayout(self._cards)

    @property
    def items(self) -> list[Any]:
        """The record's own list of rows."""
        found: list[Any] = getattr(self._record, self.spec.name)
        return found

    def show_record(self, record: Any, *, locked: bool = False, again: bool = False) -> None:
        """Show a record's rows; ``again`` when it is the same one: open rows stay open."""
        opened = {place for place, card in enumerate(self.cards) if again and card.is_open}
        self._record, self._locked = record, locked
        self._add.setVisible(not locked)
        for card in self.cards:
            self._cards.removeWidget(card)
            card.deleteLater()
        self.cards = [
            self._card(row, opened=place in opened) for place, row in enumerate(self.items)
        ]
        self._number()

    def add(self, row: Any = None) -> None:
        """A new row at the end, open and with the cursor in it."""
        kind = self.spec.kind
        if not isinstance(kind, RowsKind) or kind.row is None:
            raise TypeError(self.spec.name)
        row = row if row is not None else kind.row.fresh(**self._like_before())
        self.items.append(row)
        card = self._card(row, opened=True)
        self.cards.append(card)
        self._number()
        card.enter()
        self.edited.emit()

    def refresh(self) -> None:
        """Show the rows' values anew."""
        for card in self.cards:
            card.refresh()

    def show_problems(self, problems: list[Problem]) -> None:
        """Each at its own row; those of the field as a whole beside the title."""
        own = [problem.sentence for problem in problems if problem.path == self.spec.name]
        count = f"{self.spec.label}　{len(self.cards)}" if self.cards else self.spec.label
        self._title.setText(f"{count}　{own[0]}" if own else count)
        look.mark(self._title, "problem" if own else "strong")
        for number, card in enumerate(self.cards):
            start = f"{self.spec.name}[{number}]."
            card.show_problems(
                [
                    Problem(problem.path.removeprefix(start), problem.sentence, problem.level)
                    for problem in problems
                    if problem.path.startswith(start)
                ]
            )

    def take_all(self) -> bool:
        """Write everything typed into the rows; False when something cannot be read."""
        taken = [card.take_all() for card in self.cards]  # every one, whatever the first says
        return all(taken)

    def enter(self, number: int, name: str) -> None:
        """Open a row and go to one of its fields."""
        if number < len(self.cards):
            self.cards[number].open()
            self.cards[number].enter(name)

    def shift(self, card: "RowCard", by: int) -> None:
        """Put a row further up (-1) or down (1)."""
        place = self.cards.index(card)
        to = place + by
        if 0 <= to < len(self.cards):
            self.items.insert(to, self.items.pop(place))
            self.cards.insert(to, self.cards.pop(place))
            self._cards.insertWidget(to, card)
            self._number()
            self.edited.emit()

    def remove(self, card: "RowCard") -> None:
        """Take a row away; it is gone from the store only when the record is saved."""
        place = self.cards.index(card)
        self.items.pop(place)
        self.cards.pop(place)
        self._cards.removeWidget(card)
        card.deleteLater()
        self._number()
        self.edited.emit()

    def _card(self, row: Any, *, opened: bool) -> "RowCard":
        card = RowCard(self, row, self._database, locked=self._locked)
        self._cards.addWidget(card)
        if opened:
            card.open()
        return card

    def _number(self) -> None:
        for number, card in enumerate(self.cards, start=1):
            card.show_number(number)

    def _like_before(self) -> dict[str, Any]:
        """The second party answers the first: alternate what has the field ``role``."""
        kind = self.spec.kind
        roles = isinstance(kind, RowsKind) and kind.row is not None and "role" in kind.row.fields
        return {"role": "2"} if roles and self.items else {}


class RowCard(QFrame):
    """One row."""

    def __init__(self, rows: Rows, row: Any, database: "Database", *, locked: bool) -> None:
        super().__init__()
        look.mark(self, "card")
        self._rows, self.row, self._database, self._locked = rows, row, database, locked
        self._grid: FieldGrid | None = None
        self._problems: list[Problem] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.GAP, 4, look.GAP, 4)
        head = QHBoxLayout()
        self._line = look.mark(QPushButton(), "row")
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.clicked.connect(self.toggle)
        self._note = look.mark(QLabel(), "small")
        head.addWidget(self._line, 1)
        head.addWidget(self._note)
        for name, words, act in (
            ("up", "上移 (Alt+↑)", lambda: rows.shift(self, -1)),
            ("down", "下移 (Alt+↓)", lambda: rows.shift(self, 1)),
            ("close", "删除这一行", lambda: rows.remove(self)),
        ):
            button = look.mark(QPushButton(icon(name), ""), "quiet")
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            button.setVisible(not locked)
            head.addWidget(button)
        layout.addLayout(head)
        self._layout = layout
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self._grid is not None and not self._grid.isHidden()

    def show_number(self, number: int) -> None:
        """Its place among the rows."""
        self._number = number
        self.refresh()

    def refresh(self) -> None:
        """The line, and the fields while they are shown."""
        number = getattr(self, "_number", 0)
        words = "　".join(filter(None, self._texts()))
        self._line.setText(f"{number}.　{words or '（未填写）'}".replace("&", "&&"))
        if self._grid is not None and self.is_open:
            self._grid.refresh()

    def toggle(self) -> None:
        """Open or close."""
        if self.is_open and self._grid:
            self.take_all()
            self._grid.hide()
            self.refresh()
        else:
            self.open()
            self.enter()

    def open(self) -> None:
        """Show the fields."""
        if self._grid is None:
            self._grid = FieldGrid(type(self.row).fields.values(), self._database)
            self._grid.setContentsMargins(look.GAP, 0, look.GAP, look.GAP)
            self._grid.edited.connect(self._edited)
            self._grid.touched.connect(self._rows.touched)
            self._layout.addWidget(self._grid)
        self._grid.show_row(self.row, locked=self._locked)
        self._grid.show()
        self._grid.show_problems(self._problems)

    def enter(self, name: str = "") -> None:
        """Put the cursor into a field, the first one without a name."""
        if self._grid:
            cells = self._grid.cells
            first = next((c for c in cells.values() if self._grid.applies(c)), None)
            cell = cells.get(name, first)
            if cell:
                cell.enter()

    def where(self) -> str:
        """The name of the field people are in, empty when they are elsewhere."""
        return self._grid.where() if self._grid else ""

    def take_all(self) -> bool:
        """Write everything typed into the row."""
        return self._grid.take_all() if self._grid is not None and self.is_open else True

    def show_problems(self, problems: list[Problem]) -> None:
        """Under the fields while open, the first in the line while closed."""
        self._problems = problems
        if self._grid is not None and self.is_open:
            self._grid.show_problems(problems)
        first = next((p for p in problems if p.level is not Level.MISSING), None)
        missing = f"待补 {len(problems)}" if problems else ""
        self._note.setText(first.sentence if first else missing)
        tone = "quiet" if first is None else "problem"
        look.mark(self._note, "warning" if first and first.level is Level.WARN else tone)
        self._note.setVisible(not self.is_open)

    def _edited(self, _name: str) -> None:
        self.refresh()
        self._rows.edited.emit()

    def _texts(self) -> list[str]:
        texts = []
        for spec in type(self.row).fields.values():
            if not spec.listed:
                continue
            value = getattr(self.row, spec.name)
            if isinstance(spec.kind, LinkKind):
                texts.append(self._caption(spec.kind.table, value))
            elif spec.kind.code == "yes_no":
                texts.append(spec.label if value else "")
            else:
                text = spec.kind.format(value)
                texts.append(text if len(text) <= 40 else f"{text[:40]}…")
        return texts

    def _caption(self, table: str, number: int | None) -> str:
        from db.store.links import captions

        if number is None:
            return ""
        with self._database.read() as session:
            return captions(session, table, [number]).get(number, "")
