"""A grid of fields of one record or child row, two beside each other where they fit."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from db.store.problems import Problem
from db.store.recalling import recalled
from db.store.record import register
from db.store.shared import carriers
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.record.field_cell import FieldCell
from desktop.windows.record.known import Known
from desktop.windows.record.short_form import short_fields, size

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field

_Place = tuple[FieldCell, int, int, int]


def nothing_hidden(_spec: "Field", _row: Any) -> bool:
    """Every field is shown in full."""
    return False


class FieldGrid(QWidget):
    """Shows fields of ``row`` and writes into it what people type.

    ``edited`` carries the field's name; fields that it implies are filled where they are blank.
    ``touched`` is sent at each key.

    Args:
        specs: which fields.
        database: the open store.
        cls: whose fields they are, where people may name somebody in them who is known already.
        parent: the form.
        told_of: whose help is told of them, where that is not ``cls``.
    """

    edited = Signal(str)
    touched = Signal()

    def __init__(
        self,
        specs: Iterable["Field"],
        database: "Database",
        cls: Any = None,
        parent: QWidget | None = None,
        told_of: Any = None,
    ) -> None:
        super().__init__(parent)
        self.row: Any = None
        self.locked = self.short = False
        self.hides: Callable[[Field, Any], bool] = nothing_hidden
        self._made: dict[str, FieldCell] = {}
        self._shown = 0  # as many fields, from the first on, show the row
        self._problems: list[Problem] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.GAP_LARGE)
        self._grid.setVerticalSpacing(look.GAP)
        self._beside = QWidget()  # else a lone field would take the gap between two, too
        self._beside.setFixedHeight(0)
        self._grid.addWidget(self._beside, 0, 1)
        self._columns = 0
        self._places: list[_Place] = []
        links = list(carriers(cls)) if cls else []
        self._in_short = short_fields(cls) if cls else frozenset()
        self._database, self._told_of = database, cls or told_of
        self.specs = _named_first(list(specs), links)
        self.known = Known(lambda: self.cells, links, database)
        self.known.taken.connect(self.edited)

    @property
    def cells(self) -> dict[str, FieldCell]:
        """The fields by name; those whose turn has not come yet are made and shown now.

        What only the whole form has is not made for the short one.
        """
        for _ in self._rest():
            pass
        return self._made

    def show_row(self, row: Any, *, locked: bool = False) -> None:
        """Show another row."""
        for _ in self.show_in_turns(row, locked=locked):
            pass

    def show_in_turns(
        self, row: Any, problems: Iterable[Problem] = (), *, locked: bool = False
    ) -> Iterator[None]:
        """Show another row, field after field; those that were never shown are made."""
        self.row, self.locked, self._problems = row, locked, list(problems)
        self.known.show_row(row)
        self._shown = 0
        yield from self._rest()

    def refresh(self) -> None:
        """Show the row's values and the fields that apply to it now."""
        for cell in self._arrived():
            self._show(cell)
        self._arrange()

    def show_problems(self, problems: list[Problem]) -> None:
        """Each under its own field."""
        self._problems = problems
        for cell in self._arrived():
            self._tell(cell)

    def take_all(self) -> bool:
        """Write everything typed into the row; False when something cannot be read."""
        taken = [cell.take(self.row) for cell in self._arrived() if _typed(cell.spec)]
        return all(taken)  # every one was asked, whatever the first said

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet, where they can be read."""
        found = {}
        for cell in self._arrived():
            if cell.typing and not cell.veiled:
                with contextlib.suppress(Trouble):
                    found[cell.spec.name] = cell.editor.value()
        return found

    def unread(self) -> str:
        """The first field whose text means nothing, empty when all can be read."""
        return next((cell.spec.name for cell in self._arrived() if cell.unread), "")

    def applies(self, spec: "Field") -> bool:
        """Whether the row has that field at all, and this form shows it."""
        cell = self._made.get(spec.name)
        silent = cell.editor.silent if cell else bool(spec.carries)
        if silent or (self.short and spec.name not in self._in_short):
            return False
        test = spec.shown_when
        return test is None or (self.row is not None and bool(test(self.row)))

    def shows(self, name: str) -> bool:
        """Whether the form has that field now."""
        return any(spec.name == name and self.applies(spec) for spec in self.specs)

    def enter(self, name: str = "") -> "FieldCell | None":
        """Put the cursor into a field, without a name into the first that people fill in."""
        for place, spec in enumerate(self.specs):
            if (spec.name != name) if name else not _typed(spec):
                continue
            while place >= self._shown:  # its turn has not come yet
                self._show_next()
            self._arrange()
            cell = self._made.get(spec.name)
            if cell and self.applies(spec) and (name or not cell.editor.bare):
                cell.enter()
                return cell
        return None

    def where(self) -> str:
        """The name of the field people are in, empty when they are elsewhere."""
        return next((name for name, cell in self._made.items() if cell.has_cursor()), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two, as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def is_ready(self, place: QWidget) -> bool:
        """Whether a place in one of the fields shows the row already."""
        cells = self._arrived()
        return place in (self, *cells) or any(cell.isAncestorOf(place) for cell in cells)

    def _rest(self) -> Iterator[None]:
        while self._shown < len(self.specs):
            self._show_next()
            yield
        self._arrange()

    def _show_next(self) -> None:
        spec = self.specs[self._shown]
        known = self._made.get(spec.name)
        self._shown += 1
        if known is None and self.short and spec.name not in self._in_short:
            return
        cell = known or self._make(spec)
        if self.row is not None:
            if cell.editor.row is not self.row:  # else people go on with what they typed
                cell.forget()
            self._show(cell)
            self._tell(cell)
            if known is None:  # others have their place, which is looked at in the end
                self._arrange()

    def _make(self, spec: "Field") -> FieldCell:
        cell = FieldCell(spec, self._database, self._told_of, self)
        cell.editor.edited.connect(lambda name=spec.name: self._take(name))
        cell.editor.touched.connect(self.touched)
        self._made[spec.name] = cell
        below = self._in_order()
        place = below.index(cell) + 1
        if place < len(below):
            cell.stackUnder(below[place])  # where Tab finds it
        self.known.watch(cell)
        return cell

    def _arrived(self) -> list[FieldCell]:
        """The fields that show the row: of others, nothing that stands in them counts."""
        return self._in_order(self._shown)

    def _in_order(self, most: int | None = None) -> list[FieldCell]:
        """The fields that are made, from top to bottom, whichever was made first."""
        made = self._made
        return [made[spec.name] for spec in self.specs[:most] if spec.name in made]

    def _show(self, cell: FieldCell) -> None:
        spec, row = cell.spec, self.row
        size(cell, short=self.short)
        cell.show_value(row)
        cell.veil(row, veiled=self.hides(spec, row))
        fixed = spec.fixed and getattr(row, "id", None) is not None
        locked = spec.locked_when is not None and spec.locked_when(row)
        cell.lock(locked=self.locked or fixed or locked or spec.computed is not None)

    def _tell(self, cell: FieldCell) -> None:
        cell.show_problems([one for one in self._problems if one.path == cell.spec.name])

    def _take(self, name: str) -> None:
        if not self.cells[name].take(self.row):
            self.edited.emit(name)
            return
        for other, value in self.row.implied(name).items():
            if getattr(self.row, other) is None:
                setattr(self.row, other, value)
        for other, value in recalled(self._database, self.row, name).items():
            setattr(self.row, other, value)
        self.edited.emit(name)

    def _arrange(self) -> None:
        """Give each field that applies its place; what stands there already stays untouched."""
        gap = look.GAP_WIDE if self.short else look.GAP
        if self._grid.verticalSpacing() != gap:
            self._grid.setVerticalSpacing(gap)
        em = self.fontMetrics().horizontalAdvance("枫")
        columns = 2 if self.width() >= 36 * em and not self.short else 1
        cells = self._in_order()
        shown = [cell for cell in cells if self.applies(cell.spec)]
        half = (self.width() - self._grid.horizontalSpacing()) // 2
        places = list(_places(shown, columns, half))
        before = self._places
        if places[: len(before)] != before or columns != self._columns:
            for cell, *_ in before:
                self._grid.removeWidget(cell)
            before = []
            for column in range(2):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._beside.setHidden(columns == 1)
        for cell, line, place, span in places[len(before) :]:
            self._grid.addWidget(cell, line, place, 1, span)
        self._columns, self._places = columns, places
        for cell in cells:
            if cell.isHidden() == (cell in shown):
                cell.setVisible(cell in shown)


def _typed(spec: "Field") -> bool:
    return spec.computed is None and spec.kind.code != "state"


def _places(cells: list[FieldCell], columns: int, half: int) -> "Iterator[_Place]":
    """Each with its line, its column and how many columns it takes."""
    line = place = 0
    for cell in cells:
        wide = columns == 1 or cell.wide(half)
        if wide and place:
            line, place = line + 1, 0
        yield cell, line, place, columns if wide else 1
        place = 0 if wide else (place + 1) % columns
        line += place == 0


def _named_first(specs: "list[Field]", links: "list[Field]") -> "list[Field]":
    """The fields in order, but who it is right under the name by which people say it."""
    names = [spec.name for spec in specs]
    for link in links:
        kind: Any = link.kind
        name = register(kind.table).name_field
        if link.name in names and name in names:
            moved = specs.pop(names.index(link.name))
            names.remove(link.name)
            place = names.index(name) + 1
            specs.insert(place, moved)
            names.insert(place, link.name)
    return specs
