"""The child rows of a record, in their order: added, copied, moved, removed, put back."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.store.hints import hint
from db.store.outline import values_of
from db.store.problems import Level, Problem
from db.store.record import register
from db.store.sole import begun
from desktop.windows.parts import look
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import say
from desktop.windows.record import many_rows
from desktop.windows.record.field_grid import nothing_hidden
from desktop.windows.record.row_card import RowCard
from desktop.windows.record.rows_head import RowsHead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from db.store.database import Database
    from db.store.fields import Field
    from db.store.kinds import RowsKind


class Rows(QWidget):
    """All child rows of one field.

    ``edited`` when any or their order changed; ``touched`` at each key; ``added`` by a new one.
    """

    edited, touched, added = Signal(), Signal(), Signal()

    def __init__(self, spec: "Field", database: "Database") -> None:
        super().__init__()
        self.spec, self.database = spec, database
        self.record: Any = None
        self.hides: Callable[[Field, Any], bool] = nothing_hidden
        self.locked = self.short = False
        self.cards: list[RowCard] = []
        self._problems: list[Problem] = []
        self._opened: set[int] = set()
        self.begun: list[tuple[Any, dict[str, Any]]] = []  # rows added here, and as they began
        self._shown = 0  # as many rows, from the first on, stand in their cards
        self._told = InTurns(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        told = hint(register(self.row_class.owner), spec.name)
        head = RowsHead(spec.label, self, told, usual=bool(spec.repeats))
        self._head, self._add = head, head.add
        self._add.clicked.connect(lambda _=False: self.add())
        head.paste.clicked.connect(lambda _=False: self.paste())
        if head.usual is not None:
            head.usual.clicked.connect(lambda _=False: many_rows.put_usual(self))
        rows.addLayout(head.whole)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.GAP)
        rows.addLayout(self._cards)

    @property
    def items(self) -> list[Any]:
        """The record's own list of rows."""
        found: list[Any] = getattr(self.record, self.spec.name)
        return found

    def show_in_turns(
        self, record: Any, problems: "Iterable[Problem]", *, locked: bool, again: bool
    ) -> "Iterator[None]":
        """Show a record's rows one after another; ``again``: it is the same, open ones stay so."""
        self._opened = {place for place, card in enumerate(self.cards) if again and card.is_open}
        test = self.spec.locked_when
        self.record, self.locked = record, locked or (test is not None and test(record))
        self._head.lock(locked=self.locked)
        self._shown, self._problems = 0, list(problems)
        self.begun = self.begun if again else []
        if not again or [card.locked for card in self.cards] != [*map(self._keeps, self.items)]:
            for card in self.cards:
                self._cards.removeWidget(card)
                card.deleteLater()
            self.cards = []
        while self._show_next():
            yield
        self._number()
        self.show_problems(self._problems)

    def is_ready(self, place: QWidget) -> bool:
        """Whether a place in the head, or in a row, is of the record already."""
        cards = self.cards[: self._shown]
        parts = (self, *self._head.buttons, *cards)
        return place in parts or any(card.isAncestorOf(place) for card in cards)

    def finish(self) -> None:
        """Show at once the rows whose turn has not come yet."""
        while self._show_next():
            pass

    def _show_next(self) -> bool:
        """One more row; False when all are there."""
        place = self._shown
        if self.record is None or place >= len(self.items):
            return False
        if place < len(self.cards):
            self.cards[place].show_row(self.items[place])
        else:
            self.cards.append(self._card(self.items[place], opened=place in self._opened))
        self._shown += 1
        return True

    def add(self, row: Any = None) -> None:
        """A new row at the end, open and with the cursor in it."""
        if row is None:
            row = begun(self.database, self.row_class.fresh(**self._known()))
            self.begun.append((row, values_of(row)))
        self.insert(len(self.items), row)

    def insert(self, place: int, row: Any) -> None:
        """Put a row in; it opens with the cursor in it."""
        self.finish()
        self.items.insert(place, row)
        card = self._card(row, opened=True)
        self._cards.insertWidget(place, card)
        self.cards.insert(place, card)
        self._number()
        card.enter()
        self.added.emit()
        self.touched.emit()
        self._told.soon(self.edited.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V where nothing is typed into takes a table."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self.locked:
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the table on the clipboard as rows below; all of them, or none."""
        many_rows.paste(self)

    def put(self, rows: list[Any], *, instead: bool = False) -> None:
        """Many rows at once below those there are, or instead of them."""
        self.finish()
        for card in self.cards:
            card.take_all()
        self.items[:] = rows if instead else [*self.items, *rows]
        any(self.show_in_turns(self.record, self._problems, locked=self.locked, again=True))
        self.edited.emit()

    def in_order(self) -> list[QWidget]:
        """The buttons that add rows, then the rows from top to bottom."""
        return [*self._head.buttons, *self.cards]

    def applies(self) -> bool:
        """Whether the record has such rows at all."""
        test = self.spec.shown_when
        return test is None or (self.record is not None and bool(test(self.record)))

    def refresh(self) -> None:
        """Show the rows' values anew."""
        for card in self.cards:
            card.refresh()

    def be_short(self, *, short: bool) -> None:
        """Show the fields of the short form alone, or all."""
        self.short = short
        for card in self.cards:
            card.be_short(short=short)

    def shows(self, number: int, name: str) -> bool:
        """Whether the form has that field of a row now; the row opens."""
        self.finish()
        return number >= len(self.cards) or not name or self.cards[number].shows(name)

    def show_problems(self, problems: list[Problem]) -> None:
        """Each at its own row; those of the field as a whole beside the title."""
        self._problems = problems
        mine = [problem for problem in problems if problem.path == self.spec.name]
        worst = min(mine, key=lambda one: list(Level).index(one.level), default=None)
        if self.spec.label == self.spec.section and not self.short:  # the heading says it already
            words = []
        else:
            words = [self.spec.label, *([str(len(self.cards))] if self.cards else [])]
        self._head.tell(words, worst)
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
        """Open a row and go to one of its fields; where there is none, to what adds one."""
        self.finish()
        if number >= len(self.cards):
            self._add.setFocus()
        else:
            if not self.cards[number].typed_in_line(name):
                self.cards[number].open()
            self.cards[number].enter(name)

    def step(self, card: RowCard, name: str, by: int) -> None:
        """Go to the same field of a row further up or down."""
        place = self.cards.index(card) + by
        if 0 <= place < len(self.cards):
            self.enter(place, name)

    def shift(self, card: RowCard, by: int) -> None:
        """Put a row further up (-1) or down (1)."""
        self.finish()
        place = self.cards.index(card)
        to = place + by
        if 0 <= to < len(self.cards):
            self.items.insert(to, self.items.pop(place))
            self.cards.insert(to, self.cards.pop(place))
            self._cards.insertWidget(to, card)
            self._number()
            self.edited.emit()

    def copy(self, card: RowCard) -> None:
        """The same once more, below."""
        if card.take_all():
            self.insert(self.cards.index(card) + 1, card.row.again())

    def remove(self, card: RowCard) -> None:
        """Take a row away; until the record is saved the word at the foot puts it back."""
        self.finish()
        place = self.cards.index(card)
        record, row = self.record, self.take_out(place)
        if self.cards:
            self.cards[min(place, len(self.cards) - 1)].setFocus()
        else:
            self._add.setFocus()
        self.edited.emit()

        def put_back() -> None:
            if record is self.record and row not in self.items:
                self.insert(min(place, len(self.items)), row)

        say(self, f"已移除{self.spec.label}第 {place + 1} 行", "done", ("放回", put_back))

    def take_out(self, place: int) -> Any:
        """Take a row away without a word; gives it."""
        row, card = self.items.pop(place), self.cards.pop(place)
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._number()
        return row

    def _card(self, row: Any, *, opened: bool) -> RowCard:
        log = self.row_class.append_only
        card = RowCard(row, self.database, locked=self._keeps(row), ordered=not log)
        card.hides = self.hides
        card.be_short(short=self.short)
        card.edited.connect(self.edited)
        card.touched.connect(self.touched)
        card.moved.connect(lambda by: self.shift(card, by))
        card.copied.connect(lambda: self.copy(card))
        card.removed.connect(lambda: self.remove(card))
        card.stepped.connect(lambda name, by: self.step(card, name, by))
        self._cards.addWidget(card)
        if opened:
            card.open()
        return card

    def _keeps(self, row: Any) -> bool:
        """Whether a row cannot be changed: a log is written on, and nothing else."""
        return bool(self.locked or (self.row_class.append_only and row.id is not None))

    def _number(self) -> None:
        self._shown = len(self.cards)
        for number, card in enumerate(self.cards, start=1):
            card.show_number(number, len(self.cards))

    @property
    def row_class(self) -> Any:
        """The class of the rows."""
        return cast("RowsKind", self.spec.kind).row

    def _known(self) -> dict[str, Any]:
        """What the record says of a new row; what is masked in it does not come over."""
        cls, full = self.row_class, self.database.rights.full
        said = cls.begins(self.record).items()
        return {name: value for name, value in said if full or not cls.fields[name].sensitive}
