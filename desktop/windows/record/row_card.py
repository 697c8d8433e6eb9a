"""One child row in a form: a line while closed, its fields while open."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import LinkKind
from db.store.problems import Level, Problem
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.record.field_grid import FieldGrid, nothing_hidden
from desktop.windows.record.line_cells import LineCells
from desktop.windows.record.short_form import size

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store.database import Database
    from db.store.fields import Field


_ROOMY = 32
"""Characters across: a narrower row has no room for all its buttons beside numbers to type."""


class _Line(QPushButton):
    """The row in one line, cut with … where the room ends."""

    def __init__(self) -> None:
        super().__init__()
        look.mark(self, "row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = ""

    def show_words(self, words: str) -> None:
        """Show as much of the words as fits."""
        self.words = words
        room = max(self.width() - 2 * look.GAP - 4, 0)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another end."""
        super().resizeEvent(event)
        self.show_words(self.words)


class RowCard(QFrame):
    """One row. ``moved`` carries -1 for up, 1 for down.

    What the row's class has ``typed_in_line`` is typed while it is closed.
    """

    edited = Signal()
    touched = Signal()
    moved = Signal(int)
    copied = Signal()
    removed = Signal()
    stepped = Signal(str, int)

    def __init__(
        self, row: Any, database: "Database", *, locked: bool, ordered: bool = True
    ) -> None:
        super().__init__()
        look.mark(self, "card")
        self.row, self._database, self.locked = row, database, locked
        self._grid: FieldGrid | None = None
        self.hides: Callable[[Field, Any], bool] = nothing_hidden
        self._problems: list[Problem] = []
        self._number = 0
        self._short = False
        self._turns = InTurns(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(look.GAP, 4, 4, 4)
        head = QHBoxLayout()
        head.setSpacing(0)
        self._line = _Line()
        self._line.clicked.connect(self.toggle)
        self.setFocusProxy(self._line)
        self._note = look.mark(QLabel(), "small")
        head.addWidget(self._line, 1)
        head.addWidget(self._note)
        self._cells = LineCells(row, type(row).typed_in_line, database, locked=locked)
        self._cells.edited.connect(self._typed)
        self._cells.touched.connect(self.touched)
        self._cells.stepped.connect(self.stepped)
        head.addWidget(self._cells)
        head.addSpacing(look.GAP)
        self._buttons: dict[str, QPushButton] = {}
        for name, words, keys, act in (
            ("up", "上移", "Ctrl+Shift+Up", lambda: self.moved.emit(-1)),
            ("down", "下移", "Ctrl+Shift+Down", lambda: self.moved.emit(1)),
            ("copy", "照样再添一行", "Ctrl+D", self.copied.emit),
            ("close", "移除这一行", "Ctrl+Shift+Delete", self.removed.emit),
        ):
            button = self._buttons[name] = _button(name, words, keys, act)
            head.addWidget(button)
            if locked or not (ordered or name == "close"):
                button.hide()
                continue
            shortcut = QShortcut(QKeySequence(keys), self, button.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._layout.addLayout(head)
        self._moves = () if locked or not ordered else ("up", "down", "copy")
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow row with numbers to type keeps its room for words; the keys still move it."""
        super().resizeEvent(event)
        narrow = self.width() < _ROOMY * self.fontMetrics().horizontalAdvance("枫")
        for name in self._moves:
            self._buttons[name].setHidden(narrow and bool(self._cells.editors))

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self._grid is not None and not self._grid.isHidden()

    @property
    def words(self) -> str:
        """The row in one line."""
        return self._line.words

    def show_number(self, number: int, total: int) -> None:
        """Its place among the rows, from 1."""
        self._number = number
        self._buttons["up"].setEnabled(number > 1)
        self._buttons["down"].setEnabled(number < total)
        self._cells.last = number == total
        self.refresh()

    def be_short(self, *, short: bool) -> None:
        """Show the fields of the short form alone, or all."""
        self._short = short
        if self._grid is not None:
            self._grid.short = short

    def shows(self, name: str) -> bool:
        """Whether the form has that field now."""
        if self.typed_in_line(name):
            return True
        self.open()
        return self._grid is not None and self._grid.shows(name)

    def refresh(self) -> None:
        """The line, and the fields while they are shown."""
        words = "　".join(filter(None, self._texts()))
        self._line.show_words(f"{self._number}.　{words or '（未填写）'}")
        size(self._cells, short=self._short)
        self._cells.refresh()
        if self._grid is not None and self.is_open:
            self._grid.refresh()

    def typed_in_line(self, name: str) -> bool:
        """Whether a field is typed in the closed row as it stands."""
        return not self.is_open and name in self._cells.editors

    def toggle(self) -> None:
        """Open, or close unless something typed cannot be read."""
        if not self.is_open or self._grid is None:
            self.open()
            self.enter()
        elif self._grid.take_all():
            self._grid.hide()
            self._cells.show()
            self.refresh()
            self.show_problems(self._problems)

    def show_row(self, row: Any) -> None:
        """Show the row as it was read again; the cursor stays, and open is what was open."""
        self.row = row
        self._cells.show_row(row)
        if self._grid is not None and self.is_open:
            steps = self._grid.show_in_turns(row, self._problems, locked=self.locked)
            next(steps, None)  # from now on nothing that stands there counts
            self._turns.begin(steps, now=False, ready=self._is_ready)
        self.refresh()

    def open(self) -> None:
        """Show the fields."""
        self._cells.take_all()
        self._cells.unread.clear()
        self._cells.hide()
        if self._grid is None:
            cls = type(self.row)
            self._grid = FieldGrid(cls.fields.values(), self._database, cls)
            self._grid.short, self._grid.hides = self._short, self.hides
            self._grid.setContentsMargins(look.GAP, 0, look.GAP + 4, look.GAP)
            self._grid.edited.connect(self._edited)
            self._grid.touched.connect(self.touched)
            self._layout.addWidget(self._grid)
        self._grid.show()
        steps = self._grid.show_in_turns(self.row, self._problems, locked=self.locked)
        self._turns.begin(steps, ready=self._is_ready)

    def _is_ready(self, place: QWidget) -> bool:
        grid = self._grid
        if grid is None or not grid.isAncestorOf(place):
            return True
        return grid.is_ready(place)

    def enter(self, name: str = "") -> None:
        """Put the cursor into a field, the first one without a name."""
        if self.typed_in_line(name):
            self._cells.enter(name)
        elif self._grid:
            self._grid.enter(name)

    def where(self) -> str:
        """The name of the field people are in, empty when they are elsewhere."""
        return self._cells.where() or (self._grid.where() if self._grid else "")

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet."""
        return self._grid.typed_now() if self._grid is not None and self.is_open else {}

    def unread(self) -> str:
        """The first field whose text means nothing, empty when all can be read."""
        inside = self._grid.unread() if self._grid is not None else ""
        return next(iter(self._cells.unread), inside)

    def take_all(self) -> bool:
        """Write everything typed into the row."""
        if self._grid is not None and self.is_open:
            return self._grid.take_all()
        return self._cells.take_all()

    def show_problems(self, problems: list[Problem]) -> None:
        """Under the fields while open, the first in the line while closed."""
        self._problems = problems
        if self._grid is not None and self.is_open:
            self._grid.show_problems(problems)
        unread = [Problem(name, said) for name, said in self._cells.unread.items()]
        problems = [*unread, *problems]
        first = next((p for p in problems if p.level is not Level.MISSING), None)
        missing = f"待补 {len(problems)}" if problems else ""
        self._note.setText(first.sentence if first else missing)
        tone = "quiet" if first is None else "problem"
        look.mark(self._note, "warning" if first and first.level is Level.WARN else tone)
        self._note.setVisible(not self.is_open)

    def _typed(self) -> None:
        self.show_problems(self._problems)
        self.edited.emit()

    def _edited(self, _name: str) -> None:
        self.refresh()
        self.edited.emit()

    def _texts(self) -> list[str]:
        texts = []
        for spec in type(self.row).fields.values():
            if not spec.listed or self.typed_in_line(spec.name):
                continue
            value = getattr(self.row, spec.name)
            if isinstance(spec.kind, LinkKind):
                texts.append(self._caption(spec.kind.table, value))
            elif spec.kind.code == "yes_no":
                texts.append(spec.label if value else "")
            else:
                text = spec.shown(value)
                text = spec.kind.masked(text) if text and self.hides(spec, self.row) else text
                if text and spec.unit:  # a bare number says nothing
                    text = f"{spec.label} {text} {spec.unit}"
                texts.append(text if len(text) <= 40 else f"{text[:40]}…")
        return texts

    def _caption(self, table: str, number: int | None) -> str:
        from db.store.links import captions

        if number is None:
            return ""
        with self._database.read() as session:
            return captions(session, table, [number]).get(number, "")


def _button(name: str, words: str, keys: str, act: "Callable[[], object]") -> QPushButton:
    button = look.mark(QPushButton(icon(name, look.current().quiet), ""), "quiet")
    button.setToolTip(f"{words}（{keys.replace('Up', '↑').replace('Down', '↓')}）")
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _=False: act())
    return button
